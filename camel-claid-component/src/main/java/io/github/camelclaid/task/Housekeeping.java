package io.github.camelclaid.task;

import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.task.TrackedTask.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Once a minute, forgets what nobody needs any more, ends what Claid has forgotten, and keeps what was learned. */
final class Housekeeping implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final int SOME = 500;

    private final TaskStore store;
    private final Engine engine;
    private final Duration retention;
    private final PollSchedule schedule;
    private final Consumer<TrackedTask> whenExpired;
    private final ScheduledFuture<?> rounds;

    /**
     * @param whenExpired told of each task that has expired
     */
    Housekeeping(
            TaskStore store,
            Engine engine,
            Duration retention,
            PollSchedule schedule,
            Consumer<TrackedTask> whenExpired) {
        this.store = store;
        this.engine = engine;
        this.retention = retention;
        this.schedule = schedule;
        this.whenExpired = whenExpired;
        long interval = INTERVAL.toMillis();
        this.rounds = engine.timer()
                .scheduleWithFixedDelay(
                        () -> engine.workers().execute(this::goRound), interval, interval, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        rounds.cancel(false);
    }

    private void goRound() {
        try {
            schedule.keep();
            store.prune(now().minus(retention));
            Instant made = now().minus(TrackedTask.RESULT_LIFE);
            List<TrackedTask> some = store.perished(made, SOME);
            // ends, too, where all of them are in somebody's hands
            while (some.stream().filter(this::end).count() == SOME) {
                some = store.perished(made, SOME);
            }
        } catch (RuntimeException e) {
            LOG.warn("Claid: tasks that are past could not be cleared away, tried again in a minute", e);
        }
    }

    /** @return false if it is left to whoever has it now */
    private boolean end(TrackedTask task) {
        if (task.owner() != null) {
            return false;
        }
        if (task.state() == TaskState.STAGED) {
            return store.forget(task);
        }
        boolean wasCollected =
                task.lane().mode() == Mode.AWAITED && task.delivery().attempts() > 0;
        if (wasCollected) {
            // who is owed it still has not come back, and it cannot be had any more
            return store.replace(task, task.delivering(task.delivery().acknowledged(now())));
        }
        String reason = task.state() == TaskState.ACCEPTED
                ? "it was not seen finished within 24 hours"
                : "its result was not collected within 24 hours";
        ClaidTask last = task.outcome() == null ? null : task.outcome().task();
        TrackedTask expired = task.over(TaskState.EXPIRED, new Outcome(last, reason, now()));
        boolean isWritten = store.replace(task, expired);
        // of a batch that is told once, however many of its items are left
        if (isWritten && task.item() == null) {
            whenExpired.accept(expired);
        }
        return isWritten;
    }

    private Instant now() {
        return engine.clock().instant();
    }
}
