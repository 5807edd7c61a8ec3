package io.github.camelclaid.client;

import io.github.camelclaid.quota.Slot;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.async.AsyncExecRuntime;

/**
 * One exchange with Claid: whether it was sent, what came of it, and the slot that is told so exactly once.
 *
 * <p>The starter, the HTTP client's threads, the timer and a closing thread race here; every step is one atomic change,
 * and the first ending counts.
 */
final class HttpCall {

    private enum Phase {
        WAITING,
        /** The head is being written: from here on the server may have read it. */
        SENDING,
        /** Ended before a byte was written, and none ever will be. */
        ABANDONED
    }

    private final Slot slot;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
    private final AtomicBoolean slotTold = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();
    private volatile AnswerHead head;
    private volatile byte[] body;
    private volatile AsyncExecRuntime runtime;
    private volatile Future<?> alarm;

    HttpCall(Slot slot) {
        this.slot = slot;
    }

    /** Completes normally, whatever happens. */
    CompletableFuture<Ending> ending() {
        return ending;
    }

    boolean hasEnded() {
        return ended.get();
    }

    /** Gives the call an alarm to switch off when it ends. */
    void watchedBy(Future<?> alarm) {
        this.alarm = alarm;
        if (hasEnded()) {
            alarm.cancel(false);
        }
    }

    /** Where the connection can be closed from. */
    void runsIn(AsyncExecRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * The dividing line: before this nothing was sent, after it everything may have been.
     *
     * @throws IOException if the call was given up before, or comes too late; then nothing must be written
     */
    void startSending() throws IOException {
        if (!slot.mayStillBeUsed()) {
            throw new InterruptedIOException("it took too long until it could be sent");
        }
        if (!phase.compareAndSet(Phase.WAITING, Phase.SENDING)) {
            throw new InterruptedIOException("given up before it was sent");
        }
    }

    /** The head of an answer is here. */
    void answered(AnswerHead head) {
        this.head = head;
        if (slotTold.compareAndSet(false, true)) {
            slot.answered(head.status(), head.rateLimit());
        }
    }

    /** The answer is here to its last byte; its connection is still in use. */
    void received(byte[] body) {
        this.body = body;
    }

    /** The answer was received and its connection is free again. */
    void completed() {
        end(true, null);
    }

    void failed(Exception trouble) {
        boolean sent = !abandon();
        end(sent, trouble);
    }

    /** Ends the call now, and its connection if something was sent on it. */
    void giveUp(IOException why) {
        boolean sent = !abandon();
        AsyncExecRuntime connection = runtime;
        if (sent && connection != null && !hasEnded()) {
            connection.discardEndpoint();
        }
        end(sent, why);
    }

    private boolean abandon() {
        return phase.compareAndSet(Phase.WAITING, Phase.ABANDONED) || phase.get() == Phase.ABANDONED;
    }

    private void end(boolean sent, Exception trouble) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        try {
            Future<?> watch = alarm;
            if (watch != null) {
                watch.cancel(false);
            }
            tellSlot(sent);
        } finally {
            ending.complete(new Ending(sent, head, body, trouble));
        }
    }

    private void tellSlot(boolean sent) {
        if (!slotTold.compareAndSet(false, true)) {
            return;
        }
        if (sent) {
            slot.unanswered();
        } else {
            slot.unused();
        }
    }
}
