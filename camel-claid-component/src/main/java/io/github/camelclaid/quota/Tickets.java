package io.github.camelclaid.quota;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The times that this node has taken out of a {@link SharedQuota} and not yet used. Evenly spaced times of all nodes
 * together keep every window, at 99.5 % of what is allowed: a request that is late by less than the margin of a whole
 * window does no harm.
 *
 * <p>Not safe for threads: guarded by the lock of its {@link RequestPacer}, but for the reservation itself, which blocks.
 */
final class Tickets {

    private static final Logger LOG = LoggerFactory.getLogger(Tickets.class);
    /** So that a node that dies or changes its mind wastes little. */
    private static final int MOST_AT_ONCE = 4;
    /** One that is used later than that could meet those of other nodes. */
    private static final long LATEST_USE = 200;

    private static final double STRETCH_OF_A_REFUSAL = 1.25;
    private static final double MOST_STRETCH = 4;
    /** In milliseconds. */
    private static final double HALF_OF_A_STRETCH = 60_000;

    private final SharedQuota quota;
    private final Executor blocking;
    private final RequestPacer pacer;
    private final Deque<Long> times = new ArrayDeque<>();
    private boolean isAsking;
    private long askedAgainAt = Long.MIN_VALUE;
    /** Times that are to be taken and left unused, for what the quota has lost otherwise. */
    private int debt;

    private double stretch = 1;
    private long refusedAt;

    Tickets(SharedQuota quota, Executor blocking, RequestPacer pacer) {
        this.quota = quota;
        this.blocking = blocking;
        this.pacer = pacer;
    }

    /** @return when the next request may be sent; {@link Long#MAX_VALUE} while that is being asked for */
    long next(long now, int waiting, double slotSeconds) {
        while (!times.isEmpty() && times.peekFirst() + LATEST_USE < now) {
            times.removeFirst();
        }
        if (times.isEmpty() && !isAsking) {
            if (now < askedAgainAt) {
                return askedAgainAt;
            }
            ask(Math.max(1, Math.min(MOST_AT_ONCE, waiting)), Duration.ofNanos((long)
                    (slotSeconds * WindowLog.MARGIN * stretch(now) * 1e9)));
        }
        return times.isEmpty() ? Long.MAX_VALUE : times.peekFirst();
    }

    void use() {
        times.pollFirst();
    }

    /**
     * What all nodes send together keeps to the quota: there is somebody else. From now on this node's times are further
     * apart, and come closer again as time goes by; how much of the quota is his no node can tell, knowing only its own
     * requests.
     */
    void refused(long now) {
        stretch = Math.min(MOST_STRETCH, stretch(now) * STRETCH_OF_A_REFUSAL);
        refusedAt = now;
    }

    private double stretch(long now) {
        return 1 + (stretch - 1) * Math.pow(0.5, (now - refusedAt) / HALF_OF_A_STRETCH);
    }

    /** So many times are lost: what was sent counts more than once. */
    void owe(int requests) {
        debt += requests;
    }

    private void ask(int requests, Duration spacing) {
        isAsking = true;
        int unused = debt;
        debt = 0;
        try {
            blocking.execute(() -> reserve(unused, requests, spacing));
        } catch (RejectedExecutionException e) {
            // the component stops
            isAsking = false;
        }
    }

    private void reserve(int unused, int requests, Duration spacing) {
        try {
            Duration first = quota.reserve(unused + requests, spacing).plus(spacing.multipliedBy(unused));
            pacer.arrived(() -> arrived(first, requests, spacing));
        } catch (RuntimeException | Error e) {
            LOG.warn("The shared quota could not be asked, it is asked again in {}", spacing, e);
            pacer.arrived(() -> failed(unused, spacing));
        }
    }

    private void failed(int unused, Duration spacing) {
        isAsking = false;
        debt += unused;
        askedAgainAt = pacer.millis() + Math.max(1, spacing.toMillis());
    }

    private void arrived(Duration first, int requests, Duration spacing) {
        isAsking = false;
        long now = pacer.millis();
        for (int i = 0; i < requests; i++) {
            times.addLast(now + first.plus(spacing.multipliedBy(i)).toMillis());
        }
    }
}
