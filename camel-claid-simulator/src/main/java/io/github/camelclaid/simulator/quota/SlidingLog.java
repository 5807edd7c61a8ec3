package io.github.camelclaid.simulator.quota;

/**
 * The instants of the requests that still count in one window: a ring of as many as its limit. Of more than that the newest
 * ones tell when there is room again.
 */
final class SlidingLog {

    private final Window window;
    private final long length;
    private final long[] ring;
    private int oldest;
    private int size;

    SlidingLog(Window window) {
        this.window = window;
        this.length = window.length().toNanos();
        this.ring = new long[window.limit()];
    }

    Window window() {
        return window;
    }

    void forgetBefore(long now) {
        while (size > 0 && now - ring[oldest] >= length) {
            oldest = (oldest + 1) % ring.length;
            size--;
        }
    }

    boolean isFull() {
        return size == ring.length;
    }

    int room() {
        return ring.length - size;
    }

    long nanosUntilRoom(long now) {
        return size == 0 ? 0 : ring[oldest] + length - now;
    }

    void add(long now) {
        if (isFull()) {
            oldest = (oldest + 1) % ring.length;
            size--;
        }
        ring[(oldest + size) % ring.length] = now;
        size++;
    }

    /** The newest requests of another log, as many as there is room for. */
    void addAll(SlidingLog other) {
        int many = Math.min(other.size, ring.length);
        for (int i = other.size - many; i < other.size; i++) {
            add(other.ring[(other.oldest + i) % other.ring.length]);
        }
    }

    void clear() {
        size = 0;
    }
}
