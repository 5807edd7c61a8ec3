package io.github.camelclaid.task;

/** Who gets a task's result. It belongs to a task for good, and to its key. */
public enum Mode {
    /** The consumers of the task's name; each task goes to one of them. */
    SUBMITTED,
    /** Everybody who waits for it. */
    AWAITED
}
