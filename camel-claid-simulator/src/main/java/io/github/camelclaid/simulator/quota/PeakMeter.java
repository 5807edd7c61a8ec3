package io.github.camelclaid.simulator.quota;

import java.time.Duration;
import java.time.Instant;

/** The most requests that were ever seen within one span of a given length, refused ones included. Thread-safe. */
public final class PeakMeter {

    private final Duration span;
    private long[] ring = new long[256];
    private int oldest;
    private int size;
    private int peak;

    public PeakMeter(Duration span) {
        this.span = span;
    }

    public Duration span() {
        return span;
    }

    public synchronized void count(Instant at) {
        long now = QuotaWindows.nanos(at);
        while (size > 0 && now - ring[oldest] >= span.toNanos()) {
            oldest = (oldest + 1) % ring.length;
            size--;
        }
        if (size == ring.length) {
            grow();
        }
        ring[(oldest + size) % ring.length] = now;
        size++;
        peak = Math.max(peak, size);
    }

    public synchronized int peak() {
        return peak;
    }

    public synchronized void reset() {
        size = 0;
        peak = 0;
    }

    private void grow() {
        long[] larger = new long[ring.length * 2];
        for (int i = 0; i < size; i++) {
            larger[i] = ring[(oldest + i) % ring.length];
        }
        ring = larger;
        oldest = 0;
    }
}
