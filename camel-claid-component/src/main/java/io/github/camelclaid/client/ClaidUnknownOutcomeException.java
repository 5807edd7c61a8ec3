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

    /**
     * @param reason why it is unknown, without a full stop
     * @param httpStatus of the answer, if its head arrived
     * @param requestId {@code x-request-id} of the answer; may be null
     * @param cause may be null
     */
    public ClaidUnknownOutcomeException(String reason, OptionalInt httpStatus, String requestId, Throwable cause) {
        super(message(reason, httpStatus, requestId), cause);
        this.reason = reason;
        this.httpStatus = httpStatus.isPresent() ? httpStatus.getAsInt() : null;
        this.requestId = requestId;
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
    }

    private static String message(String reason, OptionalInt httpStatus, String requestId) {
        StringBuilder message = new StringBuilder("It is not known whether Claid took the request: ").append(reason);
        if (httpStatus.isPresent()) {
            message.append(" (HTTP status ").append(httpStatus.getAsInt());
            message.append(requestId == null ? ")" : ", request id " + requestId + ")");
        }
        return message.append(". It may have been charged. Nothing is sent again by itself: look into Claid's"
                        + " dashboard, then submit it anew if it is not there")
                .toString();
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
