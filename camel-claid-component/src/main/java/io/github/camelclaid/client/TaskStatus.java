package io.github.camelclaid.client;

import java.util.Locale;

/**
 * How far a task is. The seven named values are the whole enumeration {@code APIV1Status} of Claid's OpenAPI document;
 * the Async API Reference lists only {@code ACCEPTED}, {@code PROCESSING}, {@code ERROR} and {@code DONE}. That
 * {@code WAITING} and {@code PAUSED} go on, and that {@code CANCELLED} is an end, is what the words say; no page does.
 */
public enum TaskStatus {
    /** The only status of a valid submit. */
    ACCEPTED,
    WAITING,
    PROCESSING,
    /** Nothing in the API pauses a task, so it is taken to go on by itself. */
    PAUSED,
    DONE,
    ERROR,
    CANCELLED,
    /** A value this release does not know, or none: the task is taken to be in progress. */
    UNKNOWN;

    /**
     * Reads the member {@code status}, in any case.
     *
     * @param text may be null
     */
    public static TaskStatus of(String text) {
        if (text == null) {
            return UNKNOWN;
        }
        try {
            return valueOf(text.trim().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return UNKNOWN;
        }
    }

    /** Whether nothing more will happen to the task, be it good or bad. */
    public boolean isFinished() {
        return this == DONE || isFailed();
    }

    /** Whether the task ended without a picture. */
    public boolean isFailed() {
        return this == ERROR || this == CANCELLED;
    }

    /** Whether it is worth asking again. */
    public boolean isInProgress() {
        return !isFinished();
    }
}
