package io.github.camelclaid.client;

/**
 * Claid could not be reached, and nothing was charged: of a submit or an upload not one byte was sent; a question for a
 * task's status, which is free, got no readable answer. Worth trying again.
 */
public class ClaidUnavailableException extends ClaidException {

    private static final long serialVersionUID = 1L;

    public ClaidUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
