package io.github.camelclaid.benchmarks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Time that passes faster than real time, shared by the simulator and whoever runs against it: so that the windows of
 * the quota, {@code RateLimit-Reset} and all waits keep their proportions. What really takes time, requests over the
 * loopback interface and work, looks slower by the factor; a millisecond becomes 20 at a speed of 20, about what a
 * network adds.
 */
final class FastTime extends ScheduledThreadPoolExecutor {

    private final double speed;
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();

    FastTime(double speed) {
        super(1);
        this.speed = speed;
        setRemoveOnCancelPolicy(true);
        setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    Clock clock() {
        return new FastClock();
    }

    Instant now() {
        return start.plusNanos(nanos());
    }

    /** Since the start. */
    long nanos() {
        return (long) ((System.nanoTime() - startNanos) * speed);
    }

    /** How long that really takes. */
    Duration real(Duration duration) {
        return Duration.ofNanos(real(duration.toNanos(), TimeUnit.NANOSECONDS));
    }

    void sleep(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(real(duration).toNanos());
    }

    /** Completes after that, on a thread of the common pool. */
    CompletableFuture<Void> after(Duration duration) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        schedule(() -> over.completeAsync(() -> null), duration.toNanos(), TimeUnit.NANOSECONDS);
        return over;
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
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long first, long period, TimeUnit unit) {
        return super.scheduleAtFixedRate(
                task, real(first, unit), Math.max(1, real(period, unit)), TimeUnit.NANOSECONDS);
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
            return now();
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
