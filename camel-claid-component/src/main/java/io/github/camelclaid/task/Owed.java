package io.github.camelclaid.task;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Who has asked for a result and has not acknowledged it yet. Immutable.
 *
 * @param counts how many, by the owner in the sense of {@link TrackedTask#owner()} whose waiters they are; under {@link
 *     #ANYBODY} those that nobody speaks for any more: their source will bring them back, here or elsewhere
 */
public record Owed(Map<String, Integer> counts) {

    /** For whoever comes next. */
    static final String ANYBODY = "";

    public static final Owed NONE = new Owed(Map.of());

    public Owed {
        counts = Collections.unmodifiableMap(new TreeMap<>(counts));
    }

    static Owed toAnybody(int number) {
        return NONE.with(ANYBODY, number);
    }

    /** How many in all. */
    public int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Those whose waiters they are, without {@link #ANYBODY}. */
    Set<String> owners() {
        TreeMap<String, Integer> owners = new TreeMap<>(counts);
        owners.remove(ANYBODY);
        return owners.keySet();
    }

    /** So many wait at an owner; those that come anew are taken to be the ones that nobody spoke for. */
    Owed waitingAt(String owner, int number) {
        int more = Math.max(0, number - of(owner));
        return with(ANYBODY, of(ANYBODY) - more).with(owner, number);
    }

    /** One less, who has acknowledged it; so many still wait there. */
    Owed acknowledgedAt(String owner, int left) {
        return with(owner, left);
    }

    /** So many still wait at an owner; who has gone without acknowledging it may come back anywhere. */
    Owed leftAt(String owner, int left) {
        int gone = Math.max(0, of(owner) - left);
        return with(ANYBODY, of(ANYBODY) + gone).with(owner, Math.min(left, of(owner)));
    }

    /** Those of owners that are dead may come back anywhere. */
    Owed without(Predicate<String> isDead) {
        Owed rest = this;
        for (String owner : owners()) {
            if (isDead.test(owner)) {
                rest = rest.leftAt(owner, 0);
            }
        }
        return rest;
    }

    /** One less of those that nobody speaks for. */
    Owed lessOne() {
        return with(ANYBODY, of(ANYBODY) - 1);
    }

    private int of(String owner) {
        return counts.getOrDefault(owner, 0);
    }

    private Owed with(String owner, int number) {
        TreeMap<String, Integer> next = new TreeMap<>(counts);
        if (number > 0) {
            next.put(owner, number);
        } else {
            next.remove(owner);
        }
        return next.isEmpty() ? NONE : new Owed(next);
    }
}
