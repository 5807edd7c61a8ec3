package io.github.camelclaid.task;

import io.github.camelclaid.client.TaskFamily;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Remembers tasks. The promises of the component are as good as its store: what {@link #change} has returned for must
 * outlast whatever the store claims to survive.
 *
 * <p>An item of a batch is remembered as long as its batch: it goes when the batch is forgotten or pruned, and not before.
 *
 * <p>Safe for use by any thread; calls may block. No call takes longer the more tasks are remembered, but for an index's
 * logarithm.
 */
public interface TaskStore {

    /** One line for the log of the promises that this store cannot keep, or empty if it keeps them all. */
    Optional<String> caveat();

    Optional<TrackedTask> find(String key);

    /** The task with this id; of a batch that is split the batch, not an item. */
    Optional<TrackedTask> findByTaskId(String account, TaskFamily family, long taskId);

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
     * @param before what is remembered under it; null for nothing
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
     * The accepted task of these lanes whose poll is most overdue, if any is due. Nobody else gets it until it is
     * {@linkplain #replace replaced}.
     */
    Optional<TrackedTask> claimDue(Collection<Lane> lanes, Instant now);

    /** When the next poll of these lanes is due; may lie in the past. */
    Optional<Instant> nextDue(Collection<Lane> lanes);

    /**
     * Tasks of a lane that are over and may be delivered now, those that have waited longest first. Nobody else gets
     * them until they are {@linkplain #replace replaced}.
     */
    List<TrackedTask> claimDeliverable(Lane lane, Instant now, int most);

    /** When the next delivery of a lane may be tried; may lie in the past. */
    Optional<Instant> nextDeliverable(Lane lane);

    /**
     * Forgets the tasks that were acknowledged, failed or expired before {@code before}, with their items. One whose fate
     * is unknown is never forgotten by itself, and an item not before its batch.
     */
    void prune(Instant before);

    /**
     * The tasks whose files at Claid were made before {@code before} and that still need them: staged, accepted, or done
     * and not acknowledged.
     */
    List<TrackedTask> perished(Instant before);

    /** When the files of that task of an account were made that is next to {@linkplain #perished perish}. */
    Optional<Instant> oldestPerishable(String account);

    /** How many tasks of an account are in which state; acknowledged ones are left out, and items: their batch counts. */
    Map<TaskState, Integer> outstanding(String account);

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
            TrackedTask after = change.apply(before.get());
            if (after == before.get() || replace(before.get(), after)) {
                return Optional.of(after);
            }
        }
    }
}
