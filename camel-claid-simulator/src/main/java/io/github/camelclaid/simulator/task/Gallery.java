package io.github.camelclaid.simulator.task;

import io.github.camelclaid.simulator.edit.Edited;
import io.github.camelclaid.simulator.edit.Thumbnails;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Thumbnails of the tasks that ended last, in memory; of each the first few pictures. Thread-safe. */
final class Gallery {

    private static final int TASKS = 300;
    private static final int PICTURES = 4;

    private final Map<Long, List<Thumbnails>> shown = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, List<Thumbnails>> eldest) {
            return size() > TASKS;
        }
    };

    synchronized void hang(long taskId, List<Edited> results) {
        if (!results.isEmpty()) {
            shown.put(
                    taskId,
                    results.stream().limit(PICTURES).map(Edited::thumbnails).toList());
        }
    }

    synchronized List<Thumbnails> of(long taskId) {
        return shown.getOrDefault(taskId, List.of());
    }
}
