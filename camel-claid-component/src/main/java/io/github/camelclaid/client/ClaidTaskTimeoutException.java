package io.github.camelclaid.client;

import java.time.Duration;

/** A task was not finished in the time it was given. It may still finish, and it is still remembered. */
public class ClaidTaskTimeoutException extends ClaidException {

    private static final long serialVersionUID = 1L;

    private final long taskId;
    private final TaskStatus lastStatus;
    private final Duration elapsed;

    /**
     * @param lastStatus what Claid last said; null if it was never asked
     * @param elapsed since the task was accepted
     */
    public ClaidTaskTimeoutException(long taskId, TaskStatus lastStatus, Duration elapsed) {
        super("Claid's task " + taskId + " is not finished after " + elapsed
                + (lastStatus == null ? "" : ", its last known status is " + lastStatus)
                + ". It may still finish and is still remembered: the same request joins it without a new charge");
        this.taskId = taskId;
        this.lastStatus = lastStatus;
        this.elapsed = elapsed;
    }

    public long taskId() {
        return taskId;
    }

    /** What Claid last said; null if it was never asked. */
    public TaskStatus lastStatus() {
        return lastStatus;
    }

    /** The time since the task was accepted. */
    public Duration elapsed() {
        return elapsed;
    }
}
