package io.github.camelclaid.task;

/** The store could not do what it was asked for. What it remembers is what it was before, or what it was asked for. */
public class TaskStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean passing;

    /**
     * @param message without secrets
     * @param passing whether the same may work later: the store is away, or full
     */
    public TaskStoreException(String message, boolean passing, Throwable cause) {
        super(message, cause);
        this.passing = passing;
    }

    /** Whether the same may work later. */
    public boolean isPassing() {
        return passing;
    }
}
