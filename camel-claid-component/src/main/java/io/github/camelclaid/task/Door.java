package io.github.camelclaid.task;

import io.github.camelclaid.client.ClaidException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds back requests of a kind while the account or the API is in trouble: closed, it lets a single one through from
 * time to time, and opens when that one succeeds. So an outage or empty credits cost one request a minute and one line
 * in the log, and nothing fails for it.
 *
 * <p>Safe for use by any thread; guarded by {@code this}.
 */
final class Door {

    private static final Logger LOG = LoggerFactory.getLogger(Door.class);
    /** When to look again while another request is out to see whether the trouble is over. */
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private static final Duration TOLD_FOR = Duration.ofMinutes(2);

    private final String what;
    private final Clock clock;
    private Trouble trouble;
    private Duration wait = Duration.ZERO;
    /** The one that was let through and has not ended yet; null if there is none. */
    private Object scout;

    /** @param what the kind of requests, for the log */
    Door(String what, Clock clock) {
        this.what = what;
        this.clock = clock;
    }

    /** When it is worth coming again; {@link Instant#MIN} while it is open. */
    synchronized Instant opensAt() {
        if (trouble == null) {
            return Instant.MIN;
        }
        Instant moment = clock.instant().plus(A_MOMENT);
        return scout != null && trouble.retryAt().isBefore(moment) ? moment : trouble.retryAt();
    }

    /** Whether {@code visitor} may pass; whoever may {@linkplain #leave leaves} in the end. */
    synchronized boolean admits(Object visitor) {
        if (trouble == null) {
            return true;
        }
        if (scout != null || clock.instant().isBefore(trouble.retryAt())) {
            return false;
        }
        scout = visitor;
        return true;
    }

    /** @param wasSent false if it found nothing to send, and another one may look at once */
    synchronized void leave(Object visitor, boolean wasSent) {
        if (scout != visitor) {
            return;
        }
        scout = null;
        if (wasSent && trouble != null && !trouble.retryAt().isAfter(clock.instant())) {
            // it brought back nothing that opens or closes
            trouble = new Trouble(
                    trouble.cause(), trouble.since(), clock.instant().plus(wait));
        }
    }

    /** What it is closed for; no longer told where nobody has tried to pass since it might be over. */
    synchronized Optional<Trouble> trouble() {
        return Optional.ofNullable(trouble)
                .filter(known -> known.retryAt().plus(TOLD_FOR).isAfter(clock.instant()));
    }

    /** @return whether it was closed */
    synchronized boolean open() {
        if (trouble == null) {
            return false;
        }
        LOG.info("Claid: {} go on, after {}", what, Duration.between(trouble.since(), clock.instant()));
        trouble = null;
        return true;
    }

    /** Closed for {@code duration} at a time. */
    synchronized void close(ClaidException cause, Duration duration) {
        Instant now = clock.instant();
        if (trouble == null) {
            LOG.warn(
                    "Claid: {} are held back and tried again every {} s: {}",
                    what,
                    duration.toSeconds(),
                    cause.getMessage());
        }
        wait = duration;
        trouble = new Trouble(cause, trouble == null ? now : trouble.since(), now.plus(duration));
    }

    /**
     * Closed for {@code first}, then for twice as long each time until it opens, at most for {@code longest}. Requests
     * that were under way together fail together: only the first of them, and then the one let through, count.
     */
    synchronized void closeForLonger(ClaidException cause, Duration first, Duration longest) {
        if (trouble == null) {
            close(cause, first);
        } else if (!trouble.retryAt().isAfter(clock.instant())) {
            Duration longer = wait.multipliedBy(2);
            close(cause, longer.compareTo(longest) > 0 ? longest : longer);
        }
    }
}
