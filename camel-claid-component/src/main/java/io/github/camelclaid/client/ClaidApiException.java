package io.github.camelclaid.client;

import java.util.List;
import java.util.Map;
import org.apache.camel.spi.HttpResponseAware;

/**
 * Claid answered, and said no. Of a submit or an upload it is certain that nothing was taken and nothing charged.
 * Statuses and fields are those of Claid's page "Errors".
 */
public class ClaidApiException extends ClaidException implements HttpResponseAware {

    private static final long serialVersionUID = 1L;

    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;

    private final ApiError error;

    /**
     * @param what Claid did, in words that follow its name: {@code refused the edit}
     * @param error what it said
     */
    public ClaidApiException(String what, ApiError error) {
        super("Claid " + what + ": " + error.summary());
        this.error = error;
    }

    /** All that was said. */
    public ApiError error() {
        return error;
    }

    public int httpStatus() {
        return error.httpStatus();
    }

    /** The digits Claid identifies the cause by, such as {@code 2001}; null if not given. */
    public String errorCode() {
        return error.errorCode();
    }

    /** Such as {@code validation}; null if not given. */
    public String errorType() {
        return error.errorType();
    }

    /** The cause in Claid's words; null if not given. */
    public String errorMessage() {
        return error.errorMessage();
    }

    /** What is wrong with which member of the request, by its dotted path; may be empty. */
    public Map<String, List<String>> details() {
        return error.details();
    }

    /** {@code x-request-id}, which Claid's support asks for; null if not given. */
    public String requestId() {
        return error.requestId();
    }

    /** Whether the same request may succeed later: after 408, 429 and 5xx. */
    public boolean retryable() {
        return httpStatus() == REQUEST_TIMEOUT || httpStatus() == TOO_MANY_REQUESTS || httpStatus() >= SERVER_ERRORS;
    }

    @Override
    public int getHttpResponseCode() {
        return httpStatus();
    }

    /** Does nothing: what was answered stays. */
    @Override
    public void setHttpResponseCode(int code) {}

    /** What Claid said, in one line. */
    @Override
    public String getHttpResponseStatus() {
        return error.summary();
    }

    /** Does nothing: what was answered stays. */
    @Override
    public void setHttpResponseStatus(String status) {}
}
