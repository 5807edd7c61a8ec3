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

    private final String what;
    private final Clock clock;
    private Trouble trouble;
    private Duration lastWait = Duration.ZERO;

    /** @param what the kind of requests, for the log */
    Door(String what, Clock clock) {
        this.what = what;
        this.clock = clock;
    }

    /** How many requests may be under way now. */
    synchronized int admits() {
        if (trouble == null) {
            return Integer.MAX_VALUE;
        }
        return clock.instant().isBefore(trouble.retryAt()) ? 0 : 1;
    }

    synchronized Optional<Trouble> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** @return whether it was closed */
    synchronized boolean open() {
        if (trouble == null) {
            return false;
        }
        LOG.info("Claid: {} go on, after {}", what, Duration.between(trouble.since(), clock.instant()));
        trouble = null;
        lastWait = Duration.ZERO;
        return true;
    }

    /** Closed for {@code wait} at a time. */
    synchronized void close(ClaidException cause, Duration wait) {
        Instant now = clock.instant();
        if (trouble == null) {
            LOG.warn(
                    "Claid: {} are held back and tried again every {} s: {}",
                    what,
                    wait.toSeconds(),
                    cause.getMessage());
        }
        lastWait = wait;
        trouble = new Trouble(cause, trouble == null ? now : trouble.since(), now.plus(wait));
    }

    /** Closed for {@code first}, then for twice as long each time until it opens, at most for {@code longest}. */
    synchronized void closeForLonger(ClaidException cause, Duration first, Duration longest) {
        Duration wait = trouble == null ? first : lastWait.multipliedBy(2);
        close(cause, wait.compareTo(longest) > 0 ? longest : wait.compareTo(first) < 0 ? first : wait);
    }
}
