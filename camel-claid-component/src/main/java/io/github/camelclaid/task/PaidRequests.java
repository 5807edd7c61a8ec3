package io.github.camelclaid.task;

import io.github.camelclaid.quota.Purpose;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices what is paid more than once, whatever the reason, by the digest of the whole request: also where the ledger
 * was told to pay, or has forgotten. Looks back over the last {@value #MOST} different requests.
 *
 * <p>Safe for use by any thread; everything is guarded by {@code this}.
 */
final class PaidRequests {

    static final int MOST = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(PaidRequests.class);
    /** The second time may be a wish; the third looks like a circle. */
    private static final int SUSPICIOUS = 3;

    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<Request, Integer> times = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Request, Integer> eldest) {
            return size() > MOST;
        }
    };
    private final Map<String, Instant> warnedAt = new HashMap<>();

    private record Request(Purpose call, String fingerprint) {}

    PaidRequests(Clock clock) {
        this.clock = clock;
    }

    /** The call was paid, or may have been. @return for the how many-th time */
    synchronized int remember(Purpose call, String fingerprint) {
        return times.merge(new Request(call, fingerprint), 1, Integer::sum);
    }

    /** Remembers that a call was paid, and tells whether it was before. */
    boolean isPaidAgain(Purpose call, TrackedTask task) {
        int count = remember(call, task.fingerprint());
        if (count >= SUSPICIOUS && isSaidLongAgo(task.lane().name())) {
            LOG.warn(
                    "claid:{} pays for equal requests: this {} is number {} for {}. They are paid again with"
                            + " duplicates=allow, with onFailed or onUnknown=resubmit, for a plain URL once its last"
                            + " result was delivered, and for files and endpoints that differ only by name. Not said again for {} s",
                    task.lane().name(),
                    call == Purpose.UPLOAD ? "upload" : "submit",
                    count,
                    task.taskId() == null ? "the same picture" : "the same edit (task " + task.taskId() + ")",
                    SILENCE.toSeconds());
        }
        return count > 1;
    }

    private synchronized boolean isSaidLongAgo(String name) {
        Instant now = clock.instant();
        warnedAt.values().removeIf(at -> !at.plus(SILENCE).isAfter(now));
        return warnedAt.putIfAbsent(name, now) == null;
    }
}
