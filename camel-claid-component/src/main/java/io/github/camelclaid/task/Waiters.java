package io.github.camelclaid.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who on this node waits for which key. Safe for use by any thread; each key's list is changed atomically. */
final class Waiters {

    private final Map<String, List<Waiting>> byKey = new ConcurrentHashMap<>();

    void add(Waiting waiting) {
        byKey.merge(waiting.key(), List.of(waiting), (some, one) -> {
            List<Waiting> all = new ArrayList<>(some);
            all.addAll(one);
            return List.copyOf(all);
        });
    }

    /** @return how many are left for the same key */
    int remove(Waiting waiting) {
        List<Waiting> left = byKey.computeIfPresent(waiting.key(), (key, all) -> {
            List<Waiting> others =
                    all.stream().filter(other -> other != waiting).toList();
            return others.isEmpty() ? null : others;
        });
        return left == null ? 0 : left.size();
    }

    List<Waiting> of(String key) {
        return byKey.getOrDefault(key, List.of());
    }

    /** All that still wait to be told. */
    List<Waiting> open() {
        return byKey.values().stream()
                .flatMap(List::stream)
                .filter(Waiting::isOpen)
                .toList();
    }

    int keys() {
        return byKey.size();
    }

    int count(String key) {
        return of(key).size();
    }
}
