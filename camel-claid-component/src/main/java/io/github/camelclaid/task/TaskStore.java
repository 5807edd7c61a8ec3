package io.github.camelclaid.task;

import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.quota.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Remembers tasks, and who does something with them. The promises of the component are as good as its store: what {@link
 * #change} has returned for must outlast whatever the store claims to survive.
 *
 * <p>Trackers that share a store, in one process or in many, are told apart by their owner's name, a new one for each
 * life. A task that has an owner is left alone by all others. An owner that has died is {@linkplain #bury buried} by
 * whoever notices; what it left behind are {@linkplain #orphans}.
 *
 * <p>An item of a batch is remembered as long as its batch: it goes when the batch is forgotten or pruned, and not before.
 *
 * <p>Safe for use by any thread; calls may block, and fail with {@link TaskStoreException}. No call takes longer the more
 * tasks are remembered, but for an index's logarithm, and {@link #outstanding}, which counts.
 */
public interface TaskStore extends AutoCloseable {

    /** A result that perishes within this time is delivered before all others. */
    Duration URGENT = Duration.ofHours(2);

    /** What is older perishes within {@link #URGENT}. */
    static Instant urgent(Instant now) {
        return now.minus(TrackedTask.RESULT_LIFE).plus(URGENT);
    }

    /** One line for the log of the promises that this store cannot keep, or empty if it keeps them all. */
    Optional<String> caveat();

    /**
     * Makes the store ready for use; a second call does nothing.
     *
     * @throws IllegalStateException if it cannot be used as it is; the message says what to do
     */
    default void open() {}

    /** Frees what {@link #open} has taken; a second call does nothing. */
    @Override
    default void close() {}

    /**
     * Says that an account's tasks are kept here.
     *
     * @param baseUrl where its tasks are
     * @return the names of other accounts with tasks here
     * @throws IllegalStateException if tasks of that name are somewhere else: ids of two servers must not mix
     */
    Set<String> register(String account, String baseUrl);

    /**
     * Says that an owner lives.
     *
     * @param lease how long it may be silent before it is taken for dead
     * @return what all that live said last
     */
    Map<String, Heartbeat> beat(String owner, Duration lease);

    /** @param number changes whenever its owner says that it lives */
    record Heartbeat(long number, Duration lease) {}

    /** An owner is dead, or leaves: it is not told by {@link #beat} any more, and its tasks are orphans. */
    void bury(String owner);

    /** Some of an account's tasks whose owner is not among those that live. */
    List<TrackedTask> orphans(String account, int most);

    /** @throws TaskStoreException also where what is remembered cannot be read; that of other keys can */
    Optional<TrackedTask> find(String key);

    /** Those of the keys that are remembered, in no order; what cannot be read is left out. */
    List<TrackedTask> find(Collection<String> keys);

    /** The task with this id; of a batch that is split the batch, not an item. */
    Optional<TrackedTask> findByTaskId(String account, TaskFamily family, long taskId);

    /** Some of an account's outstanding tasks in a state, in the order of their keys, from after a key on. */
    List<TrackedTask> inState(String account, TaskState state, String after, int most);

    /**
     * Makes all of these changes or none; nobody sees some of them without the others.
     *
     * @param changes of different keys
     * @return false if one of them does not fit what is remembered, and nothing changed
     */
    boolean change(List<Change> changes);

    /**
     * What becomes of a key.
     *
     * @param before what is remembered under it, to be told by its stamp; null for nothing
     * @param after what will be; null for nothing
     */
    record Change(TrackedTask before, TrackedTask after) {

        String key() {
            return before == null ? after.key() : before.key();
        }
    }

    /** @return false if the key is taken, and nothing changed */
    default boolean remember(TrackedTask task) {
        return change(List.of(new Change(null, task)));
    }

    /** @return false if {@code before} is not what is remembered any more, and nothing changed */
    default boolean replace(TrackedTask before, TrackedTask after) {
        return change(List.of(new Change(before, after)));
    }

    /** @return false if {@code task} is not what is remembered any more, and nothing changed */
    default boolean forget(TrackedTask task) {
        return change(List.of(new Change(task, null)));
    }

    /**
     * Accepted tasks whose poll is due, all of the lane with the one that is most overdue. They have this owner from now
     * on, and are told as they are then: who gives one up at the same time may have taken away when it is due.
     */
    List<TrackedTask> claimDue(String owner, Collection<Lane> lanes, Instant now, int most);

    /**
     * Of the accepted tasks whose poll is due those of one of the lanes whose results perish within {@link #URGENT}, the
     * oldest first. They have this owner from now on. May look at all that perishes within that time.
     */
    List<TrackedTask> claimDuePerishing(String owner, Collection<Lane> lanes, Instant now, int most);

    /** When the next poll of these lanes is due; may lie in the past. */
    Optional<Instant> nextDue(Collection<Lane> lanes);

    /**
     * Tasks of a lane that are over and may be delivered now: first those whose results are about to perish ({@link
     * #URGENT}), then those that have waited longest. They have this owner from now on.
     */
    List<TrackedTask> claimDeliverable(String owner, Lane lane, Instant now, int most);

    /** When the next delivery of a lane may be tried; may lie in the past. */
    Optional<Instant> nextDeliverable(Lane lane);

    /**
     * Forgets the tasks that were acknowledged, failed or expired before {@code before}, with their items. One whose fate
     * is unknown is never forgotten by itself, and an item not before its batch.
     */
    void prune(Instant before);

    /**
     * Some of the tasks, the oldest, whose files at Claid were made before {@code before} and that still need them:
     * staged, accepted, or done and not acknowledged.
     */
    List<TrackedTask> perished(Instant before, int most);

    /** When the files of that task of an account were made that is next to {@linkplain #perished perish}. */
    Optional<Instant> oldestPerishable(String account);

    /** How many tasks of an account are in which state; acknowledged ones are left out, and items: their batch counts. */
    Map<TaskState, Integer> outstanding(String account);

    /**
     * Takes one charge out of an account's budget, which all who share the store share.
     *
     * @param charge a new name, of 1 to 36 characters
     * @return empty if it was taken; else when the next one is free
     */
    Optional<Instant> charge(String account, String charge, Window budget, Instant now);

    /** Puts a charge back that was not spent; one that is not there any more changes nothing. */
    void refund(String account, String charge);

    /** Whether other processes may use the store, too: then they share the quota of an account by {@link #reserve}. */
    default boolean isShared() {
        return false;
    }

    /**
     * Takes the next times at which requests of an account may be sent, that nobody has taken; by the store's clock.
     *
     * @param requests how many, 1 or more
     * @param spacing from one to the next
     * @return how long it is from now until the first of them
     */
    default Duration reserve(String account, int requests, Duration spacing) {
        return Duration.ZERO;
    }

    /** What was {@linkplain #learn learned} for an account; nothing where the store does not outlast the process. */
    default Map<String, String> learned(String account) {
        return Map.of();
    }

    /** Keeps what was learned about kinds of edits, in place of what was learned about them before. */
    default void learn(String account, Map<String, String> durationsByKind) {}

    /**
     * Applies a change to what is remembered under a key, again if somebody else was faster.
     *
     * @param change gets the present task, returns the next one, or the same one for no change
     * @return what is remembered afterwards; empty if nothing is remembered under the key
     */
    default Optional<TrackedTask> update(String key, UnaryOperator<TrackedTask> change) {
        while (true) {
            Optional<TrackedTask> before = find(key);
            if (before.isEmpty()) {
                return before;
            }
            TrackedTask after = Objects.requireNonNull(change.apply(before.get()));
            if (after == before.get() || replace(before.get(), after)) {
                return Optional.of(after);
            }
        }
    }
}
