package io.github.camelclaid.task;

import io.github.camelclaid.quota.SharedQuota;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The quota of an account that all nodes share through their store. While that is away each takes its part of it, by how
 * many there were last, and never more than half: others may have come since.
 *
 * <p>Safe for use by any thread.
 */
final class NodesQuota implements SharedQuota {

    private static final Logger LOG = LoggerFactory.getLogger(NodesQuota.class);

    private final TaskStore store;
    private final String account;
    private final Lease lease;
    private final Clock clock;
    private Instant nextAlone = Instant.MIN;

    NodesQuota(TaskStore store, String account, Lease lease, Clock clock) {
        this.store = store;
        this.account = account;
        this.lease = lease;
        this.clock = clock;
    }

    @Override
    public Duration reserve(int requests, Duration spacing) {
        try {
            return store.reserve(account, requests, spacing);
        } catch (RuntimeException e) {
            LOG.debug("The quota of account {} cannot be shared for now", account, e);
            return reserveAlone(requests, spacing.multipliedBy(Math.max(2, lease.nodes())));
        }
    }

    private synchronized Duration reserveAlone(int requests, Duration spacing) {
        Instant now = clock.instant();
        Instant first = nextAlone.isAfter(now) ? nextAlone : now;
        nextAlone = first.plus(spacing.multipliedBy(requests));
        return Duration.between(now, first);
    }
}
