package io.github.camelclaid.task;

import io.github.camelclaid.task.TaskStore.Change;
import io.github.camelclaid.task.TrackedTask.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of submitted tasks to their consumers: each goes to one, and comes again until it is acknowledged.
 *
 * <p>Safe for use by any thread.
 */
public final class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final Duration PATIENCE_FOR_A_CONSUMER = Duration.ofSeconds(30);

    private final TaskStore store;
    private final Engine engine;
    private final Lease lease;
    private final Insistence insistence;
    private final Runnable whenConsumed;
    private final Map<Lane, Collection<Runnable>> consumers = new ConcurrentHashMap<>();
    private final Set<Lane> unconsumedLanes = ConcurrentHashMap.newKeySet();

    /** @param whenConsumed called when a lane has got a consumer, whose tasks are to be polled from now on */
    Deliveries(TaskStore store, Engine engine, Lease lease, Insistence insistence, Runnable whenConsumed) {
        this.store = store;
        this.engine = engine;
        this.lease = lease;
        this.insistence = insistence;
        this.whenConsumed = whenConsumed;
    }

    /**
     * Has the tasks of a lane polled from now on.
     *
     * @param wakeUp called on any thread when one is over, must return quickly
     * @return ends it
     */
    public Runnable consume(Lane lane, Runnable wakeUp) {
        consumers.compute(lane, (key, some) -> {
            Collection<Runnable> all = some == null ? new CopyOnWriteArrayList<>() : some;
            all.add(wakeUp);
            return all;
        });
        whenConsumed.run();
        return () -> consumers.computeIfPresent(lane, (key, all) -> {
            all.remove(wakeUp);
            return all.isEmpty() ? null : all;
        });
    }

    /**
     * Tasks of a lane that are over; each is to be acknowledged or given back. A batch is taken apart: its items are taken
     * one by one, by this and by other consumers, and each is acknowledged or given back by itself.
     */
    public List<TrackedTask> take(Lane lane, int most) {
        List<TrackedTask> taken = new ArrayList<>();
        Deque<TrackedTask> whole = new ArrayDeque<>();
        try {
            boolean mayBeMore = true;
            while (mayBeMore) {
                mayBeMore = false;
                whole.addAll(takeWhole(lane, most - taken.size()));
                while (!whole.isEmpty()) {
                    if (split(whole.getFirst())) {
                        mayBeMore = true;
                    } else {
                        taken.add(whole.getFirst());
                    }
                    whole.removeFirst();
                }
            }
            return taken;
        } catch (RuntimeException e) {
            // what was claimed must not stay with a node that delivers it to nobody
            whole.forEach(each -> giveBack(each, Duration.ZERO, false));
            taken.forEach(each -> giveBack(each, Duration.ZERO, false));
            throw e;
        }
    }

    /** As {@link #take}, with a batch as it is, unless it was taken apart before. */
    public List<TrackedTask> takeWhole(Lane lane, int most) {
        return store.claimDeliverable(lease.owner(), lane, now(), most);
    }

    /** @return false if there is nothing to split */
    private boolean split(TrackedTask task) {
        List<TrackedTask> items = BatchItems.of(task);
        if (items.isEmpty()) {
            return false;
        }
        List<Change> changes = new ArrayList<>();
        changes.add(new Change(task, task.split(items.size())));
        // one of an earlier life of the same batch may still be remembered
        items.forEach(item -> changes.add(new Change(store.find(item.key()).orElse(null), item)));
        // where somebody was faster, what the batch is now comes by itself
        if (store.change(changes)) {
            wake(task.lane());
        }
        return true;
    }

    /** The task was delivered and everything that depends on it has committed. */
    public void acknowledge(TrackedTask delivered) {
        if (delivered.item() != null) {
            insistence.insist(() -> acknowledgeItem(delivered));
        } else {
            change(delivered, task -> task.released().delivering(task.delivery().acknowledged(now())));
        }
    }

    /** With the last of its items the batch is acknowledged; an item counts once. */
    private void acknowledgeItem(TrackedTask delivered) {
        boolean isWritten = false;
        while (!isWritten) {
            Optional<TrackedTask> item = store.find(delivered.key()).filter(known -> isMine(known, delivered));
            if (item.isEmpty()) {
                return;
            }
            List<Change> changes = new ArrayList<>();
            changes.add(new Change(
                    item.get(),
                    item.get().released().delivering(item.get().delivery().acknowledged(now()))));
            store.find(delivered.item().batch())
                    .filter(batch -> isSame(batch, delivered) && batch.isSplit())
                    .ifPresent(batch -> changes.add(new Change(batch, lessOne(batch))));
            isWritten = store.change(changes);
        }
    }

    private TrackedTask lessOne(TrackedTask batch) {
        Owed left = batch.delivery().owed().lessOne();
        return batch.delivering(
                left.total() == 0
                        ? batch.delivery().acknowledged(now())
                        : batch.delivery().owedTo(left));
    }

    /** The task was not delivered; it comes again after {@code pause}. */
    public void giveBack(TrackedTask task, Duration pause, boolean attempted) {
        Instant next = now().plus(pause);
        change(task, before -> {
            Delivery delivery = attempted ? before.delivery().attempted() : before.delivery();
            return before.released().delivering(delivery.at(next));
        });
    }

    /** The task stays remembered but is not delivered any more. */
    public void setAside(TrackedTask task) {
        change(task, before -> before.released()
                .delivering(before.delivery().attempted().at(null)));
    }

    /**
     * Unless the route has submitted the same wish again meanwhile, so that another task stands under the key, or this node
     * was taken for dead, so that another one delivers it anew.
     */
    private void change(TrackedTask delivered, UnaryOperator<TrackedTask> next) {
        insistence.insist(
                () -> store.update(delivered.key(), task -> isMine(task, delivered) ? next.apply(task) : task));
    }

    private boolean isMine(TrackedTask known, TrackedTask delivered) {
        return isSame(known, delivered) && known.isOwnedBy(lease.owner());
    }

    private static boolean isSame(TrackedTask known, TrackedTask delivered) {
        return known.state().isOver() && Objects.equals(known.taskId(), delivered.taskId());
    }

    /** The lanes that somebody consumes. */
    Collection<Lane> lanes() {
        return consumers.keySet();
    }

    void wake(Lane lane) {
        consumers.getOrDefault(lane, List.of()).forEach(Runnable::run);
    }

    /** Once for each lane, and not before the routes have had time to start. */
    void warnUnlessConsumed(Lane lane) {
        if (!consumers.containsKey(lane) && unconsumedLanes.add(lane)) {
            engine.timer().schedule(() -> warn(lane), PATIENCE_FOR_A_CONSUMER.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void warn(Lane lane) {
        if (!consumers.containsKey(lane)) {
            LOG.warn(
                    "Tasks of claid:{} are submitted, but no route consumes from it: they are not asked for, and their"
                            + " results expire after 24 hours",
                    lane.name());
        }
    }

    private Instant now() {
        return engine.clock().instant();
    }
}
