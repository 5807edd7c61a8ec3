package io.github.camelclaid.quota;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The windows that requests share, what is used of them, and the distance that slots keep.
 *
 * <p>Not safe for threads: guarded by the lock of its {@link RequestPacer}.
 *
 * @param <S> a slot that is out, in the order in which they were granted
 */
final class Quota<S extends Quota.Granted> {

    /** Longer than a request's head takes to the server; only a transfer lasts longer. */
    static final long PRESUMED_TO_HAVE_ARRIVED = 2000;

    /** From then on what is left can be spread: who bursts into a full window has everybody wait until it opens. */
    private static final double MOST = 0.75;
    /** Not all of it: each slot comes a little late, which must not add up. */
    private static final double OF_A_SLOT = 0.9;
    /** In seconds; timers are not exact enough for less. */
    private static final double SHORTEST_SPREAD_SLOT = 0.05;

    private static final double LONGEST_SPREAD_SLOT = 1;
    /** In seconds; where others leave less than that the windows see to it, which open as they are believed to end. */
    private static final double LONGEST_DISTANCE_FROM_OTHERS = 2;

    private List<WindowLog> logs;
    private long spacingMillis;
    private long lastGrant = Long.MIN_VALUE / 2;
    private final Set<S> underWay = new LinkedHashSet<>();
    /** By the window that the server told of; a longer one also tells of those within it. */
    private final Map<Window, OthersUse> others = new HashMap<>();

    interface Granted {
        long grantedAt();
    }

    Quota(List<Window> windows) {
        this.logs = windows.stream().map(WindowLog::new).toList();
        this.spacingMillis = spacing(windows);
    }

    boolean isUnlimited() {
        return logs.isEmpty();
    }

    List<Window> windows() {
        return logs.stream().map(WindowLog::window).toList();
    }

