package io.github.camelclaid.benchmarks;

import io.github.camelclaid.simulator.script.Timing;
import java.time.Duration;

/**
 * What contestants meet.
 *
 * @param seed of all that is drawn
 * @param speed how many times faster than real time
 * @param quota as the simulator takes it
 * @param refusalsCount whether refused requests take room in it, too
 * @param durations of tasks
 * @param latency of requests on their way to the server
 */
record Course(long seed, double speed, String quota, boolean refusalsCount, Timing durations, Timing latency) {

    static final String QUOTA = "120/60s,4/1s";
    static final int REQUESTS_PER_MINUTE = 120;
    static final Duration MEDIAN = Duration.ofSeconds(6);
    static final double SIGMA = 0.6;

    /** Claid's default quota, and durations around six seconds. */
    static Course usual(long seed, double speed) {
        return new Course(seed, speed, QUOTA, false, Timing.logNormal(MEDIAN, SIGMA), Timing.NONE);
    }

    Course withDurations(Timing others) {
        return new Course(seed, speed, quota, refusalsCount, others, latency);
    }

    Course withLatency(Timing other) {
        return new Course(seed, speed, quota, refusalsCount, durations, other);
    }

    Course withRefusalsThatCount(boolean count) {
        return new Course(seed, speed, quota, count, durations, latency);
    }

    Course withoutQuota() {
        return new Course(seed, speed, "none", refusalsCount, durations, latency);
    }
}
