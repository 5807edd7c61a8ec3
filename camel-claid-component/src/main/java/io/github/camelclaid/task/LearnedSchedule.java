package io.github.camelclaid.task;

import io.github.camelclaid.client.ClaidTask;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Asks when it is worth it, by how long such edits have taken so far: see {@link Durations}. What is learned is kept
 * apart for each name and kind of edit, for the hundred that were used last, and outlasts the process where the store does.
 * Nodes that share a store each learn for themselves; who starts goes on from what one of them knew.
 *
 * <p>Safe for use by any thread; guarded by {@code this}. The store is used outside of it.
 */
public final class LearnedSchedule implements PollSchedule {

    private static final int MOST_KINDS = 100;

    private final TaskStore store;
    private final String account;
    private final Set<String> changed = new HashSet<>();
    private final Map<String, Durations> kinds = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Durations> eldest) {
            return size() > MOST_KINDS;
        }
    };

    public LearnedSchedule(TaskStore store, String account) {
        this.store = store;
        this.account = account;
        store.learned(account).forEach((kind, text) -> kinds.put(kind, Durations.read(text)));
    }

    @Override
    public synchronized Instant next(TrackedTask task, Instant now, Duration price) {
        Instant accepted = task.acceptance().at();
        double age = seconds(accepted, now);
        double at = durations(kind(task)).next(age, seconds(price));
        return now.plusMillis(Math.max(1, Math.round((at - age) * 1000)));
    }

    @Override
    public synchronized void found(TrackedTask task, Instant now) {
        Instant accepted = task.acceptance().at();
        Instant asked = task.polling().asked();
        String kind = kind(task);
        durations(kind).observe(asked == null ? 0 : seconds(accepted, asked), seconds(accepted, now));
        changed.add(kind);
    }

    private Durations durations(String kind) {
        return kinds.computeIfAbsent(kind, one -> new Durations());
    }

    /** The name, and what is done to a picture; of a task that was submitted elsewhere only the name is known. */
    private static String kind(TrackedTask task) {
        StringBuilder kind = new StringBuilder(task.lane().name());
        ClaidTask answer = task.acceptance().answer();
        if (answer != null) {
            answer.operations().forEach(name -> kind.append(' ').append(name));
        }
        return kind.toString();
    }

    private static double seconds(Instant from, Instant to) {
        return Math.max(0, seconds(Duration.between(from, to)));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    @Override
    public void keep() {
        store.learn(account, news());
    }

    private synchronized Map<String, String> news() {
        Map<String, String> news = new HashMap<>();
        kinds.forEach((kind, durations) -> {
            if (changed.contains(kind)) {
                news.put(kind, durations.write());
            }
        });
        changed.clear();
        return news;
    }
}
