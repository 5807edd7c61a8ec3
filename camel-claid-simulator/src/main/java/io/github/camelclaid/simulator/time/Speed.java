package io.github.camelclaid.simulator.time;

import java.time.Duration;

/**
 * How many times faster than usual everything takes its course: tasks, windows of the quota, expiry, delays on the wire.
 * The clock is left alone, so that a client in real time reads times of day that are true, and a quota that holds for it.
 *
 * @param factor above 0; 1 is the usual speed
 */
public record Speed(double factor) {

    /** As fast as the real thing. */
    public static final Speed USUAL = new Speed(1);

    public Speed {
        if (!(factor > 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("the speed is " + factor + ", but must be above 0");
        }
    }

    /** What is left of a usual duration. */
    public Duration of(Duration usual) {
        return factor == 1 ? usual : Duration.ofNanos((long) (usual.toNanos() / factor));
    }
}
