package io.github.camelclaid.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelclaid.FastTime;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class RequestPacerStressTest {

    private static final int THREADS = 12;
    private static final int EACH = 1500;

    @RepeatedTest(3)
    void whateverManyThreadsDoNoWaiterIsLeftAndNoSlotLeaks(RepetitionInfo repetition) throws Exception {
        long seed = repetition.getCurrentRepetition();
        System.out.println("seed " + seed);
        FastTime time = new FastTime(100);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (RequestPacer pacer = new RequestPacer(RateLimit.parse("200/1s,2000/60s"), time.clock(), time)) {
            CountDownLatch ended = new CountDownLatch(THREADS * EACH);
            AtomicInteger together = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            for (int thread = 0; thread < THREADS; thread++) {
                Random random = new Random(seed * 100 + thread);
                threads.execute(() -> {
                    for (int i = 0; i < EACH; i++) {
                        Purpose purpose = Purpose.values()[random.nextInt(3)];
                        int ending = random.nextInt(10);
                        CompletableFuture<Slot> slot = pacer.acquire(purpose);
                        // 2000 a minute would take nine minutes: most of them leave or give back
                        slot.whenComplete((granted, left) -> ended.countDown());
                        slot.thenAcceptAsync(
                                granted -> {
                                    most.accumulateAndGet(together.incrementAndGet(), Math::max);
                                    together.decrementAndGet();
                                    report(granted, ending);
                                },
                                threads);
                        if (ending < 3) {
                            slot.cancel(false);
                        }
                    }
                });
            }
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(most.get()).isLessThanOrEqualTo(200);
            for (Purpose purpose : Purpose.values()) {
                assertThat(pacer.waiting(purpose)).isZero();
            }
            // a leaked slot would be missing from a full window
            List<CompletableFuture<Slot>> full = IntStream.range(0, 200)
                    .mapToObj(i -> pacer.acquire(Purpose.POLL))
                    .toList();
            CompletableFuture.allOf(full.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
            time.shutdownNow();
        }
    }

    private static void report(Slot slot, int ending) {
        if (ending == 9) {
            slot.answered(200, RateLimitHeaders.NONE);
        } else if (ending == 8) {
            slot.unanswered();
        } else {
            slot.unused();
        }
    }
}
