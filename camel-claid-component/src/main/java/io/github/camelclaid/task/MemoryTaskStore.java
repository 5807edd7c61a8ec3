package io.github.camelclaid.task;

import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.quota.Window;
import java.time.Duration;
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
 * Remembers tasks as long as the process lives. A subclass for tasks that end with the process, too, may have no {@link
 * #caveat()}.
 *
 * <p>Safe for use by any thread; everything is guarded by {@code this}, and nothing is called while it is held.
 */
public class MemoryTaskStore implements TaskStore {

    private final Map<String, TrackedTask> tasks = new HashMap<>();
    private final Map<TaskId, String> keysById = new HashMap<>();
    private final Map<Lane, NavigableSet<Entry>> due = new HashMap<>();
    private final Map<Lane, NavigableSet<Entry>> deliverable = new HashMap<>();
    private final Map<Lane, NavigableSet<Entry>> perishing = new HashMap<>();
    private final NavigableSet<Entry> retained = new TreeSet<>();
    private final Map<String, NavigableSet<Entry>> perishable = new HashMap<>();
    private final Map<String, Map<TaskState, Integer>> outstanding = new HashMap<>();

    private final Map<String, Set<String>> itemsByBatch = new HashMap<>();
    private final Map<String, Set<String>> keysByOwner = new HashMap<>();
    private final Map<String, Heartbeat> beats = new HashMap<>();
    private final Map<String, String> addresses = new HashMap<>();
    private final Map<String, NavigableSet<Entry>> charges = new HashMap<>();

    private record TaskId(String account, TaskFamily family, long id) {

        static TaskId of(TrackedTask task) {
            return new TaskId(task.lane().account(), task.acceptance().family(), task.taskId());
        }
    }

    private record Entry(Instant at, String key) implements Comparable<Entry> {

        @Override
        public int compareTo(Entry other) {
            int byTime = at.compareTo(other.at);
            return byTime == 0 ? key.compareTo(other.key) : byTime;
        }
    }

    @Override
    public Optional<String> caveat() {
        return Optional.of("Tasks are remembered in memory only: a restart loses sight of edits that are submitted and"
                + " paid, and pays again for pictures that come back. Set taskStore to one that lasts to keep them.");
    }

    @Override
    public synchronized Set<String> register(String account, String baseUrl) {
        String known = addresses.putIfAbsent(account, baseUrl);
        if (known != null && !known.equals(baseUrl)) {
            throw new IllegalStateException("account \"" + account + "\" of this taskStore is at " + known + ", not at "
                    + baseUrl + ": give the other one another account");
        }
        Set<String> others = new TreeSet<>(outstanding.keySet());
        others.remove(account);
        return others;
    }

    @Override
    public synchronized Map<String, Heartbeat> beat(String owner, Duration lease) {
        Heartbeat last = beats.get(owner);
        beats.put(owner, new Heartbeat(last == null ? 1 : last.number() + 1, lease));
        return Map.copyOf(beats);
    }

    @Override
    public synchronized void bury(String owner) {
        beats.remove(owner);
    }

    @Override
    public synchronized List<TrackedTask> orphans(String account, int most) {
        return keysByOwner.entrySet().stream()
                .filter(owned -> !beats.containsKey(owned.getKey()))
                .flatMap(owned -> owned.getValue().stream())
                .map(tasks::get)
                .filter(task -> task.lane().account().equals(account))
                .limit(most)
                .toList();
    }

    @Override
    public synchronized Optional<TrackedTask> find(String key) {
        return Optional.ofNullable(tasks.get(key));
    }

    @Override
    public synchronized List<TrackedTask> find(Collection<String> keys) {
        return keys.stream().map(tasks::get).filter(Objects::nonNull).toList();
    }

    @Override
    public synchronized Optional<TrackedTask> findByTaskId(String account, TaskFamily family, long taskId) {
        return Optional.ofNullable(keysById.get(new TaskId(account, family, taskId)))
                .map(tasks::get);
    }

    @Override
    public synchronized List<TrackedTask> inState(String account, TaskState state, String after, int most) {
        return tasks.values().stream()
                .filter(task -> task.state() == state && task.isOutstanding())
                .filter(task -> task.lane().account().equals(account))
                .filter(task -> task.key().compareTo(after) > 0)
                .sorted(Comparator.comparing(TrackedTask::key))
                .limit(most)
                .toList();
    }

    @Override
    public synchronized boolean change(List<Change> changes) {
        for (Change change : changes) {
            TrackedTask known = tasks.get(change.key());
            boolean fits = change.before() == null
                    ? known == null
                    : known != null && known.stamp() == change.before().stamp();
            if (!fits) {
                return false;
            }
        }
        for (Change change : changes) {
            if (change.after() == null) {
                forgetWithItems(change.before());
            } else {
                put(change.before(), change.after());
            }
        }
        return true;
    }

    private void put(TrackedTask before, TrackedTask after) {
        if (before != null) {
            take(before);
        }
        put(after);
    }

    private void forgetWithItems(TrackedTask task) {
        take(task);
        for (String item : List.copyOf(itemsByBatch.getOrDefault(task.key(), Set.of()))) {
            take(tasks.get(item));
        }
    }

    @Override
    public synchronized List<TrackedTask> claimDue(String owner, Collection<Lane> lanes, Instant now, int most) {
        return lanes.stream()
                .map(due::get)
                .filter(queue -> queue != null && !queue.isEmpty())
                .min(Comparator.comparing(NavigableSet::first))
                .map(queue -> claim(owner, upTo(now, queue, most)))
                .orElse(List.of());
    }

    private static List<Entry> upTo(Instant now, NavigableSet<Entry> queue, int most) {
        return queue == null
                ? List.of()
                : queue.stream()
                        .limit(Math.max(0, most))
                        .takeWhile(entry -> !entry.at().isAfter(now))
                        .toList();
    }

    private List<TrackedTask> claim(String owner, List<Entry> entries) {
        List<TrackedTask> claimed = new ArrayList<>();
        for (Entry entry : entries) {
            TrackedTask task = tasks.get(entry.key());
            TrackedTask owned = task.claimedBy(owner);
            put(task, owned);
            claimed.add(owned);
        }
        return claimed;
    }

    @Override
    public synchronized List<TrackedTask> claimDuePerishing(
            String owner, Collection<Lane> lanes, Instant now, int most) {
        Entry urgent = new Entry(TaskStore.urgent(now), "");
        for (Lane lane : lanes) {
            List<Entry> first = perishable.getOrDefault(lane.account(), new TreeSet<>()).headSet(urgent).stream()
                    .filter(entry -> isDue(tasks.get(entry.key()), lane, now))
                    .limit(Math.max(0, most))
                    .toList();
            if (!first.isEmpty()) {
                return claim(owner, first);
            }
        }
        return List.of();
    }

    private static boolean isDue(TrackedTask task, Lane lane, Instant now) {
        return task.isPollable()
                && task.lane().equals(lane)
                && !task.polling().next().isAfter(now);
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
    public synchronized List<TrackedTask> claimDeliverable(String owner, Lane lane, Instant now, int most) {
        Entry urgent = new Entry(TaskStore.urgent(now), "");
        List<Entry> first = perishing.getOrDefault(lane, new TreeSet<>()).headSet(urgent).stream()
                .filter(entry -> !tasks.get(entry.key()).delivery().next().isAfter(now))
                .limit(Math.max(0, most))
                .toList();
        List<TrackedTask> claimed = claim(owner, first);
        claimed.addAll(claim(owner, upTo(now, deliverable.get(lane), most - claimed.size())));
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
    public synchronized List<TrackedTask> perished(Instant before, int most) {
        return perishable.values().stream()
                .flatMap(entries -> entries.headSet(new Entry(before, "")).stream())
                .sorted()
                .limit(most)
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

    @Override
    public synchronized Optional<Instant> charge(String account, String charge, Window budget, Instant now) {
        NavigableSet<Entry> taken = charges.computeIfAbsent(account, one -> new TreeSet<>());
        Instant since = now.minus(budget.length());
        while (!taken.isEmpty() && !taken.first().at().isAfter(since)) {
            taken.pollFirst();
        }
        if (taken.size() >= budget.requests()) {
            return Optional.of(taken.first().at().plus(budget.length()));
        }
        taken.add(new Entry(now, charge));
        return Optional.empty();
    }

    @Override
    public synchronized void refund(String account, String charge) {
        charges.getOrDefault(account, new TreeSet<>())
                .removeIf(entry -> entry.key().equals(charge));
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
        if (task.owner() != null) {
            keysByOwner.computeIfAbsent(task.owner(), owner -> new HashSet<>()).add(task.key());
        }
        if (task.isPollable()) {
            add(due, task.lane(), task.polling().next(), task);
        }
        if (task.isDeliverable()) {
            add(deliverable, task.lane(), task.delivery().next(), task);
            if (task.perishableSince() != null) {
                add(perishing, task.lane(), task.perishableSince(), task);
            }
        }
        if (task.retainedSince() != null) {
            retained.add(new Entry(task.retainedSince(), task.key()));
        }
        if (task.perishableSince() != null) {
            add(perishable, task.lane().account(), task.perishableSince(), task);
        }
        count(task, 1);
    }

    private static <K> void add(Map<K, NavigableSet<Entry>> queues, K whose, Instant at, TrackedTask task) {
        queues.computeIfAbsent(whose, one -> new TreeSet<>()).add(new Entry(at, task.key()));
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
        if (task.owner() != null) {
            keysByOwner.computeIfPresent(task.owner(), (owner, keys) -> {
                keys.remove(task.key());
                return keys.isEmpty() ? null : keys;
            });
        }
        if (task.isPollable()) {
            remove(due, task.lane(), task.polling().next(), task);
        }
        if (task.isDeliverable()) {
            remove(deliverable, task.lane(), task.delivery().next(), task);
            if (task.perishableSince() != null) {
                remove(perishing, task.lane(), task.perishableSince(), task);
            }
        }
        if (task.retainedSince() != null) {
            retained.remove(new Entry(task.retainedSince(), task.key()));
        }
        if (task.perishableSince() != null) {
            remove(perishable, task.lane().account(), task.perishableSince(), task);
        }
        count(task, -1);
    }

    private static <K> void remove(Map<K, NavigableSet<Entry>> queues, K whose, Instant at, TrackedTask task) {
        NavigableSet<Entry> queue = queues.get(whose);
        if (queue != null) {
            queue.remove(new Entry(at, task.key()));
            if (queue.isEmpty()) {
                queues.remove(whose);
            }
        }
    }

    private void count(TrackedTask task, int change) {
        if (task.isOutstanding()) {
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
