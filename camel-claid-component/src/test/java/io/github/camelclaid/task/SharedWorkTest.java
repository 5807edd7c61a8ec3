package io.github.camelclaid.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedWorkTest {

    private static final int THREADS = 8;
    private static final int EACH = 5_000;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final List<List<Integer>> rounds = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch firstHasBegun = new CountDownLatch(1);
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void manyThreadsEachGetTheirOwnResultAndOneAtATimeWorks() throws Exception {
        AtomicInteger working = new AtomicInteger();
        AtomicBoolean wereTwo = new AtomicBoolean();
        SharedWork<Integer, Integer> doubled = new SharedWork<>(all -> {
            wereTwo.compareAndSet(false, working.incrementAndGet() > 1);
            Thread.yield();
            working.decrementAndGet();
            return all.stream().map(number -> number * 2).toList();
        });
        List<Future<Boolean>> right = IntStream.range(0, THREADS)
                .mapToObj(thread -> threads.submit(() -> IntStream.range(thread * EACH, (thread + 1) * EACH)
                        .allMatch(number -> doubled.of(number) == 2 * number)))
                .toList();
        for (Future<Boolean> one : right) {
            assertThat(one.get(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(wereTwo).isFalse();
    }

    @Test
    void whatComesMeanwhileIsDoneTogetherAndFailsTogether() throws Exception {
        SharedWork<Integer, Integer> work = new SharedWork<>(all -> {
            begin(all);
            if (all.contains(13)) {
                throw new TaskStoreException("no", true, null);
            }
            return all;
        });
        for (Future<Integer> other : twoWhileAnotherWorks(work)) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(other::get)
                    .withCauseInstanceOf(TaskStoreException.class);
        }
        assertThat(rounds).hasSize(2);
        assertThat(work.of(14)).isEqualTo(14);
    }

    @Test
    void anErrorOfTheOneThatWorksIsNoSuccessOfTheOthers() throws Exception {
        SharedWork<Integer, Integer> work = new SharedWork<>(all -> {
            begin(all);
            if (all.size() == 2) {
                throw new LinkageError("no");
            }
            return all;
        });
        for (Future<Integer> other : twoWhileAnotherWorks(work)) {
            assertThatExceptionOfType(ExecutionException.class).isThrownBy(other::get);
        }
        assertThat(work.of(14)).isEqualTo(14);
    }

    @Test
    void whoIsInterruptedWorksAllTheSameAndStaysInterrupted() throws Exception {
        AtomicBoolean sawIt = new AtomicBoolean();
        SharedWork<Integer, Integer> work = new SharedWork<>(all -> {
            sawIt.set(Thread.currentThread().isInterrupted());
            return all;
        });
        Future<Boolean> stays = threads.submit(() -> {
            Thread.currentThread().interrupt();
            work.of(1);
            return Thread.currentThread().isInterrupted();
        });
        assertThat(stays.get()).isTrue();
        assertThat(sawIt).isFalse();
    }

    private List<Future<Integer>> twoWhileAnotherWorks(SharedWork<Integer, Integer> work) throws Exception {
        Future<Integer> first = threads.submit(() -> work.of(1));
        firstHasBegun.await();
        List<Future<Integer>> others = List.of(threads.submit(() -> work.of(12)), threads.submit(() -> work.of(13)));
        await().until(() -> work.waiting() == 2);
        firstMayEnd.countDown();
        assertThat(first.get()).isEqualTo(1);
        return others;
    }

    private void begin(List<Integer> all) {
        rounds.add(all);
        firstHasBegun.countDown();
        try {
            firstMayEnd.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
