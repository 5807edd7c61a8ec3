package io.github.camelclaid.task;

/** How far a task has come. Each state is written before the step that it announces. */
public enum TaskState {
    /** Somebody wants it; nothing was sent. */
    INTENT,
    /** Its picture is being uploaded, or was when its owner vanished. */
    STAGING,
    /** Its picture is at a temporary URL; the edit was not sent. */
    STAGED,
    /** The submit is on its way. */
    SENDING,
    /** Claid has given it an id. */
    ACCEPTED,
    /** Done, failed or cancelled. */
    FINISHED,
    /** Something was sent and nobody knows what became of it: it may have been charged. */
    UNKNOWN,
    /** Claid forgot the task or its result before it was collected. */
    EXPIRED;

    /** Whether nothing will change any more without the user. */
    public boolean isOver() {
        return this == FINISHED || this == UNKNOWN || this == EXPIRED;
    }

    /** Whether no submit is on its way or accepted, so that the task can still be dropped without losing anything paid. */
    public boolean isBeforeSubmit() {
        return this == INTENT || this == STAGED;
    }
}
