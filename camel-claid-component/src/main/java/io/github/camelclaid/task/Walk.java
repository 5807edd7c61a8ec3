package io.github.camelclaid.task;

import io.github.camelclaid.client.ApiVersion;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One wish on its way to Claid; at most one per key, whoever holds it may send. Its fields change only while it is in no
 * queue, by the one who took it out.
 */
final class Walk implements Comparable<Walk> {

    private static final AtomicLong PLACES = new AtomicLong();

    private long place = PLACES.incrementAndGet();
    private final String key;
    private final Submission submission;
    private final CompletableFuture<TrackedTask> arrival = new CompletableFuture<>();
    ApiVersion version;
    boolean hasTurned;
    /** What was taken out of the budget for the call that comes next; null where it is certain that it is spent. */
    String charge;
    /** It was not sent, because its lease might have ended before its request. Set by the thread that would have sent it. */
    volatile boolean isTooLate;

    /** It was not brought to Claid, for a reason that is none of the wish's: who still wants it starts anew. */
    static class GivenUpException extends CancellationException {

        private static final long serialVersionUID = 1L;

        GivenUpException() {
            super("nobody waits for it any more");
        }
    }

    Walk(String key, Submission submission) {
        this.key = key;
        this.submission = submission;
    }

    String key() {
        return key;
    }

    Submission submission() {
        return submission;
    }

    /** The task when it is accepted, or the exception that ended it. */
    CompletableFuture<TrackedTask> arrival() {
        return arrival;
    }

    /** The account's trouble may be this wish's own: the next attempt is another one's. */
    void goToTheBack() {
        place = PLACES.incrementAndGet();
    }

    /** In order of arrival: whoever has to try again keeps the place. */
    @Override
    public int compareTo(Walk other) {
        return Long.compare(place, other.place);
    }
}
