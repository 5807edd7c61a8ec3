package io.github.camelclaid.task;

import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.task.TrackedTask.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Once a minute, forgets what nobody needs any more and ends what Claid has forgotten. */
final class Housekeeping implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final TaskStore store;
    private final Engine engine;
    private final Duration retention;
    private final Predicate<TrackedTask> isUnderWay;
    private final Consumer<TrackedTask> whenExpired;
    private final ScheduledFuture<?> rounds;

    /**
     * @param isUnderWay whether somebody is about to send a task: then it is left alone
     * @param whenExpired told of each task that has expired
     */
    Housekeeping(
            TaskStore store,
            Engine engine,
            Duration retention,
            Predicate<TrackedTask> isUnderWay,
            Consumer<TrackedTask> whenExpired) {
        this.store = store;
        this.engine = engine;
        this.retention = retention;
        this.isUnderWay = isUnderWay;
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
            store.prune(now().minus(retention));
            store.perished(now().minus(TrackedTask.RESULT_LIFE)).forEach(this::end);
        } catch (RuntimeException e) {
            LOG.warn("Claid: tasks that are past could not be cleared away, tried again in a minute", e);
        }
    }

    private void end(TrackedTask task) {
        if (task.state() == TaskState.STAGED) {
            if (!isUnderWay.test(task)) {
                store.forget(task);
            }
            return;
        }
        String reason = task.state() == TaskState.ACCEPTED
                ? "it was not seen finished within 24 hours"
                : "its result was not collected within 24 hours";
        ClaidTask last = task.outcome() == null ? null : task.outcome().task();
        TrackedTask expired = task.over(TaskState.EXPIRED, new Outcome(last, reason, now()));
        // of a batch that is told once, however many of its items are left
        if (store.replace(task, expired) && task.item() == null) {
            whenExpired.accept(expired);
        }
    }

    private Instant now() {
        return engine.clock().instant();
    }
}
