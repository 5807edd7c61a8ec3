package io.github.camelclaid.bench;

import java.util.Arrays;

/** How long something took each time. Not safe for use by more than one thread. */
final class Latencies {

    private long[] nanos = new long[1024];
    private int count;

    void add(long nanoseconds) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = nanoseconds;
    }

    /** In milliseconds. */
    double percentile(int percent) {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[Math.min(count - 1, count * percent / 100)] / 1e6;
    }

    @Override
    public String toString() {
        return String.format("p50 %6.2f ms, p99 %6.2f ms (%d times)", percentile(50), percentile(99), count);
    }
}
