package io.github.camelclaid.simulator.quota;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All windows of an account as exact sliding logs: a request is admitted if every window has room for it at this very
 * instant. Refused requests take no room, unless asked for. Thread-safe; the logs are guarded by this object's lock.
 */
public final class QuotaWindows {

    private final Clock clock;
    private List<SlidingLog> logs = List.of();
    private String policies = "";

    /** @param windows none for no quota at all */
    public QuotaWindows(List<Window> windows, Clock clock) {
        this.clock = clock;
        change(windows);
    }

    /** From now on other windows; the requests of the past count in them as well. */
    public synchronized void change(List<Window> windows) {
        List<SlidingLog> before = logs;
        logs = windows.stream()
                .sorted(Comparator.comparing(Window::length).reversed())
                .map(SlidingLog::new)
                .toList();
        policies = logs.stream().map(log -> log.window().policy()).collect(Collectors.joining(", "));
        if (!before.isEmpty()) {
            // the longest window remembers what all others do
            logs.forEach(log -> log.addAll(before.get(0)));
        }
    }

    /** Takes room for one request in every window, or in none of them. */
    public synchronized Verdict take() {
        return take(false);
    }

    /** As {@link #take}, but a request that is refused takes its room as well: whoever insists shuts himself out. */
    public synchronized Verdict takeEvenIfRefused() {
        return take(true);
    }

    private Verdict take(boolean evenIfRefused) {
        if (logs.isEmpty()) {
            return Verdict.UNLIMITED;
        }
        long now = nanos(clock.instant());
        logs.forEach(log -> log.forgetBefore(now));
        if (logs.stream().anyMatch(SlidingLog::isFull)) {
            if (evenIfRefused) {
                logs.forEach(log -> log.add(now));
            }
            SlidingLog fullest = logs.stream()
                    .filter(SlidingLog::isFull)
                    .max(Comparator.comparingLong(log -> log.nanosUntilRoom(now)))
                    .orElseThrow();
            return verdict(false, fullest, -1, now);
        }
        logs.forEach(log -> log.add(now));
        // the documented sample names the long window first as long as nothing is refused
        SlidingLog longest = logs.get(0);
        return verdict(true, longest, longest.room(), now);
    }

    /** Forgets all requests. */
    public synchronized void reset() {
        logs.forEach(SlidingLog::clear);
    }

    private Verdict verdict(boolean admitted, SlidingLog binding, long remaining, long now) {
        long seconds = (binding.nanosUntilRoom(now) + 999_999_999L) / 1_000_000_000L;
        return new Verdict(admitted, binding.window().limit() + ", " + policies, remaining, Math.max(1, seconds));
    }

    static long nanos(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }
}
