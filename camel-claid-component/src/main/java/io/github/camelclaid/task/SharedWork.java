package io.github.camelclaid.task;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Work that costs about as much for many as for one, such as a commit: what is asked for while it is being done for others
 * is done together, next. One thread at a time works, for itself and those who wait; it is one of them.
 *
 * <p>{@code waiting} and {@code running} are guarded by {@code this}, which is not held while the work is done.
 *
 * @param <T> what somebody asks for
 * @param <R> what he gets
 */
final class SharedWork<T, R> {

    private final Function<List<T>, List<R>> work;
    private List<Call<T, R>> waiting = new ArrayList<>();
    private boolean running;

    private enum Turn {
        WAITS,
        WORKS,
        IS_OVER
    }

    /** Written by the thread that works, before {@code turn}; read by its own after it. */
    private static final class Call<T, R> {

        final T wanted;
        final Thread thread = Thread.currentThread();
        R result;
        RuntimeException failure;
        volatile Turn turn = Turn.WAITS;

        Call(T wanted) {
            this.wanted = wanted;
        }

        void now(Turn next) {
            turn = next;
            LockSupport.unpark(thread);
        }

        void await(Object blocker) {
            boolean wasInterrupted = false;
            while (turn == Turn.WAITS) {
                LockSupport.park(blocker);
                wasInterrupted |= Thread.interrupted();
            }
            if (wasInterrupted) {
                thread.interrupt();
            }
        }
    }

    /** @param work begins after all that it is given was asked for, has a result for each; what it throws all get */
    SharedWork(Function<List<T>, List<R>> work) {
        this.work = work;
    }

    /** Returns, or throws, when it is done. */
    R of(T wanted) {
        Call<T, R> mine = new Call<>(wanted);
        enqueue(mine);
        mine.await(this);
        if (mine.turn == Turn.WORKS) {
            doForAll();
        }
        if (mine.failure != null) {
            throw mine.failure;
        }
        return mine.result;
    }

    /** How many wait for whoever works. */
    synchronized int waiting() {
        return waiting.size();
    }

    private synchronized void enqueue(Call<T, R> call) {
        waiting.add(call);
        if (!running) {
            running = true;
            call.turn = Turn.WORKS;
        }
    }

    private synchronized List<Call<T, R>> takeAll() {
        List<Call<T, R>> all = waiting;
        waiting = new ArrayList<>();
        return all;
    }

    private void doForAll() {
        List<Call<T, R>> calls = takeAll();
        // that of one must not fail the others
        boolean wasInterrupted = Thread.interrupted();
        RuntimeException failure = new TaskStoreException("whoever did it for all has failed", true, null);
        List<R> results = null;
        try {
            results = work.apply(calls.stream().map(call -> call.wanted).toList());
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            for (int i = 0; i < calls.size(); i++) {
                calls.get(i).result = results == null ? null : results.get(i);
                calls.get(i).failure = results == null ? failure : null;
            }
            // first those, who may then ask for more that the next one does, too
            calls.forEach(call -> call.now(Turn.IS_OVER));
            letTheNextOneWork();
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void letTheNextOneWork() {
        if (waiting.isEmpty()) {
            running = false;
        } else {
            waiting.get(0).now(Turn.WORKS);
        }
    }
}
