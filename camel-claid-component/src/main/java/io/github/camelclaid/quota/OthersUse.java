package io.github.camelclaid.quota;

import java.util.List;

/**
 * What somebody else with the same key uses of the quota, by the server's own count: requests of a window that are none of
 * ours. They are taken to come evenly and to go on, which each answer corrects; without answers fewer and fewer are
 * believed in, and after the length of the window none.
 *
 * @param requests within the window
 * @param window that the server counted
 * @param stated all windows that hold for everybody
 * @param at when it was told
 */
record OthersUse(int requests, Window window, List<Window> stated, long at) {

    /** What is told of a window is as good as new for this part of its length. */
    private static final double FRESH = 0.05;
    /** As many of a short window are left free, since others do not come evenly: one for each so many of its limit. */
    private static final int LEFT_FREE = 60;
    /** Fewer of the limit than one of so many may be ours, counted another way. */
    private static final int NOBODY = 40;
    /** What they send within a short window, on average, is no request of it as long as it is less than this. */
    private static final double OF_A_REQUEST = 0.25;

    /** How many of a window's requests are theirs: of its own, where a few more are left free, and of shorter ones. */
    int in(Window other, long now) {
        double theirs = believed(now);
        double share = millis(other) / millis(window);
        if (theirs == 0 || share > 1 || !stated.contains(other)) {
            return 0;
        }
        return other.equals(window)
                ? (int) Math.ceil(theirs + leftFree())
                : Math.min(other.requests() - 1, (int) (theirs * share + 1 - OF_A_REQUEST));
    }

    /** How many of its window's requests are theirs. */
    double believed(long now) {
        double stale = Math.max(0, (now - at) / millis(window) - FRESH) / (1 - FRESH);
        return requests * NOBODY < window.requests() ? 0 : requests * Math.max(0, 1 - stale);
    }

    private int leftFree() {
        return window.isShort() ? window.requests() / LEFT_FREE : 0;
    }

    /** When one less is believed in, at least one millisecond from now. */
    long fadesAt(long now) {
        if (believed(now) == 0) {
            return Long.MAX_VALUE;
        }
        double one = millis(window) * (1 - FRESH) / requests;
        double from = at + millis(window) * FRESH;
        double faded = Math.floor(Math.max(0, now - from) / one);
        return Math.max(now + 1, (long) Math.ceil(from + one * (faded + 1)));
    }

    private static double millis(Window window) {
        return window.length().toMillis();
    }
}
