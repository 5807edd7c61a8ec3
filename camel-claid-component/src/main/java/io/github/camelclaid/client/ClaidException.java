package io.github.camelclaid.client;

import java.util.concurrent.CompletionException;

/** Whatever goes wrong between a route and Claid. No message of it ever holds the API key. */
public abstract class ClaidException extends Exception {

    private static final long serialVersionUID = 1L;

    protected ClaidException(String message) {
        super(message);
    }

    protected ClaidException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What went wrong, out of the wrapping that a {@link java.util.concurrent.CompletionStage} may put around it. */
    public static Throwable causeOf(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