    /** Of one that is limited. */
    Duration longestWindow() {
        return windows().stream()
                .map(Window::length)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** In each window. */
    List<Integer> used(long now) {
        return logs.stream().map(log -> log.used(now, underWay.size())).toList();
    }

    /** The time that one request takes in the long run; 0 without a limit. */
    double slotSeconds() {
        return logs.stream().mapToDouble(WindowLog::slotSeconds).max().orElse(0);
    }

    /**
     * @param spread whether what is left of a window that is mostly used is spread
     * @return {@link Long#MAX_VALUE} if a request has to end first
     */
    long nextSlotAt(long now, boolean spread) {
        if (logs.isEmpty()) {
            return now;
        }
        long distance = Math.max(spacingMillis, besideOthersMillis(now));
        if (spread) {
            distance = Math.max(distance, spreadMillis(now));
        }
        return Math.max(lastGrant + distance, windowsOpenAt(now));
    }

    /** Who bursts into what others have left meets them in the shortest window. */
    private long besideOthersMillis(long now) {
        double slot = logs.stream()
                .filter(log -> log.window().isShort() && othersIn(log, now) > 0)
                .filter(log -> isMostlyUsed(log, now))
                .mapToDouble(log -> log.slotSeconds(othersIn(log, now)))
                .max()
                .orElse(0);
        return (long) (1000 * Math.min(slot, LONGEST_DISTANCE_FROM_OTHERS));
    }

    private boolean isMostlyUsed(WindowLog log, long now) {
        return log.share(now, underWay.size() + othersIn(log, now)) >= MOST;
    }

    private long spreadMillis(long now) {
        double slot = logs.stream()
                .filter(log -> log.window().isShort() && isMostlyUsed(log, now))
                .mapToDouble(WindowLog::slotSeconds)
                .filter(seconds -> seconds >= SHORTEST_SPREAD_SLOT)
                .max()
                .orElse(0);
        return (long) (OF_A_SLOT * Math.min(slot, LONGEST_SPREAD_SLOT) * 1000);
    }

    /** Whether there is room by own requests alone. */
    boolean hasRoom(long now) {
        return logs.stream().allMatch(log -> log.nextSlotAt(now, underWay.size()) <= now);
    }

    private long windowsOpenAt(long now) {
        long at = now;
        for (WindowLog log : logs) {
            at = Math.max(at, opensAt(log, now));
        }
        return at;
    }

    private long opensAt(WindowLog log, long now) {
        int theirs = othersIn(log, now);
        long opens = log.nextSlotAt(now, underWay.size() + theirs);
        return opens > now && theirs > 0 ? Math.min(opens, othersFadeAt(now)) : opens;
    }

    private int othersIn(WindowLog log, long now) {
        return others.values().stream()
                .mapToInt(use -> use.in(log.window(), now))
                .max()
                .orElse(0);
    }

    private long othersFadeAt(long now) {
        return others.values().stream().mapToLong(use -> use.fadesAt(now)).min().orElse(Long.MAX_VALUE);
    }

    /** How many requests of a window are somebody else's at most, as far as is known. */
    int usedByOthers(long now) {
        return others.values().stream()
                .mapToInt(use -> (int) use.believed(now))
                .max()
                .orElse(0);
    }

    /**
     * What is not ours of a window is somebody else's.
     *
     * @param window the one that {@code remaining} is of, by the server's count; 0 or more
     * @param stated all that the server has
     */
    void learnOthers(Window window, long remaining, List<Window> stated, long now) {
        logs.stream().filter(log -> log.window().equals(window)).findFirst().ifPresent(log -> {
            int left = (int) Math.min(remaining, window.requests());
            int theirs = Math.max(0, window.requests() - left - log.used(now, underWay.size()));
            others.put(window, new OthersUse(theirs, window, stated, now));
        });
    }

    void granted(S slot) {
        lastGrant = slot.grantedAt();
        underWay.add(slot);
    }

    void answered(S slot, long now) {
        underWay.remove(slot);
        logs.forEach(log -> log.answered(now));
    }

    void unused(S slot) {
        underWay.remove(slot);
    }

    /**
     * A slow upload must not keep everybody else waiting: it counts now, and once more when it ends.
     *
     * @return how many there were
     */
    int presumeArrivals(long now) {
        int presumed = 0;
        for (Iterator<S> oldest = underWay.iterator(); oldest.hasNext(); ) {
            if (oldest.next().grantedAt() + PRESUMED_TO_HAVE_ARRIVED > now) {
                return presumed;
            }
            oldest.remove();
            logs.forEach(log -> log.answered(now));
            presumed++;
        }
        return presumed;
    }

    long nextPresumedArrival() {
        return underWay.isEmpty() ? Long.MAX_VALUE : underWay.iterator().next().grantedAt() + PRESUMED_TO_HAVE_ARRIVED;
    }

    /**
     * From now on these windows hold together, with what is used already.
     *
     * @return whether they are others than before
     */
    boolean adopt(List<Window> chosen, List<Window> stated) {
        List<Window> all =
                Stream.concat(chosen.stream(), stated.stream()).distinct().toList();
        if (new HashSet<>(all).equals(new HashSet<>(windows()))) {
            return false;
        }
        WindowLog longest = logs.stream()
                .reduce((one, other) -> one.isLongerThan(other) ? one : other)
                .orElseThrow();
        List<WindowLog> adopted = all.stream().map(WindowLog::new).toList();
        adopted.forEach(log -> log.learnFrom(longest));
        logs = adopted;
        others.keySet().retainAll(all);
        spacingMillis = Math.max(spacing(chosen), spacing(stated));
        return true;
    }

    /** With nothing used yet. */
    Quota<S> another() {
        Quota<S> another = new Quota<>(windows());
        another.spacingMillis = spacingMillis;
        return another;
    }

    /**
     * What was used of another one counts here, too.
     *
     * @return what is under way there, and is to be reported here
     */
    Collection<S> takeOver(Quota<S> other) {
        for (int i = 0; i < logs.size(); i++) {
            logs.get(i).learnFrom(other.logs.get(i));
        }
        lastGrant = Math.max(lastGrant, other.lastGrant);
        underWay.addAll(other.underWay);
        return other.underWay;
    }

    /** The tightest window, spread evenly. */
    private static long spacing(List<Window> windows) {
        return windows.stream()
                .mapToLong(window -> window.length().toMillis() / window.requests())
                .min()
                .orElse(0);
    }
}
