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
            doFor(takeAll());
        }
        if (mine.failure != null) {
            throw mine.failure;
        }
        return mine.result;
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

    private void doFor(List<Call<T, R>> calls) {
        try {
            List<R> results = work.apply(calls.stream().map(call -> call.wanted).toList());
            for (int i = 0; i < calls.size(); i++) {
                calls.get(i).result = results.get(i);
            }
        } catch (RuntimeException e) {
            calls.forEach(call -> call.failure = e);
        } finally {
            // first those, who may then ask for more that the next one does, too
            calls.forEach(call -> call.now(Turn.IS_OVER));
            letTheNextOneWork();
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
