package io.github.camelclaid;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A component for which time passes faster, so that a minute's wait for credits takes seconds. */
public final class QuickClaid extends ScheduledThreadPoolExecutor {

    private final int speed;

    private QuickClaid(int speed) {
        super(1);
        this.speed = speed;
        setRemoveOnCancelPolicy(true);
    }

    /** A component that can be stopped and forgotten. */
    public static ClaidComponent component(int speed) {
        ClaidComponent component = new ClaidComponent();
        component.setTime(new FastClock(speed, Instant.now()), new QuickClaid(speed));
        return component;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return super.schedule(task, unit.toNanos(delay) / speed, TimeUnit.NANOSECONDS);
    }

    private static final class FastClock extends Clock {

        private final int speed;
        private final Instant start;
        private final long startNanos = System.nanoTime();

        FastClock(int speed, Instant start) {
            this.speed = speed;
            this.start = start;
        }

        @Override
        public Instant instant() {
            return start.plus(Duration.ofNanos((System.nanoTime() - startNanos) * speed));
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("only UTC");
        }
    }
}
