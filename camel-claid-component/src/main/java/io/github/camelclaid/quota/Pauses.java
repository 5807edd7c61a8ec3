package io.github.camelclaid.quota;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Times in which nobody gets a slot: after a refusal, and where somebody else has used up the quota.
 *
 * <p>Not safe for threads: guarded by the lock of its {@link RequestPacer}. Points in time are in milliseconds.
 */
final class Pauses {

    private static final Logger LOG = LoggerFactory.getLogger(Pauses.class);
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(1);
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);
    private static final long NEVER = Long.MIN_VALUE / 2;

    private long until = NEVER;
    private long toldAt = NEVER;
    private long lastRefusal = NEVER;
    private Duration backOff = Duration.ZERO;

    /** When slots are granted again; may be over. */
    long until() {
        return until;
    }

    /** Whether an answer says something new: of requests that were under way together only the first refusal does. */
    private boolean isNews(long grantedAt) {
        return grantedAt > lastRefusal;
    }

    /** Each refusal that is news backs off for twice as long, from a second to a minute. @return whether it was */
    boolean refused(long grantedAt, long now) {
        boolean isNews = isNews(grantedAt);
        if (isNews) {
            backOff = longer(backOff);
            lastRefusal = now;
        }
        return isNews;
    }

    private static Duration longer(Duration backOff) {
        if (backOff.isZero()) {
            return FIRST_BACK_OFF;
        }
        Duration twice = backOff.multipliedBy(2);
        return twice.compareTo(LONGEST_BACK_OFF) < 0 ? twice : LONGEST_BACK_OFF;
    }

    /** The next refusal is a first one again. */
    void accepted(long grantedAt) {
        if (isNews(grantedAt)) {
            backOff = Duration.ZERO;
        }
    }

    /** For a refusal that does not say how long. */
    Duration backOff() {
        return backOff;
    }

    void pause(long now, Duration wait, String reason) {
        long end = now + wait.toMillis();
        if (end > until) {
            tell(now, wait, reason);
            until = end;
        }
    }

    /** Somebody else with the same key has everybody pause every few seconds. */
    private void tell(long now, Duration wait, String reason) {
        boolean isDue = now - toldAt >= BETWEEN_WARNINGS.toMillis();
        LOG.atLevel(isDue ? Level.WARN : Level.DEBUG).log("No request for {}: {}", wait, reason);
        toldAt = isDue ? now : toldAt;
    }
}
