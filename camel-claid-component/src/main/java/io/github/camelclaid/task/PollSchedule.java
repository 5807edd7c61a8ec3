package io.github.camelclaid.task;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * When to ask whether a task is finished: first after {@code firstDelay}, then after intervals that grow by {@code
 * growth} up to {@code longestInterval}. Each interval is shortened or lengthened at random by up to {@code jitter} of
 * itself, so that tasks submitted together do not come due together.
 *
 * <p>Trouble with a poll, whatever it is, only moves the next one. Claid documents neither a typical processing time nor
 * a polling interval.
 *
 * @param growth at least 1
 * @param jitter 0 to 1
 */
public record PollSchedule(
        Duration firstDelay, Duration firstInterval, double growth, Duration longestInterval, double jitter) {

    public static final PollSchedule DEFAULT =
            new PollSchedule(Duration.ofSeconds(4), Duration.ofSeconds(3), 1.5, Duration.ofSeconds(60), 0.2);

    Instant first(Instant accepted, RandomGenerator random) {
        return accepted.plus(jittered(firstDelay.toMillis(), random));
    }

    /** @param polls how many have been sent so far, at least 1 */
    Instant next(int polls, Instant now, RandomGenerator random) {
        double interval = firstInterval.toMillis() * Math.pow(growth, Math.min(polls - 1, 60));
        return now.plus(jittered(Math.min(interval, longestInterval.toMillis()), random));
    }

    private Duration jittered(double millis, RandomGenerator random) {
        return Duration.ofMillis(Math.round(millis * (1 + jitter * (2 * random.nextDouble() - 1))));
    }
}
