package io.github.camelclaid.client;

/** A task was charged, and its result cannot be had any more. It is never submitted again by itself. */
public class ClaidTaskExpiredException extends ClaidException {

    private static final long serialVersionUID = 1L;

    private final long taskId;
    private final String reason;

    /** @param reason why the result is gone, without a full stop */
    public ClaidTaskExpiredException(long taskId, String reason) {
        super("The result of Claid's task " + taskId + " is lost: " + reason
                + ". The task was charged; it is never submitted again by itself, which would be charged again");
        this.taskId = taskId;
        this.reason = reason;
    }

    public long taskId() {
        return taskId;
    }

    /** Why the result is gone. */
    public String reason() {
        return reason;
    }
}
