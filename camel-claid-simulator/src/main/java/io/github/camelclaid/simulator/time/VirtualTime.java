package io.github.camelclaid.simulator.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that stands still until it is moved: for unit tests that see hours of tasks, quota and expiry without waiting.
 * Thread-safe.
 */
public final class VirtualTime extends Clock {

    private volatile Instant now;

    private VirtualTime(Instant start) {
        this.now = start;
    }

    /** It starts on 1 January 2026, so that tests see the same times of day whenever they run. */
    public static VirtualTime start() {
        return startingAt(Instant.parse("2026-01-01T00:00:00Z"));
    }

    public static VirtualTime startingAt(Instant start) {
        return new VirtualTime(start);
    }

    /** Lets that much time pass at once. */
    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** This very clock: instants know no zone. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
