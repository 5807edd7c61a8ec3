package io.github.camelclaid.simulator.ledger;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** The running counts of one task. */
final class TaskAccount {

    final AtomicLong polls = new AtomicLong();
    final AtomicLong downloads = new AtomicLong();
    private final long id;
    private final String input;
    private final Instant acceptedAt;
    private final Instant dueAt;
    volatile int pictures;
    private volatile String outcome;
    private volatile long resultBytes;

    TaskAccount(long id, String input, Instant acceptedAt, Instant dueAt, int pictures) {
        this.id = id;
        this.input = input;
        this.acceptedAt = acceptedAt;
        this.dueAt = dueAt;
        this.pictures = pictures;
    }

    void ended(String how, long bytes) {
        resultBytes = bytes;
        outcome = how;
    }

    TaskEntry entry() {
        return new TaskEntry(
                id, input, pictures, acceptedAt, dueAt, outcome, polls.get(), downloads.get(), resultBytes);
    }
}
