package io.github.camelclaid.quota;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The requests that one window still counts. Nobody knows when a request reached the server, only that it was between
 * its slot and its answer; so it counts from its slot until the window's length has passed since its answer. However
 * the network delays single requests, the server then never sees more than allowed in any stretch of that length.
 *
 * <p>Not safe for threads: guarded by the lock of its {@link RequestPacer}.
 */
final class WindowLog {

    /** Clocks of client and server may run apart a little. */
    static final double MARGIN = 1.005;

    private final Window window;
    private final long lengthMillis;
    private final Deque<Long> answered = new ArrayDeque<>();

    WindowLog(Window window) {
        this.window = window;
        this.lengthMillis = (long) Math.ceil(window.length().toMillis() * MARGIN) + 1;
    }

    Window window() {
        return window;
    }

    void answered(long now) {
        answered.addLast(now);
    }

    /** Takes over what another log of the same account has seen. */
    void learnFrom(WindowLog other) {
        List<Long> all = new ArrayList<>(answered);
        all.addAll(other.answered);
        all.sort(null);
        answered.clear();
        answered.addAll(all);
    }

    /** When the next slot fits, given how many requests are under way; {@link Long#MAX_VALUE} if one must end first. */
    long nextSlotAt(long now, int underWay) {
        forget(now);
        int over = underWay + answered.size() - window.requests();
        if (over < 0) {
            return now;
        }
        if (over >= answered.size()) {
            return Long.MAX_VALUE;
        }
        return over == 0 ? answered.peekFirst() + lengthMillis : nth(over) + lengthMillis;
    }

    /** The time that one request takes of what the window allows in the long run. */
    double slotSeconds() {
        return slotSeconds(0);
    }

    /** The same beside so many requests of others. */
    double slotSeconds(int others) {
        return window.length().toMillis() / 1000.0 / Math.max(1, window.requests() - others);
    }

    /** What share of the window is used, 1 for all of it. */
    double share(long now, int underWay) {
        return (double) used(now, underWay) / window.requests();
    }

    int used(long now, int underWay) {
        forget(now);
        return underWay + answered.size();
    }

    private void forget(long now) {
        while (!answered.isEmpty() && answered.peekFirst() + lengthMillis <= now) {
            answered.removeFirst();
        }
    }

    private long nth(int index) {
        return answered.stream().skip(index).findFirst().orElseThrow();
    }

    boolean isLongerThan(WindowLog other) {
        return lengthMillis > other.lengthMillis;
    }
}
