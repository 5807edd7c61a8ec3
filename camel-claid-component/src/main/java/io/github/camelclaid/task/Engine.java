package io.github.camelclaid.task;

import io.github.camelclaid.quota.RequestPacer;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What drives a tracker, and counts what it does.
 *
 * @param clock the time for schedules, deadlines and expiry
 * @param timer for short tasks only
 * @param workers where everything runs that may block: the store, files
 */
public record Engine(
        RequestPacer pacer, Clock clock, ScheduledExecutorService timer, Executor workers, Tallies tallies) {

    /** Counts from zero. */
    public Engine(RequestPacer pacer, Clock clock, ScheduledExecutorService timer, Executor workers) {
        this(pacer, clock, timer, workers, new Tallies(clock));
    }
}
