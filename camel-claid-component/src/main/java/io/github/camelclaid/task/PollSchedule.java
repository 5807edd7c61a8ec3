package io.github.camelclaid.task;

import java.time.Duration;
import java.time.Instant;

/** When to ask for a task. Safe for use by any thread. */
public interface PollSchedule {

    /**
     * When to ask for an accepted task that was not finished when it was asked for last.
     *
     * @param price how much waiting one request has to save, to be worth sending
     * @return later than {@code now}
     */
    Instant next(TrackedTask task, Instant now, Duration price);

    /** A task was found finished, as it was before that poll. */
    default void found(TrackedTask task, Instant now) {}

    /** Writes down what was found out, if anything; called now and then. */
    default void keep() {}
}
