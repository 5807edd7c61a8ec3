package io.github.camelclaid.benchmarks;

import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/** Hands pictures to a contestant, one after the other or as fast as it may have them, and notes what comes out. */
final class Race {

    private final Contestant contestant;
    private final FastTime time;
    private final int most;
    private final Semaphore room;
    private final Collection<Finish> finished = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Throwable> trouble = new AtomicReference<>();

    /** @param most how many pictures the contestant has at the same time */
    Race(Contestant contestant, FastTime time, int most) {
        this.contestant = contestant;
        this.time = time;
        this.most = most;
        this.room = new Semaphore(most);
    }

    /** An edited picture: when it was handed over, and when the contestant had it. */
    record Finish(long taskId, Instant handedOver, Instant emitted) {}

    /** Waits until there is room. */
    void start(Picture picture) throws InterruptedException {
        room.acquire();
        Instant handedOver = time.now();
        contestant.edit(picture).whenComplete((id, failure) -> {
            if (failure == null) {
                finished.add(new Finish(id, handedOver, time.now()));
            } else {
                trouble.compareAndSet(null, failure);
            }
            room.release();
        });
    }

    /** All of them, until the last one is finished. */
    Race run(int pictures, IntFunction<Picture> picture) throws InterruptedException {
        for (int i = 0; i < pictures; i++) {
            start(picture.apply(i));
        }
        return finish();
    }

    /** Waits for those that are under way. */
    Race finish() throws InterruptedException {
        room.acquire(most);
        room.release(most);
        if (trouble.get() != null) {
            throw new CompletionException("an edit failed", trouble.get());
        }
        return this;
    }

    Collection<Finish> finished() {
        return finished;
    }
}
