package io.github.camelclaid.task;

import io.github.camelclaid.task.TaskStore.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The name under which one life of a tracker owns tasks, and for how long nobody takes them over. It is renewed as a
 * whole, at the cost of one row however much is in flight. Others are judged by whether they renew theirs, as seen by this
 * clock: no two clocks are ever compared.
 *
 * <p>Safe for use by any thread; renewals are guarded by {@code this}.
 */
final class Lease implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
    private static final Duration SHORTEST = Duration.ofSeconds(60);
    private static final Duration MARGIN = Duration.ofSeconds(5);
    /** A lease outlives as many missed renewals but one. */
    private static final int RENEWALS = 6;

    private final String owner = UUID.randomUUID().toString();
    private final TaskStore store;
    private final Engine engine;
    private final Duration length;
    private final Duration request;
    private final Runnable whenRenewed;
    private final ScheduledFuture<?> renewals;
    private final Map<String, Heard> others = new HashMap<>();
    private volatile Map<String, Heartbeat> living = Map.of();
    private volatile Instant until;
    private boolean closed;

    /** What an owner said last, and when that was heard first. */
    private record Heard(Heartbeat beat, Instant at) {}

    /**
     * @param request how long one request may take at most
     * @param whenRenewed called after each renewal, when it is known who else lives
     */
    Lease(TaskStore store, Engine engine, Duration request, Runnable whenRenewed) {
        this.store = store;
        this.engine = engine;
        this.request = request.plus(MARGIN);
        Duration twice = request.multipliedBy(2);
        this.length = twice.compareTo(SHORTEST) > 0 ? twice : SHORTEST;
        this.whenRenewed = whenRenewed;
        renew();
        long interval = length.toMillis() / RENEWALS;
        this.renewals = engine.timer()
                .scheduleWithFixedDelay(
                        () -> engine.workers().execute(this::renewIfPossible),
                        interval,
                        interval,
                        TimeUnit.MILLISECONDS);
    }

    String owner() {
        return owner;
    }

    /** Whether a request that is sent now ends, one way or the other, before anybody takes over what it is about. */
    boolean outlivesARequest() {
        return lastSend().isAfter(now());
    }

    /**
     * Until when a request may be sent about what is this owner's by now. Whoever has slept past it and is renewed then
     * cannot know what has been taken over meanwhile.
     */
    Instant lastSend() {
        return until.minus(request);
    }

    /** One that is not known may have come a moment ago: the store is asked. */
    boolean isDead(String other) {
        if (other.equals(owner) || living.containsKey(other)) {
            return false;
        }
        renew();
        return !living.containsKey(other);
    }

    /** Whether anybody else shares the store, as far as is known. */
    boolean hasCompany() {
        return living.size() > 1;
    }

    /** How many share the store, as far as is known, with this one. */
    int nodes() {
        return Math.max(1, living.size());
    }

    /** How long what may have been sent by an owner that died can still be on its way. */
    Duration ofARequest() {
        return request;
    }

    /** What is still owned is free at once. */
    @Override
    public void close() {
        renewals.cancel(false);
        synchronized (this) {
            closed = true;
            store.bury(owner);
        }
    }

    private void renewIfPossible() {
        try {
            renew();
            whenRenewed.run();
        } catch (RuntimeException e) {
            LOG.warn(
                    "Claid: the taskStore could not be told that this node lives: nothing is submitted from {} on",
                    until,
                    e);
        }
    }

    private synchronized void renew() {
        if (closed) {
            return;
        }
        Instant asked = now();
        Map<String, Heartbeat> all = store.beat(owner, length);
        until = asked.plus(length);
        living = all;
        others.keySet().retainAll(all.keySet());
        all.forEach((other, beat) -> {
            if (!other.equals(owner)) {
                hear(other, beat);
            }
        });
    }

    private void hear(String other, Heartbeat beat) {
        Heard last = others.get(other);
        if (last == null || !last.beat().equals(beat)) {
            others.put(other, new Heard(beat, now()));
        } else if (last.at().plus(beat.lease()).isBefore(now())) {
            LOG.info("Claid: a node has not been heard of for {}, what it left is taken over", beat.lease());
            store.bury(other);
            // it may have slept, and begins to count anew
            others.remove(other);
        }
    }

    private Instant now() {
        return engine.clock().instant();
    }
}
