package io.github.camelclaid.task;

import io.github.camelclaid.client.ClaidException;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Somebody's wait for a task: until Claid has accepted it, or until it is over. Who waits ends it once, with {@link
 * #acknowledge()} when the result is safe and the source has committed, or with {@link #withdraw()} when it is not wanted
 * any more or could not be used; either may come at any time.
 *
 * <p>Safe for use by any thread.
 */
public final class Waiting {

    private final Wishes wishes;
    private final String key;
    private final boolean untilOver;
    private final boolean mayReturn;
    private final CompletableFuture<TrackedTask> result = new CompletableFuture<>();
    private volatile Instant since;
    private boolean ended;

    /** @param mayReturn see {@link Submission#mayReturn()} */
    Waiting(Wishes wishes, String key, boolean untilOver, boolean mayReturn) {
        this.wishes = wishes;
        this.key = key;
        this.untilOver = untilOver;
        this.mayReturn = mayReturn;
    }

    /**
     * Completes with the task, on a worker or on the thread that asked; ends with a {@link ClaidException} where there
     * is no result.
     */
    public CompletionStage<TrackedTask> result() {
        return result;
    }

    /** The result is where it belongs: nobody needs to remember it for this one. */
    public void acknowledge() {
        if (isFirstEnd()) {
            wishes.acknowledged(this);
            cancel("it was acknowledged before it was there");
        }
    }

    /**
     * The result is not wanted now, and a wait for it ends with a {@link CancellationException}. What was not submitted
     * yet never will be unless somebody else waits for it; what was stays remembered, and an equal request joins it.
     */
    public void withdraw() {
        if (isFirstEnd()) {
            wishes.withdrawn(this);
            cancel("it was withdrawn");
        }
    }

    String key() {
        return key;
    }

    boolean isUntilOver() {
        return untilOver;
    }

    boolean mayReturn() {
        return mayReturn;
    }

    synchronized boolean isEnded() {
        return ended;
    }

    /** When it was first seen accepted; null before. */
    Instant since() {
        return since;
    }

    /** Whether nobody has told it how it ends. */
    boolean isOpen() {
        return !result.isDone();
    }

    /** @return whether the time-out starts now */
    boolean isAcceptedFirst(Instant now) {
        if (since != null || !untilOver) {
            return false;
        }
        since = now;
        return true;
    }

    void tell(TrackedTask task) {
        if (task.state().isOver()) {
            ClaidException failure = task.failure();
            if (failure == null) {
                result.complete(task);
            } else {
                fail(failure);
            }
        } else if (!untilOver && task.acceptance() != null) {
            result.complete(task);
        }
    }

    /** @return false if it had a result, or had failed, before */
    boolean fail(Throwable failure) {
        return result.completeExceptionally(failure);
    }

    private void cancel(String why) {
        if (isOpen()) {
            fail(new CancellationException(why));
        }
    }

    private synchronized boolean isFirstEnd() {
        boolean first = !ended;
        ended = true;
        return first;
    }
}
