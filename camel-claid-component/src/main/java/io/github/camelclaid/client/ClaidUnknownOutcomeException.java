package io.github.camelclaid.client;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A submit or an upload was sent, at least in part, and no answer tells whether Claid took it: the connection broke,
 * the answer took too long, a server failed, or a success came without a readable id. The API knows no idempotency
 * key, so sending it again could be charged a second time.
 */
public class ClaidUnknownOutcomeException extends ClaidException {

    private static final long serialVersionUID = 1L;

    private final String reason;
    private final Integer httpStatus;
    private final String requestId;
    private final String taskKey;

    /**
     * @param reason why it is unknown, without a full stop
     * @param httpStatus of the answer, if its head arrived
     * @param requestId {@code x-request-id} of the answer; may be null
     * @param cause may be null
     */
    public ClaidUnknownOutcomeException(String reason, OptionalInt httpStatus, String requestId, Throwable cause) {
        this(reason, httpStatus.isPresent() ? httpStatus.getAsInt() : null, requestId, null, cause);
    }

    private ClaidUnknownOutcomeException(
            String reason, Integer httpStatus, String requestId, String taskKey, Throwable cause) {
        super(message(circumstances(reason, httpStatus, requestId), taskKey), cause);
        this.reason = reason;
        this.httpStatus = httpStatus;
        this.requestId = requestId;
        this.taskKey = taskKey;
    }

    /** The same, with the key that it is remembered under. */
    public ClaidUnknownOutcomeException under(String key) {
        return new ClaidUnknownOutcomeException(reason, httpStatus, requestId, key, getCause());
    }

    /**
     * For an outcome that was unknown earlier.
     *
     * @param message what is told, as it is; the reason, too
     * @param cause may be null
     */
    public ClaidUnknownOutcomeException(String message, Throwable cause) {
        super(message, cause);
        this.reason = message;
        this.httpStatus = null;
        this.requestId = null;
        this.taskKey = null;
    }

    private static String message(String circumstances, String taskKey) {
        return "It is not known whether Claid took the request: " + circumstances
                + ". It may have been charged, so nothing is sent again by itself: look into Claid's dashboard, then adopt"
                + " the task's id, resubmit it, or drop it"
                + (taskKey == null ? "" : " (key " + taskKey + ")");
    }

    private static String circumstances(String reason, Integer httpStatus, String requestId) {
        if (httpStatus == null) {
            return reason;
        }
        return reason + " (HTTP status " + httpStatus + (requestId == null ? ")" : ", request id " + requestId + ")");
    }

    /** Why it is unknown, with the answer's status and request id where there was one. */
    public String circumstances() {
        return circumstances(reason, httpStatus, requestId);
    }

    /** The key that it is remembered under; empty where it is not. */
    public Optional<String> taskKey() {
        return Optional.ofNullable(taskKey);
    }

    /** Why it is unknown. */
    public String reason() {
        return reason;
    }

    /** The status of the answer, if its head arrived. */
    public OptionalInt httpStatus() {
        return httpStatus == null ? OptionalInt.empty() : OptionalInt.of(httpStatus);
    }

    /** {@code x-request-id} of the answer, which Claid's support asks for. */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }
}
