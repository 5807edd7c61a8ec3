package io.github.camelclaid.benchmarks;

import java.time.Duration;

/** How long a client waits before it asks for a task. */
@FunctionalInterface
interface Rhythm {

    /** @param nth poll of the task, from 1 */
    Duration before(int nth);

    static Rhythm every(Duration interval) {
        return nth -> interval;
    }

    static Rhythm growing(Duration first, double factor, Duration longest) {
        return nth -> {
            double seconds = first.toMillis() / 1000.0 * Math.pow(factor, Math.min(nth - 1, 100));
            return seconds > longest.toSeconds() ? longest : Duration.ofMillis(Math.round(seconds * 1000));
        };
    }
}
