package io.github.camelclaid.benchmarks;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Two limiters one after the other, since one knows one window only. They have real time, so their windows are short. */
final class Resilience4jPacer implements Pacer {

    private final List<RateLimiter> limiters;

    Resilience4jPacer(Ground ground) {
        FastTime time = ground.time();
        this.limiters =
                List.of(limiter(120, time.real(Duration.ofMinutes(1))), limiter(4, time.real(Duration.ofSeconds(1))));
    }

    /** Each is asked when it is the turn of the one before, so that the short window is met when it is about to be used. */
    @Override
    public CompletableFuture<Void> turn() {
        CompletableFuture<Void> turn = CompletableFuture.completedFuture(null);
        for (RateLimiter limiter : limiters) {
            turn = turn.thenCompose(passed -> permission(limiter));
        }
        return turn;
    }

    private static CompletableFuture<Void> permission(RateLimiter limiter) {
        long nanos = limiter.reservePermission();
        if (nanos == 0) {
            return CompletableFuture.completedFuture(null);
        }
        Executor then = CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS);
        return CompletableFuture.runAsync(() -> {}, then);
    }

    private static RateLimiter limiter(int requests, Duration period) {
        return RateLimiter.of(
                "claid",
                RateLimiterConfig.custom()
                        .limitForPeriod(requests)
                        .limitRefreshPeriod(period)
                        .timeoutDuration(Duration.ofDays(1))
                        .build());
    }
}
