package io.github.camelclaid.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelclaid.quota.Purpose;
import io.github.camelclaid.quota.Slot;
import io.github.camelclaid.simulator.script.Timing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackerStressTest {

    private static final int THREADS = 16;
    private static final int EACH = 200;
    private static final int KEYS = 300;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void whoeverComesAndLeavesEveryKeyIsPaidOnceAndNothingIsLeftBehind(long seed) throws Exception {
        comeAndLeave(new MemoryTaskStore(), seed);
    }

    @Test
    void soItIsWithADatabase() throws Exception {
        try (JdbcTaskStore store = JdbcTaskStore.inFolder(folder)) {
            store.open();
            comeAndLeave(store, 3);
        }
    }

    private static void comeAndLeave(TaskStore store, long seed) throws Exception {
        Desk.Settings settings = Desk.Settings.USUAL
                .limited("500/1s")
                .remembering(store)
                .claid(claid -> claid.duration(Timing.uniform(Duration.ZERO, Duration.ofSeconds(3))));
        try (Desk desk = new Desk(settings)) {
            Set<Integer> used = crowd(desk, seed);
            for (int key : used) {
                // a key that everybody withdrew from is paid now
                Waiting last = desk.edit("k" + key);
                assertThat(Desk.result(last).isDone()).isTrue();
                last.acknowledge();
            }
            assertThat(desk.claid.ledger().charges()).isEqualTo(used.size());
            assertThat(desk.tracker.waiting()).isZero();
            assertThat(desk.tracker.idle()).isDone();
            assertNoSlotIsMissing(desk, 500);
        }
    }

    /** Over and over, as a task is claimed to be asked for, as it comes back, and between the two. */
    @Test
    void whoGivesUpAndComesBackWhileATaskIsAskedForGetsItInTheEnd() throws Exception {
        try (JdbcTaskStore store = JdbcTaskStore.inFolder(folder)) {
            store.open();
            Desk.Settings settings = Desk.Settings.USUAL
                    .at(100)
                    .claid(claid -> claid.duration(Timing.fixed(Duration.ofMinutes(5))))
                    .remembering(store);
            try (Desk desk = new Desk(settings)) {
                ExecutorService threads = Executors.newFixedThreadPool(THREADS);
                try {
                    List<Future<TrackedTask>> fickle = IntStream.range(0, THREADS)
                            .mapToObj(thread -> threads.submit(() -> {
                                for (int i = 0; i < EACH; i++) {
                                    desk.edit("k" + thread).withdraw();
                                }
                                return Desk.result(desk.edit("k" + thread));
                            }))
                            .toList();
                    for (Future<TrackedTask> each : fickle) {
                        assertThat(each.get().isDone()).isTrue();
                    }
                } finally {
                    threads.shutdownNow();
                }
                assertThat(desk.claid.ledger().submits()).isEqualTo(THREADS);
            }
        }
    }

    /** Two who want the same at the very same instant, over and over. */
    @Test
    void equalWishesAtTheSameInstantAreOneCharge() throws Exception {
        try (Desk desk = Desk.open()) {
            ExecutorService threads = Executors.newFixedThreadPool(8);
            try {
                for (int round = 0; round < 100; round++) {
                    String key = "k" + round;
                    List<Future<Waiting>> equal = new ArrayList<>();
                    for (int i = 0; i < 8; i++) {
                        equal.add(threads.submit(() -> desk.tracker.submit(Desk.wish(Desk.SUBMITS, key, Desk.POLICY))));
                    }
                    Set<Long> ids = new HashSet<>();
                    for (Future<Waiting> each : equal) {
                        ids.add(Desk.result(each.get()).taskId());
                    }
                    assertThat(ids).hasSize(1);
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(desk.claid.ledger().charges()).isEqualTo(100);
            assertThat(desk.tracker.waiting()).isZero();
        }
    }

    private static Set<Integer> crowd(Desk desk, long seed) throws Exception {
        Set<Integer> used = new HashSet<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<List<Integer>>> all = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Random random = new Random(seed * 1000 + thread);
                all.add(threads.submit(() -> oneOfTheCrowd(desk, random)));
            }
            for (Future<List<Integer>> each : all) {
                used.addAll(each.get(60, TimeUnit.SECONDS));
            }
        } finally {
            threads.shutdownNow();
        }
        return used;
    }

    private static List<Integer> oneOfTheCrowd(Desk desk, Random random) throws Exception {
        List<Integer> keys = new ArrayList<>();
        List<Waiting> waiting = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            int key = random.nextInt(KEYS);
            keys.add(key);
            Waiting one = desk.edit("k" + key);
            switch (random.nextInt(4)) {
                case 0 -> one.withdraw();
                case 1 -> {
                    waiting.add(one);
                    waiting.get(random.nextInt(waiting.size())).withdraw();
                }
                default -> waiting.add(one);
            }
        }
        for (Waiting one : waiting) {
            // an end for everybody: the result, the failure, or the own withdrawal
            one.result()
                    .toCompletableFuture()
                    .handle((task, failure) -> failure)
                    .get(60, TimeUnit.SECONDS);
            if (random.nextBoolean()) {
                one.acknowledge();
            } else {
                one.withdraw();
            }
        }
        return keys;
    }

    private static void assertNoSlotIsMissing(Desk desk, int window) throws Exception {
        List<CompletableFuture<Slot>> slots = IntStream.range(0, window)
                .mapToObj(i -> desk.pacer.acquire(Purpose.POLL))
                .toList();
        CompletableFuture.allOf(slots.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
    }
}
