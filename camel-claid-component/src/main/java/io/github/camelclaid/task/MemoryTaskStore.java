package io.github.camelclaid.task;

import io.github.camelclaid.client.TaskFamily;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Remembers tasks as long as the process lives.
 *
 * <p>Safe for use by any thread; everything is guarded by {@code this}, and nothing is called while it is held.
 */
public final class MemoryTaskStore implements TaskStore {

    private final Map<String, TrackedTask> tasks = new HashMap<>();
    private final Map<TaskId, String> keysById = new HashMap<>();
    private final Map<Lane, NavigableSet<Entry>> due = new HashMap<>();
    private final Map<Lane, NavigableSet<Entry>> deliverable = new HashMap<>();
    private final NavigableSet<Entry> retained = new TreeSet<>();
    private final Map<String, NavigableSet<Entry>> perishable = new HashMap<>();
    private final Map<String, Map<TaskState, Integer>> outstanding = new HashMap<>();

    private final Map<String, Set<String>> itemsByBatch = new HashMap<>();

    private record TaskId(String account, TaskFamily family, long id) {

        static TaskId of(TrackedTask task) {
            return new TaskId(task.lane().account(), task.acceptance().family(), task.taskId());
        }
    }

    private record Entry(Instant at, String key) implements Comparable<Entry> {

        private static final Comparator<Entry> ORDER =
                Comparator.comparing(Entry::at).thenComparing(Entry::key);

        @Override
        public int compareTo(Entry other) {
            return ORDER.compare(this, other);
        }
    }

    @Override
    public Optional<String> caveat() {
        return Optional.of("Tasks are remembered in memory only: a restart loses sight of edits that are submitted and"
                + " paid, and pays again for pictures that come back. Set taskStore to one that lasts to keep them.");
    }

    @Override
    public synchronized Optional<TrackedTask> find(String key) {
        return Optional.ofNullable(tasks.get(key));
    }

    @Override
    public synchronized Optional<TrackedTask> findByTaskId(String account, TaskFamily family, long taskId) {
        return Optional.ofNullable(keysById.get(new TaskId(account, family, taskId)))
                .map(tasks::get);
    }

    @Override
    public synchronized boolean change(List<Change> changes) {
        for (Change change : changes) {
            // the same object: each change makes a new one, and comparing the members of large tasks would be slow
            if (tasks.get(change.key()) != change.before()) {
                return false;
            }
        }
        for (Change change : changes) {
            if (change.after() == null) {
                forgetWithItems(change.before());
                continue;
            }
            if (change.before() != null) {
                take(change.before());
            }
            put(change.after());
        }
        return true;
    }

    private void forgetWithItems(TrackedTask task) {
        take(task);
        for (String item : List.copyOf(itemsByBatch.getOrDefault(task.key(), Set.of()))) {
            take(tasks.get(item));
        }
    }

    @Override
    public synchronized Optional<TrackedTask> claimDue(Collection<Lane> lanes, Instant now) {
        NavigableSet<Entry> first = null;
        for (Lane lane : lanes) {
            NavigableSet<Entry> queue = due.get(lane);
            if (queue != null
                    && !queue.isEmpty()
                    && (first == null || queue.first().compareTo(first.first()) < 0)) {
                first = queue;
            }
        }
        if (first == null || first.first().at().isAfter(now)) {
            return Optional.empty();
        }
        return Optional.of(tasks.get(first.pollFirst().key()));
    }

    @Override
    public synchronized Optional<Instant> nextDue(Collection<Lane> lanes) {
        return lanes.stream()
                .map(due::get)
                .filter(queue -> queue != null && !queue.isEmpty())
                .map(queue -> queue.first().at())
                .min(Comparator.naturalOrder());
    }

    @Override
    public synchronized List<TrackedTask> claimDeliverable(Lane lane, Instant now, int most) {
        NavigableSet<Entry> queue = deliverable.get(lane);
        List<TrackedTask> claimed = new ArrayList<>();
        while (queue != null
                && !queue.isEmpty()
                && claimed.size() < most
                && !queue.first().at().isAfter(now)) {
            claimed.add(tasks.get(queue.pollFirst().key()));
        }
        return claimed;
    }

    @Override
    public synchronized Optional<Instant> nextDeliverable(Lane lane) {
        NavigableSet<Entry> queue = deliverable.get(lane);
        return queue == null || queue.isEmpty()
                ? Optional.empty()
                : Optional.of(queue.first().at());
    }

