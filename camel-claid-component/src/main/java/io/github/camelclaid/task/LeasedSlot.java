package io.github.camelclaid.task;

import io.github.camelclaid.quota.RateLimitHeaders;
import io.github.camelclaid.quota.Slot;
import java.time.Clock;
import java.time.Instant;

/**
 * Good as long as nobody can take a walk's task over before its request has ended.
 *
 * <p>Safe for use by any thread, as the slot behind it is.
 */
final class LeasedSlot implements Slot {

    private final Walk walk;
    private final Slot slot;
    private final Instant lastSend;
    private final Clock clock;

    /** Made before the call is announced: a lease that ends and is renewed after that is another one. */
    LeasedSlot(Walk walk, Slot slot, Lease lease, Clock clock) {
        this.walk = walk;
        this.slot = slot;
        this.lastSend = lease.lastSend();
        this.clock = clock;
        walk.isTooLate = false;
    }

    @Override
    public boolean mayStillBeUsed() {
        walk.isTooLate = !lastSend.isAfter(clock.instant());
        return !walk.isTooLate && slot.mayStillBeUsed();
    }

    @Override
    public void answered(int httpStatus, RateLimitHeaders headers) {
        slot.answered(httpStatus, headers);
    }

    @Override
    public void unanswered() {
        slot.unanswered();
    }

    @Override
    public void unused() {
        slot.unused();
    }
}
