package io.github.camelclaid.task;

import io.github.camelclaid.client.TaskStatus;

/** How a task ended, as it is counted. */
public enum TaskEnd {
    DONE,
    ERROR,
    CANCELLED,
    /** Claid forgot it before it was collected. */
    EXPIRED,
    /** Nobody knows whether it was ever taken. */
    UNKNOWN;

    /** @param task one that is over */
    static TaskEnd of(TrackedTask task) {
        return switch (task.state()) {
            case FINISHED -> of(task.outcome().task().status());
            case EXPIRED -> EXPIRED;
            case UNKNOWN -> UNKNOWN;
            default -> throw new IllegalArgumentException("a task that is " + task.state() + " is not over");
        };
    }

    private static TaskEnd of(TaskStatus status) {
        return switch (status) {
            case ERROR -> ERROR;
            case CANCELLED -> CANCELLED;
            default -> DONE;
        };
    }
}
