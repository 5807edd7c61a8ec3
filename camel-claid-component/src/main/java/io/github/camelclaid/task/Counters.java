package io.github.camelclaid.task;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** One counter for each kind of a thing. Safe for use by any thread. */
final class Counters<K extends Enum<K>> {

    private final Map<K, LongAdder> all;

    Counters(Class<K> kinds) {
        all = new EnumMap<>(kinds);
        for (K kind : kinds.getEnumConstants()) {
            all.put(kind, new LongAdder());
        }
    }

    void count(K kind) {
        all.get(kind).increment();
    }

    long of(K kind) {
        return all.get(kind).sum();
    }

    long sum() {
        return all.values().stream().mapToLong(LongAdder::sum).sum();
    }
}