    @Override
    public synchronized void prune(Instant before) {
        while (!retained.isEmpty() && retained.first().at().isBefore(before)) {
            forgetWithItems(tasks.get(retained.first().key()));
        }
    }

    @Override
    public synchronized List<TrackedTask> perished(Instant before) {
        return perishable.values().stream()
                .flatMap(entries -> entries.headSet(new Entry(before, "")).stream())
                .sorted()
                .map(entry -> tasks.get(entry.key()))
                .toList();
    }

    @Override
    public synchronized Optional<Instant> oldestPerishable(String account) {
        NavigableSet<Entry> entries = perishable.get(account);
        return entries == null ? Optional.empty() : Optional.of(entries.first().at());
    }

    @Override
    public synchronized Map<TaskState, Integer> outstanding(String account) {
        return new EnumMap<>(outstanding.getOrDefault(account, new EnumMap<>(TaskState.class)));
    }

    private void put(TrackedTask task) {
        tasks.put(task.key(), task);
        if (task.item() != null) {
            itemsByBatch
                    .computeIfAbsent(task.item().batch(), batch -> new HashSet<>())
                    .add(task.key());
        } else if (task.acceptance() != null) {
            keysById.put(TaskId.of(task), task.key());
        }
        if (isPollable(task)) {
            due.computeIfAbsent(task.lane(), lane -> new TreeSet<>())
                    .add(new Entry(task.polling().next(), task.key()));
        }
        if (isDeliverable(task)) {
            deliverable
                    .computeIfAbsent(task.lane(), lane -> new TreeSet<>())
                    .add(new Entry(task.delivery().next(), task.key()));
        }
        retainedSince(task).ifPresent(since -> retained.add(new Entry(since, task.key())));
        perishableSince(task).ifPresent(since -> perishable
                .computeIfAbsent(task.lane().account(), account -> new TreeSet<>())
                .add(new Entry(since, task.key())));
        count(task, 1);
    }

    private void take(TrackedTask task) {
        tasks.remove(task.key());
        if (task.item() != null) {
            itemsByBatch.computeIfPresent(task.item().batch(), (batch, items) -> {
                items.remove(task.key());
                return items.isEmpty() ? null : items;
            });
        } else if (task.acceptance() != null) {
            keysById.remove(TaskId.of(task), task.key());
        }
        if (isPollable(task)) {
            remove(due, task.lane(), new Entry(task.polling().next(), task.key()));
        }
        if (isDeliverable(task)) {
            remove(deliverable, task.lane(), new Entry(task.delivery().next(), task.key()));
        }
        retainedSince(task).ifPresent(since -> retained.remove(new Entry(since, task.key())));
        perishableSince(task)
                .ifPresent(since -> remove(perishable, task.lane().account(), new Entry(since, task.key())));
        count(task, -1);
    }

    private static <K> void remove(Map<K, NavigableSet<Entry>> queues, K whose, Entry entry) {
        NavigableSet<Entry> queue = queues.get(whose);
        if (queue != null) {
            queue.remove(entry);
            if (queue.isEmpty()) {
                queues.remove(whose);
            }
        }
    }

    private static boolean isPollable(TrackedTask task) {
        return task.state() == TaskState.ACCEPTED && task.polling().next() != null;
    }

    private static boolean isDeliverable(TrackedTask task) {
        return task.state().isOver() && task.delivery().next() != null && !task.isAcknowledged();
    }

    private static Optional<Instant> retainedSince(TrackedTask task) {
        if (task.item() != null) {
            return Optional.empty();
        }
        if (task.isAcknowledged()) {
            return Optional.of(task.delivery().acknowledgedAt());
        }
        boolean failed = task.state() == TaskState.FINISHED && !task.isDone();
        return failed || task.state() == TaskState.EXPIRED
                ? Optional.of(task.outcome().at())
                : Optional.empty();
    }

    private static Optional<Instant> perishableSince(TrackedTask task) {
        return switch (task.state()) {
            case STAGED -> Optional.of(task.staging().at());
            case ACCEPTED -> Optional.of(task.acceptance().at());
            case FINISHED ->
                task.isDone() && !task.isAcknowledged()
                        ? Optional.of(task.acceptance().at())
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private void count(TrackedTask task, int change) {
        if (!task.isAcknowledged() && task.item() == null) {
            outstanding
                    .computeIfAbsent(task.lane().account(), account -> new EnumMap<>(TaskState.class))
                    .merge(task.state(), change, (one, other) -> one + other == 0 ? null : one + other);
        }
    }

    @Override
    public synchronized String toString() {
        return "memory (" + Objects.toString(tasks.size()) + " tasks)";
    }
}
