package io.github.camelclaid.quota;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Those that wait for a slot, for each purpose in the order in which they came, and who of them is next.
 *
 * <p>Not safe for threads: guarded by the lock of its {@link RequestPacer}, but for a {@link Waiter}, which is a future.
 * Points in time are in milliseconds.
 */
final class SlotQueue {

    /** From then on a request goes as soon as its windows allow. */
    private static final Duration TOO_LATE_TO_SPREAD = Duration.ofSeconds(4);

    private final Turns turns;
    /** Sets, so that leaving from the middle is quick. */
    private final Map<Purpose, Set<Waiter>> waiting = new EnumMap<>(Purpose.class);

    private final Map<Purpose, SlotWaits> waits = new EnumMap<>(Purpose.class);

    SlotQueue(Turns turns) {
        this.turns = turns;
        for (Purpose purpose : Purpose.values()) {
            waiting.put(purpose, new LinkedHashSet<>());
            waits.put(purpose, SlotWaits.NONE);
        }
    }

    /** One request that waits, and the slot that it gets. */
    static final class Waiter extends CompletableFuture<Slot> {

        private final Purpose purpose;
        private final long since;
        private final Duration late;

        /** @param late how long the request could have been sent already */
        Waiter(Purpose purpose, long since, Duration late) {
            this.purpose = purpose;
            this.since = since;
            this.late = late;
        }

        private boolean isLate(long now) {
            return late.plusMillis(now - since).compareTo(TOO_LATE_TO_SPREAD) > 0;
        }
    }

    void add(Waiter waiter) {
        waiting.get(waiter.purpose).add(waiter);
    }

    void remove(Waiter waiter) {
        waiting.get(waiter.purpose).remove(waiter);
    }

    /** @return who was in it */
    List<Waiter> clear() {
        List<Waiter> all = new ArrayList<>();
        waiting.values().forEach(queue -> {
            all.addAll(queue);
            queue.clear();
        });
        return all;
    }

    boolean isEmpty() {
        return size() == 0;
    }

    int size() {
        return waiting.values().stream().mapToInt(Set::size).sum();
    }

    int size(Purpose purpose) {
        return waiting.get(purpose).size();
    }

    /** Of those that got their slots. */
    SlotWaits waits(Purpose purpose) {
        return waits.get(purpose);
    }

    /** Whether one of those that are first has waited for so long that slots are not to be spread any more. */
    boolean isAnybodyLate(long now) {
        return waiting.values().stream()
                .filter(queue -> !queue.isEmpty())
                .anyMatch(queue -> queue.iterator().next().isLate(now));
    }

    /** First what is next: of the charged ones submits before uploads. */
    List<Purpose> inTurn() {
        Purpose charged = isWaitedFor(Purpose.SUBMIT) ? Purpose.SUBMIT : Purpose.UPLOAD;
        return turns.isForPolls() ? List.of(Purpose.POLL, charged) : List.of(charged, Purpose.POLL);
    }

    boolean isWaitedFor(Purpose purpose) {
        return size(purpose) > 0;
    }

    /** The first one of a purpose has its turn. */
    Waiter take(Purpose purpose, long now) {
        turns.taken(purpose == Purpose.POLL);
        Iterator<Waiter> queue = waiting.get(purpose).iterator();
        Waiter first = queue.next();
        queue.remove();
        waits.compute(purpose, (same, before) -> before.and(Duration.ofMillis(now - first.since)));
        return first;
    }
}
