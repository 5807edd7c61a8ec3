package io.github.camelclaid.quota;

import java.util.List;

/**
 * What somebody else with the same key uses of the quota, by the server's own count: requests of a window that are none of
 * ours. They are taken to come evenly and to go on, which each answer corrects; without answers fewer and fewer are
 * believed in, and after the length of the window none.
 *
 * @param requests within the window
 * @param window that the server counted
 * @param stated the windows that hold for all of them; others may be a share that somebody chose, which is his own
 * @param at when it was told
 */
record OthersUse(int requests, Window window, List<Window> stated, long at) {

    /** What is told of a window is as good as new for this part of its length. */
    private static final double FRESH = 0.05;
    /** As many are left free, since others do not come evenly: each so many requests of the limit one. */
    private static final int LEFT_FREE = 60;
    /** Fewer of the limit than one of so many may be ours, counted another way. */
    private static final int NOBODY = 40;

    /** How many of a window's requests are theirs, of its own a few more to be left free. */
    int in(Window other, long now) {
        double theirs = believed(now);
        double share = millis(other) / millis(window);
        if (theirs == 0 || !stated.contains(other)) {
            return 0;
        }
        return (int) Math.ceil(share < 1 ? theirs * share : theirs + leftFree());
    }

    /** How many of its window's requests are theirs. */
    double believed(long now) {
        double stale = Math.max(0, (now - at) / millis(window) - FRESH) / (1 - FRESH);
        return requests * NOBODY < window.requests() ? 0 : requests * Math.max(0, 1 - stale);
    }

    private int leftFree() {
        return window.requests() / LEFT_FREE;
    }

    /** When one less is believed in. */
    long fadesAt(long now) {
        double one = millis(window) * (1 - FRESH) / requests;
        return Math.max(now, at + (long) (millis(window) * FRESH)) + (long) Math.ceil(one);
    }

    /** Whether a window that is told of now tells more than this: a short one knows nothing of a long one. */
    boolean isReplacedBy(Window other, long now) {
        return millis(other) >= millis(window) || now - at > millis(window);
    }

    private static double millis(Window window) {
        return window.length().toMillis();
    }
}
