package io.github.camelclaid.task;

/**
 * Has everything that was written before a call on disk when the call returns; calls that come together share the work.
 * Guarded by {@code this}, which is not held while the work is done.
 */
final class SharedSync {

    private final Runnable work;
    private long asked;
    private long done;
    private boolean running;

    /** @param work forces to disk what was written before it began; throws if it could not */
    SharedSync(Runnable work) {
        this.work = work;
    }

    void await() {
        long mine = ask();
        while (isMyTurn(mine)) {
            long upTo = begin();
            boolean isDone = false;
            try {
                work.run();
                isDone = true;
            } finally {
                end(isDone ? upTo : 0);
            }
        }
    }

    private synchronized long ask() {
        return ++asked;
    }

    /** Waits while another thread does the work. */
    private synchronized boolean isMyTurn(long mine) {
        boolean wasInterrupted = false;
        while (running && done < mine) {
            try {
                wait();
            } catch (InterruptedException e) {
                wasInterrupted = true;
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
        if (done >= mine) {
            return false;
        }
        running = true;
        return true;
    }

    /** Whoever has asked by now has written by now. */
    private synchronized long begin() {
        return asked;
    }

    private synchronized void end(long upTo) {
        running = false;
        done = Math.max(done, upTo);
        notifyAll();
    }
}
