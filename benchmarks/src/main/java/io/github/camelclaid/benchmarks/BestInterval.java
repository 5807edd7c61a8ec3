package io.github.camelclaid.benchmarks;

import io.github.camelclaid.simulator.script.Timing;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * The shortest interval with which a task is asked for so often on average and not oftener: who polls evenly and knows
 * all durations beforehand can do no better. Found by looking at ten thousand durations.
 */
final class BestInterval {

    private static final int SAMPLES = 10_000;
    private static final Duration STEP = Duration.ofMillis(50);

    /** @param polls per task, above 1 */
    static Duration with(double polls, Timing durations, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Duration[] sample = new Duration[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            sample[i] = durations.next(random);
        }
        Duration interval = STEP;
        while (polls(sample, interval) > polls) {
            interval = interval.plus(STEP);
        }
        return interval;
    }

    private static double polls(Duration[] durations, Duration interval) {
        double polls = 0;
        for (Duration duration : durations) {
            polls += Math.max(1, Math.ceil((double) duration.toNanos() / interval.toNanos()));
        }
        return polls / durations.length;
    }

    private BestInterval() {}
}
