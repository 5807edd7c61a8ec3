package io.github.camelclaid.task;

import io.github.camelclaid.quota.Window;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many calls an account may pay for. Each is taken out before it is sent, and put back if it was certainly not taken.
 * What finds nothing left waits; nothing fails. Safe for use by any thread.
 */
final class ChargeBudget {

    private static final Logger LOG = LoggerFactory.getLogger(ChargeBudget.class);

    private final TaskStore store;
    private final Clock clock;
    private final Terms terms;
    private volatile Instant freeAt = Instant.MIN;

    ChargeBudget(TaskStore store, Clock clock, Terms terms) {
        this.store = store;
        this.clock = clock;
        this.terms = terms;
    }

    /** @return when it was taken; empty if there is nothing left until {@link #freeAt()} */
    Optional<Instant> take() {
        Instant now = clock.instant();
        Window most = terms.maxCharges();
        Optional<Instant> next = most == null ? Optional.empty() : store.charge(terms.account(), most, now);
        if (next.isEmpty()) {
            return Optional.of(now);
        }
        if (!isSpent()) {
            LOG.warn(
                    "Claid: account {} has paid for {} calls within {}, which is all that maxCharges allows: what comes"
                            + " now waits until {}",
                    terms.account(),
                    most.requests(),
                    most.length(),
                    next.get());
        }
        freeAt = next.get();
        return Optional.empty();
    }

    void putBack(Instant taken) {
        if (terms.maxCharges() != null) {
            store.refund(terms.account(), taken);
            freeAt = Instant.MIN;
        }
    }

    Instant freeAt() {
        return freeAt;
    }

    /** Whether nothing is left at the moment. */
    boolean isSpent() {
        return freeAt.isAfter(clock.instant());
    }
}
