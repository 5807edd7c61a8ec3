package io.github.camelclaid.task;

import io.github.camelclaid.quota.Window;
import java.time.Clock;
import java.time.Duration;
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
    /** Another node may put back what it has taken, and tells nobody. */
    private static final Duration LONGEST_WITHOUT_A_LOOK = Duration.ofMinutes(1);

    private final TaskStore store;
    private final Clock clock;
    private final Terms terms;
    private volatile Instant spentUntil = Instant.MIN;
    private volatile Instant nextLook = Instant.MIN;

    ChargeBudget(TaskStore store, Clock clock, Terms terms) {
        this.store = store;
        this.clock = clock;
        this.terms = terms;
    }

    /**
     * @param charge a new name for it, under which it can be put back whatever this call ends with
     * @return whether it was taken; if not, there is nothing left until {@link #freeAt()}
     */
    boolean take(String charge) {
        Instant now = clock.instant();
        Window most = terms.maxCharges();
        Optional<Instant> next = most == null ? Optional.empty() : store.charge(terms.account(), charge, most, now);
        if (next.isEmpty()) {
            return true;
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
        spentUntil = next.get();
        Instant atLatest = now.plus(LONGEST_WITHOUT_A_LOOK);
        nextLook = spentUntil.isBefore(atLatest) ? spentUntil : atLatest;
        return false;
    }

    /** Does no harm if it is done twice. */
    void putBack(String charge) {
        if (terms.maxCharges() != null) {
            store.refund(terms.account(), charge);
            spentUntil = Instant.MIN;
            nextLook = Instant.MIN;
        }
    }

    /** When it is worth trying again. */
    Instant freeAt() {
        return nextLook;
    }

    /** Whether nothing is left at the moment. */
    boolean isSpent() {
        return spentUntil.isAfter(clock.instant());
    }
}
