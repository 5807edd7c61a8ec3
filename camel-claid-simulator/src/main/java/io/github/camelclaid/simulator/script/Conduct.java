package io.github.camelclaid.simulator.script;

import java.util.Objects;

/**
 * How every request is treated, the script apart. Thread-safe: each setting may change at any time and holds from the next
 * request on.
 */
public final class Conduct {

    private volatile Timing duration;
    private volatile Timing latency;
    private volatile boolean pollsCount;
    private volatile boolean refusalsCount;
    private volatile boolean quotaHeaders;

    private Conduct(Timing duration, Timing latency, boolean pollsCount, boolean refusalsCount, boolean quotaHeaders) {
        this.duration = duration;
        this.latency = latency;
        this.pollsCount = pollsCount;
        this.refusalsCount = refusalsCount;
        this.quotaHeaders = quotaHeaders;
    }

    /** Tasks of that duration, no latency, polls that count and refusals that do not, the quota in the headers. */
    public static Conduct of(Timing duration) {
        return new Conduct(duration, Timing.NONE, true, false, true);
    }

    public Conduct copy() {
        return new Conduct(duration, latency, pollsCount, refusalsCount, quotaHeaders);
    }

    /** Takes over all settings of the other one. */
    public void become(Conduct other) {
        duration = other.duration;
        latency = other.latency;
        pollsCount = other.pollsCount;
        refusalsCount = other.refusalsCount;
        quotaHeaders = other.quotaHeaders;
    }

    /** Of tasks, from ACCEPTED to their end. */
    public Timing duration() {
        return duration;
    }

    public void duration(Timing timing) {
        duration = Objects.requireNonNull(timing, "timing");
    }

    /** How long a request is on its way before it is looked at, in real time. */
    public Timing latency() {
        return latency;
    }

    public void latency(Timing timing) {
        latency = Objects.requireNonNull(timing, "timing");
    }

    /** Whether status requests take room in the quota. */
    public boolean pollsCount() {
        return pollsCount;
    }

    public void pollsCount(boolean count) {
        pollsCount = count;
    }

    /** Whether requests that the quota refuses take room in it, too. */
    public boolean refusalsCount() {
        return refusalsCount;
    }

    public void refusalsCount(boolean count) {
        refusalsCount = count;
    }

    /** Whether answers tell what is left of the quota, in {@code RateLimit-*}. */
    public boolean quotaHeaders() {
        return quotaHeaders;
    }

    public void quotaHeaders(boolean shown) {
        quotaHeaders = shown;
    }
}
