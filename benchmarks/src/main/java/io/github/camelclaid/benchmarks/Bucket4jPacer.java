package io.github.camelclaid.benchmarks;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.SchedulingBucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A token bucket with both bandwidths of the quota. */
final class Bucket4jPacer implements Pacer {

    private final SchedulingBucket bucket;
    private final FastTime time;

    Bucket4jPacer(Ground ground) {
        this.time = ground.time();
        this.bucket = Bucket.builder()
                .addLimit(limit -> limit.capacity(120).refillGreedy(120, Duration.ofMinutes(1)))
                .addLimit(limit -> limit.capacity(4).refillGreedy(4, Duration.ofSeconds(1)))
                .withCustomTimePrecision(meter(time))
                .build()
                .asScheduler();
    }

    @Override
    public CompletableFuture<Void> turn() {
        return bucket.consume(1, time);
    }

    private static TimeMeter meter(FastTime time) {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return time.nanos();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
    }
}
