package io.github.camelclaid.quota;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Whether polls take something of the quota: Claid's documents leave it open (the rate-limit page speaks of image
 * processing requests), so they are taken to, until the server has told otherwise.
 *
 * <p>It has where answers time and again tell no more use than charged requests alone explain, though polls were sent among
 * them: in twenty answers, for three windows, and never once more. A 429 after that ends it for good, and so does, until
 * it is told anew, more use for a whole window.
 *
 * <p>Not safe for threads: guarded by the lock of its {@link RequestPacer}.
 */
final class PollCost {

    /** Fewer might be missed where windows are not sliding. */
    private static final int FEWEST_POLLS = 10;

    private static final int FEWEST_ANSWERS = 20;
    private static final int WINDOWS = 3;

    private static final int MOST_REMEMBERED = 1000;

    private final Deque<Sent> recent = new ArrayDeque<>();
    private boolean isNothing;
    private boolean isSettled;
    private long explainedSince;
    private int explained;
    private long unexplainedSince;
    private boolean isUnexplained;

    /** What has arrived between the two, or may be about to. */
    static final class Sent {

        private final Purpose purpose;
        private final long granted;
        private long ended = Long.MAX_VALUE;

        private Sent(Purpose purpose, long granted) {
            this.purpose = purpose;
            this.granted = granted;
        }

        boolean mayCountAt(long time, long length) {
            return purpose != Purpose.POLL && ended > time - length;
        }

        boolean wasPollWithin(long length, long now) {
            return purpose == Purpose.POLL && ended <= now && granted > now - length;
        }
    }

    boolean isNothing() {
        return isNothing;
    }

    Sent granted(Purpose purpose, long now) {
        Sent sent = new Sent(purpose, now);
        recent.addLast(sent);
        if (recent.size() > MOST_REMEMBERED) {
            recent.removeFirst();
        }
        return sent;
    }

    void ended(Sent request, long now) {
        request.ended = now;
    }

    void unused(Sent request) {
        recent.removeLastOccurrence(request);
    }

    /**
     * @param request that was answered now
     * @return whether it has become another
     */
    boolean learn(Sent request, long now, int httpStatus, RateLimitHeaders headers) {
        boolean before = isNothing;
        if (isNothing && httpStatus == RequestPacer.TOO_MANY_REQUESTS) {
            isNothing = false;
            isSettled = true;
        }
        if (!isSettled && headers.binding().isPresent() && headers.remaining().isPresent()) {
            judge(headers.binding().get(), headers.remaining().getAsLong(), request.granted, now);
        }
        return isNothing != before;
    }

    private void judge(Window window, long remaining, long granted, long now) {
        long length = window.length().toMillis();
        long used = window.requests() - remaining;
        long charged =
                recent.stream().filter(sent -> sent.mayCountAt(granted, length)).count();
        long polls =
                recent.stream().filter(sent -> sent.wasPollWithin(length, now)).count();
        if (used > charged) {
            explained = 0;
            unexplainedSince = isUnexplained ? unexplainedSince : now;
            isUnexplained = true;
            isNothing &= now - unexplainedSince < length;
        } else if (polls >= FEWEST_POLLS) {
            isUnexplained = false;
            explainedSince = explained == 0 ? now : explainedSince;
            explained++;
            isNothing |= explained >= FEWEST_ANSWERS && now - explainedSince >= WINDOWS * length;
        }
    }
}
