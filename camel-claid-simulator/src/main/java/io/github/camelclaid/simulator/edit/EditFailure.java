package io.github.camelclaid.simulator.edit;

/** An edit that cannot be made; its message is for the user of the API. */
public final class EditFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient ImageFacts input;

    public EditFailure(String message) {
        this(message, null, null);
    }

    public EditFailure(String message, ImageFacts input, Throwable cause) {
        super(message, cause);
        this.input = input;
    }

    /** The input as far as it was understood; null if it was not. */
    public ImageFacts input() {
        return input;
    }
}
