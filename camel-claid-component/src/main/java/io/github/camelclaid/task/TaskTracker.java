package io.github.camelclaid.task;

import io.github.camelclaid.client.ClaidClient;
import io.github.camelclaid.client.ClaidInvalidRequestException;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.ClaidTaskTimeoutException;
import io.github.camelclaid.client.TaskStatus;
import io.github.camelclaid.task.TrackedTask.Acceptance;
import io.github.camelclaid.task.TrackedTask.Delivery;
import io.github.camelclaid.task.TrackedTask.Outcome;
import io.github.camelclaid.task.TrackedTask.Polling;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits edits, polls what is due, and tells who waits. A wish is looked up by its key first: one that is remembered is
 * joined, and only one that is not is paid for.
 *
 * <p>Safe for use by any thread. Nothing here blocks but the store; no task has a thread.
 */
public final class TaskTracker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TaskTracker.class);
    private static final int MOST_CHARGED_ATTEMPTS = 3;
    private static final Duration HOUSEKEEPING = Duration.ofMinutes(1);
    private static final Duration PATIENCE_FOR_A_CONSUMER = Duration.ofSeconds(30);

    private final TaskStore store;
    private final Engine engine;
    private final Duration retention;
    private final Doors doors;
    private final Submitter submitter;
    private final Poller poller;
    private final VersionChoice versions;

    private final Waiters waiters = new Waiters();
    private final Map<Lane, Collection<Runnable>> consumers = new ConcurrentHashMap<>();
    private final Set<Lane> awaitedLanes = ConcurrentHashMap.newKeySet();
    private final Set<Lane> unconsumedLanes = ConcurrentHashMap.newKeySet();
    private final ScheduledFuture<?> housekeeping;
    private volatile boolean closed;

    /** @param retention how long acknowledged and failed tasks stay remembered */
    public TaskTracker(
            TaskStore store,
            ClaidClient client,
            VersionChoice versions,
            PollSchedule schedule,
            Engine engine,
            Duration retention) {
        this.store = store;
        this.engine = engine;
        this.retention = retention;
        this.versions = versions;
        this.doors = Doors.open(engine.clock());
        this.submitter = new Submitter(store, client, versions, engine, doors, this::accepted);
        this.poller = new Poller(store, client, versions, schedule, engine, doors, new Interest());
        long minutes = HOUSEKEEPING.toMillis();
        this.housekeeping = engine.timer()
                .scheduleWithFixedDelay(
                        () -> engine.workers().execute(this::keepHouse), minutes, minutes, TimeUnit.MILLISECONDS);
    }

    /** Waits until Claid has accepted the task. */
    public Waiting submit(Submission submission) {
        return want(submission, false);
    }

    /** Waits until the task is over. */
    public Waiting edit(Submission submission) {
        return want(submission, true);
    }

    /** Waits for a task that was submitted, here or elsewhere. */
    public Waiting await(Lane lane, long taskId, Duration timeout) {
        Optional<TrackedTask> known = store.findByTaskId(lane.account(), taskId);
        String key = known.map(TrackedTask::key).orElseGet(() -> new TaskKey("task-" + taskId, "", false).in(lane));
        Waiting waiting = new Waiting(this, key, true);
        if (known.isEmpty()) {
            store.remember(TrackedTask.adopted(key, lane, new Acceptance(taskId, versions.current(), now(), null)));
        }
        waiters.add(waiting);
        awaitedLanes.add(lane);
        store.find(key).ifPresent(task -> join(waiting, task, timeout));
        return waiting;
    }

    /** One question for a task's status, at the cost of one request. */
    public CompletableFuture<ClaidTask> status(String account, long taskId) {
        return store.findByTaskId(account, taskId)
                .map(task -> poller.ask(task.acceptance()))
                .orElseGet(() -> poller.ask(taskId));
    }

    /**
     * Has the tasks of a lane polled from now on.
     *
     * @param wakeUp called on any thread when one is over, must return quickly
     * @return ends it
     */
    public Runnable consume(Lane lane, Runnable wakeUp) {
        consumers.computeIfAbsent(lane, key -> new CopyOnWriteArrayList<>()).add(wakeUp);
        poller.wake();
        return () -> consumers.computeIfPresent(lane, (key, all) -> {
            all.remove(wakeUp);
            return all.isEmpty() ? null : all;
        });
    }

    /** Tasks of a lane that are over, for a consumer; each is to be acknowledged or given back. */
    public List<TrackedTask> takeDeliverable(Lane lane, int most) {
        return store.claimDeliverable(lane, now(), most);
    }

    /** The task was delivered and everything that depends on it has committed. */
    public void acknowledge(TrackedTask delivered) {
        store.update(
                delivered.key(),
                task -> task.delivering(new Delivery(0, task.delivery().attempts(), null, now())));
    }

    /** The task was not delivered; it comes again after {@code pause}. */
    public void giveBack(TrackedTask task, Duration pause, boolean attempted) {
        store.update(task.key(), before -> {
            Delivery delivery = before.delivery();
            return before.delivering(
                    new Delivery(delivery.owed(), delivery.attempts() + (attempted ? 1 : 0), now().plus(pause), null));
        });
    }

    /** The task stays remembered but is not delivered any more. */
    public void setAside(TrackedTask task) {
        store.update(
                task.key(),
                before -> before.delivering(
                        new Delivery(before.delivery().owed(), before.delivery().attempts() + 1, null, null)));
    }

    /** What holds requests back at the moment. */
    public Optional<Trouble> trouble() {
        return doors.trouble();
    }

    /** How many tasks are in which state, acknowledged ones left out. */
    public Map<TaskState, Integer> outstanding(String account) {
        return store.outstanding(account);
    }

    /** Sends nothing more. What waits to be sent is dropped, everybody who waits is told. */
    @Override
    public void close() {
        closed = true;
        housekeeping.cancel(false);
        poller.close();
        submitter.close();
    }

    /** Ends when the charged calls that are under way have been answered and written down. */
    public CompletableFuture<Void> idle() {
        return submitter.idle();
    }

    void acknowledged(Waiting waiting) {
        waiters.remove(waiting);
        store.update(waiting.key(), task -> {
            int owed = Math.max(0, task.delivery().owed() - 1);
            return task.lane().mode() == Mode.SUBMITTED || !task.isDone()
                    ? task
                    : task.delivering(new Delivery(owed, task.delivery().attempts(), null, owed == 0 ? now() : null));
        });
    }

    void withdrawn(Waiting waiting) {
        if (waiters.remove(waiting) > 0) {
            return;
        }
        submitter.withdraw(waiting.key());
        store.update(
                waiting.key(),
                task -> task.state() == TaskState.ACCEPTED && task.lane().mode() == Mode.AWAITED
                        ? task.polled(new Polling(
                                task.polling().count(), null, task.polling().missingSince()))
                        : task);
    }

    private Waiting want(Submission wish, boolean untilOver) {
        TaskKey key = wish.policy().duplicates() == SubmitPolicy.Duplicates.allow
                ? wish.key().unique()
                : wish.key();
        Waiting waiting = new Waiting(this, key.in(wish.lane()), untilOver);
        waiters.add(waiting);
        if (wish.lane().mode() == Mode.AWAITED) {
            awaitedLanes.add(wish.lane());
        }
        try {
            decide(waiting, wish, key);
        } catch (ClaidInvalidRequestException | RuntimeException e) {
            waiters.remove(waiting);
            waiting.fail(e);
        }
        return waiting;
    }

    private void decide(Waiting waiting, Submission wish, TaskKey key) throws ClaidInvalidRequestException {
        if (closed) {
            throw new IllegalStateException("the component stops, nothing is submitted any more");
        }
        boolean decided = false;
        while (!decided) {
            Optional<TrackedTask> known = store.find(waiting.key());
            decided = known.isPresent() ? takeUp(waiting, wish, key, known.get()) : startNew(waiting, wish, key);
        }
    }

    private boolean startNew(Waiting waiting, Submission wish, TaskKey key) {
        TrackedTask intent = TrackedTask.intent(waiting.key(), wish.lane(), key.fingerprint(), wish.carried());
        if (!store.remember(intent)) {
            return false;
        }
        follow(waiting, wish, submitter.start(intent, wish));
        return true;
    }

    /** @return false if the task has changed meanwhile, so that the decision has to be made anew */
    private boolean takeUp(Waiting waiting, Submission wish, TaskKey key, TrackedTask known)
            throws ClaidInvalidRequestException {
        if (!known.fingerprint().equals(key.fingerprint())) {
            throw new ClaidInvalidRequestException(
                    "the key " + key.value() + " already stands for another request (task " + known.taskId()
                            + "): a key names one request",
                    "CamelClaidTaskKey",
                    key.value(),
                    "the same request, or another key");
        }
        if (known.state() == TaskState.ACCEPTED) {
            join(waiting, known, wish.policy().taskTimeout());
            return true;
        }
        if (!known.state().isOver()) {
            Optional<CompletableFuture<TrackedTask>> walk = submitter.underWay(known.key());
            if (walk.isPresent()) {
                follow(waiting, wish, walk.get());
                return true;
            }
            return startAgain(waiting, wish, known);
        }
        return isPaidAnew(known, key, wish.policy()) ? startAgain(waiting, wish, known) : answer(waiting, wish, known);
    }

    private boolean isPaidAnew(TrackedTask known, TaskKey key, SubmitPolicy policy) {
        boolean mayTryAgain = known.charges() < MOST_CHARGED_ATTEMPTS * (known.staging() == null ? 1 : 2);
        return switch (known.state()) {
            case UNKNOWN -> policy.onUnknown() == SubmitPolicy.OnUnknown.resubmit && mayTryAgain;
            case EXPIRED -> false;
            default -> {
                if (!known.isDone()) {
                    yield policy.onFailed() == SubmitPolicy.OnFailed.resubmit && mayTryAgain;
                }
                boolean reusable = policy.duplicates() == SubmitPolicy.Duplicates.reuse && key.identified();
                yield known.isAcknowledged() && !(reusable && known.isResultAlive(now()));
            }
        };
    }

    private boolean startAgain(Waiting waiting, Submission wish, TrackedTask known) {
        TrackedTask again = known.again(wish.carried());
        if (!store.replace(known, again)) {
            return false;
        }
        follow(waiting, wish, submitter.start(again, wish));
        return true;
    }

    /** From the ledger, at no charge. */
    private boolean answer(Waiting waiting, Submission wish, TrackedTask known) {
        if (known.lane().mode() == Mode.SUBMITTED && known.isAcknowledged()) {
            Delivery anew = new Delivery(0, 0, now(), null);
            if (!store.replace(known, known.carrying(wish.carried()).delivering(anew))) {
                return false;
            }
            over(known);
            return true;
        }
        owe(known);
        waiting.tell(known);
        forgetAnswered(waiting);
        return true;
    }

    private void follow(Waiting waiting, Submission wish, CompletableFuture<TrackedTask> arrival) {
        arrival.whenComplete((task, failure) -> {
            if (failure != null) {
                waiting.fail(failure instanceof CompletionException ? failure.getCause() : failure);
                forgetAnswered(waiting);
            } else {
                join(waiting, task, wish.policy().taskTimeout());
            }
        });
    }

    /** Waits for a task that is accepted, if it is not over meanwhile. */
    private void join(Waiting waiting, TrackedTask task, Duration timeout) {
        if (waiting.isAcceptedFirst(task.acceptance().at())) {
            long left = Duration.between(now(), task.acceptance().at().plus(timeout))
                    .toMillis();
            // a task that is joined after its time-out deserves one look
            long millis = Math.max(left, Math.min(timeout.toMillis(), 10_000));
            ScheduledFuture<?> alarm = engine.timer()
                    .schedule(() -> engine.workers().execute(() -> timeOut(waiting)), millis, TimeUnit.MILLISECONDS);
            waiting.result().whenComplete((result, failure) -> alarm.cancel(false));
        }
        Optional<TrackedTask> now = store.update(task.key(), this::wanted);
        if (now.isEmpty()) {
            waiting.tell(task);
        } else {
            now.ifPresent(waiting::tell);
        }
        forgetAnswered(waiting);
        poller.wake();
    }

    private TrackedTask wanted(TrackedTask task) {
        TrackedTask owed = owed(task);
        boolean unasked = task.state() == TaskState.ACCEPTED && task.polling().next() == null;
        if (!unasked) {
            return owed;
        }
        Polling first = task.polling().count() == 0 && task.charges() > 0
                ? poller.first()
                : new Polling(task.polling().count(), now(), task.polling().missingSince());
        return owed.polled(first);
    }

    private void owe(TrackedTask known) {
        store.update(known.key(), this::owed);
    }

    private TrackedTask owed(TrackedTask task) {
        int owed = Math.max(task.delivery().owed(), waiters.count(task.key()));
        if (task.lane().mode() == Mode.SUBMITTED || owed == task.delivery().owed()) {
            return task;
        }
        Delivery delivery = task.delivery();
        return task.delivering(new Delivery(owed, delivery.attempts(), delivery.next(), delivery.acknowledgedAt()));
    }

    private void timeOut(Waiting waiting) {
        Optional<TrackedTask> task = store.find(waiting.key());
        long id = task.map(TrackedTask::taskId).orElse(0L);
        Duration elapsed = Duration.between(waiting.since(), now());
        waiting.fail(new ClaidTaskTimeoutException(id, TaskStatus.PROCESSING, elapsed));
        waiting.withdraw();
    }

    /** A waiter that got no result, or only waited for the acceptance, has nothing to acknowledge. */
    private void forgetAnswered(Waiting waiting) {
        waiting.result().whenComplete((task, failure) -> {
            if (failure != null || !waiting.isUntilOver()) {
                waiters.remove(waiting);
            }
        });
    }

    private void accepted(TrackedTask task) {
        if (task.lane().mode() == Mode.SUBMITTED) {
            store.update(task.key(), this::wanted);
            poller.wake();
            if (!consumers.containsKey(task.lane())) {
                warnUnlessConsumed(task.lane());
            }
        }
    }

    private void warnUnlessConsumed(Lane lane) {
        if (unconsumedLanes.add(lane)) {
            engine.timer()
                    .schedule(
                            () -> {
                                if (!consumers.containsKey(lane) && !closed) {
                                    LOG.warn(
                                            "Tasks of claid:{} are submitted, but no route consumes from it: they are"
                                                    + " not asked for, and their results expire after 24 hours",
                                            lane.name());
                                }
                            },
                            PATIENCE_FOR_A_CONSUMER.toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    private void over(TrackedTask task) {
        waiters.of(task.key()).forEach(waiting -> waiting.tell(task));
        if (task.lane().mode() == Mode.SUBMITTED) {
            consumers.getOrDefault(task.lane(), List.of()).forEach(Runnable::run);
        }
    }

    private void keepHouse() {
        store.prune(now().minus(retention));
        for (TrackedTask task : store.perished(now().minus(TrackedTask.RESULT_LIFE))) {
            if (task.state() == TaskState.STAGED) {
                if (submitter.underWay(task.key()).isEmpty()) {
                    store.forget(task);
                }
            } else {
                expire(task);
            }
        }
    }

    private void expire(TrackedTask task) {
        String reason = task.state() == TaskState.ACCEPTED
                ? "it was not seen finished within 24 hours"
                : "its result was not collected within 24 hours";
        ClaidTask last = task.outcome() == null ? null : task.outcome().task();
        TrackedTask expired = task.over(TaskState.EXPIRED, new Outcome(last, reason, now()));
        if (store.replace(task, expired)) {
            over(expired);
        }
    }

    private Instant now() {
        return engine.clock().instant();
    }

    private final class Interest implements Poller.Listener {

        @Override
        public Collection<Lane> lanes() {
            List<Lane> lanes = new ArrayList<>(awaitedLanes);
            lanes.addAll(consumers.keySet());
            return lanes;
        }

        @Override
        public boolean isWanted(TrackedTask task) {
            return task.lane().mode() == Mode.SUBMITTED || waiters.count(task.key()) > 0;
        }

        @Override
        public void over(TrackedTask task) {
            TaskTracker.this.over(task);
        }

        @Override
        public void submitsMayGoOn() {
            submitter.wake();
        }
    }
}
