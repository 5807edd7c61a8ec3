package io.github.camelclaid.quota;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Whether polls take something of the quota: Claid's documents leave it open (the rate-limit page speaks of image
 * processing requests), so they are taken to, until the server has told otherwise.
 *
 * <p>It has where answers time and again tell no more use than charged requests alone explain, though polls were sent among
 * them: in twenty answers, for three windows, and never once more. A 429 after that ends it for good.
 *
 * <p>Not safe for threads: guarded by the lock of its {@link RequestPacer}.
 */
final class PollCost {

    /** Fewer might be missed where windows are not sliding. */
    private static final int FEWEST_POLLS = 10;

    private static final int FEWEST_ANSWERS = 20;
    private static final int WINDOWS = 3;
    /** Somebody else may have used the key. */
    private static final int MOST_EXCEPTIONS = 3;

    private static final int MOST_REMEMBERED = 1000;

    private final Deque<Answered> recent = new ArrayDeque<>();
    private boolean isNothing;
    private boolean isSettled;
    private long explainedSince;
    private int explained;
    private int exceptions;

    /** A request that has arrived between the two. */
    private record Answered(Purpose purpose, long granted, long answered) {}

    boolean isNothing() {
        return isNothing;
    }

    /** @return whether it has become another */
    boolean learn(Purpose purpose, long granted, long now, int httpStatus, RateLimitHeaders headers) {
        boolean before = isNothing;
        if (isNothing && httpStatus == RequestPacer.TOO_MANY_REQUESTS) {
            isNothing = false;
            isSettled = true;
        }
        recent.addLast(new Answered(purpose, granted, now));
        if (recent.size() > MOST_REMEMBERED) {
            recent.removeFirst();
        }
        if (!isSettled && headers.binding().isPresent() && headers.remaining().isPresent()) {
            judge(headers.binding().get(), headers.remaining().getAsLong(), granted, now);
        }
        return isNothing != before;
    }

    private void judge(Window window, long remaining, long granted, long now) {
        long length = window.length().toMillis();
        long used = window.requests() - remaining;
        long charged = recent.stream()
                .filter(one -> one.purpose != Purpose.POLL && one.answered + length >= granted)
                .count();
        long polls = recent.stream()
                .filter(one -> one.purpose == Purpose.POLL && one.granted + length > now)
                .count();
        if (used > charged) {
            explained = 0;
            exceptions++;
            isNothing &= exceptions < MOST_EXCEPTIONS;
        } else if (polls >= FEWEST_POLLS) {
            explainedSince = explained == 0 ? now : explainedSince;
            explained++;
            exceptions = 0;
            isNothing |= explained >= FEWEST_ANSWERS && now - explainedSince >= WINDOWS * length;
        }
    }
}
