package io.github.camelclaid;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Time that passes faster than real time, for a component and a simulator that share it: minutes of quota windows and
 * retries take a second. Requests over the loopback interface take as long as ever, so they look slower by the factor.
 */
public final class FastTime extends ScheduledThreadPoolExecutor {

    private final double speed;
    private final Instant start;
    private final long startNanos;
    private volatile Duration jumped = Duration.ZERO;

    public FastTime(double speed) {
        this(speed, Instant.now());
    }

    /** @param start when it was as late as it really was: processes that agree on it have the same time */
    public FastTime(double speed, Instant start) {
        super(1);
        this.speed = speed;
        this.start = start;
        this.startNanos =
                System.nanoTime() - Duration.between(start, Instant.now()).toNanos();
        setRemoveOnCancelPolicy(true);
    }

    /** What its clock says changes, and nothing else: as if somebody had set the time of a machine. */
    public FastTime jump(Duration by) {
        jumped = jumped.plus(by);
        return this;
    }

    /** Has the component live in this time, and ask for a task as soon as it may be finished. */
    public void pace(ClaidComponent component) {
        component.setTime(clock(), this);
        component.setPollSchedule((task, now, price) -> now.plusSeconds(1));
    }

    public Clock clock() {
        return new FastClock();
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return super.schedule(task, real(delay, unit), TimeUnit.NANOSECONDS);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        return super.schedule(task, real(delay, unit), TimeUnit.NANOSECONDS);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long first, long delay, TimeUnit unit) {
        return super.scheduleWithFixedDelay(
                task, real(first, unit), Math.max(1, real(delay, unit)), TimeUnit.NANOSECONDS);
    }

    private long real(long delay, TimeUnit unit) {
        return (long) (unit.toNanos(delay) / speed);
    }

    private final class FastClock extends Clock {

        @Override
        public Instant instant() {
            return start.plus(jumped).plus(Duration.ofNanos((long) ((System.nanoTime() - startNanos) * speed)));
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
