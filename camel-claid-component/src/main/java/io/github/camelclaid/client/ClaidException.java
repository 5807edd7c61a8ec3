package io.github.camelclaid.client;

/** Whatever goes wrong between a route and Claid. No message of it ever holds the API key. */
public abstract class ClaidException extends Exception {

    private static final long serialVersionUID = 1L;

    protected ClaidException(String message) {
        super(message);
    }

    protected ClaidException(String message, Throwable cause) {
        super(message, cause);
    }
}
