package io.github.camelclaid.task;

import io.github.camelclaid.client.ClaidClient;
import io.github.camelclaid.client.ClaidInvalidRequestException;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.ClaidTaskTimeoutException;
import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.client.TaskStatus;
import io.github.camelclaid.quota.Purpose;
import io.github.camelclaid.task.TrackedTask.Acceptance;
import io.github.camelclaid.task.TrackedTask.Batch;
import io.github.camelclaid.task.TrackedTask.Delivery;
import io.github.camelclaid.task.TrackedTask.Outcome;
import io.github.camelclaid.task.TrackedTask.Polling;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Submits edits, polls what is due, and tells who waits. A wish is looked up by its key first: one that is remembered is
 * joined, and only one that is not is paid for.
 *
 * <p>Safe for use by any thread. Nothing here blocks but the store; no task has a thread.
 */
public final class TaskTracker implements AutoCloseable {

    private static final int MOST_CHARGED_ATTEMPTS = 3;

    private final TaskStore store;
    private final Engine engine;
    private final Doors doors;
    private final Submitter submitter;
    private final Poller poller;
    private final VersionChoice versions;

    private final Waiters waiters = new Waiters();
    private final Deliveries deliveries;
    private final Set<Lane> awaitedLanes = ConcurrentHashMap.newKeySet();
    private final Housekeeping housekeeping;
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
        this.versions = versions;
        this.doors = Doors.open(engine.clock());
        this.submitter = new Submitter(store, client, versions, engine, doors, new Wishes());
        this.poller = new Poller(store, client, versions, schedule, engine, doors, new Interest());
        this.deliveries = new Deliveries(store, engine, poller::wake);
        this.housekeeping = new Housekeeping(
                store, engine, retention, task -> submitter.underWay(task.key()).isPresent(), expired -> {
                    engine.tallies().of(expired).over(expired);
                    over(expired);
                });
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
    public Waiting await(Lane lane, TaskFamily family, long taskId, Duration timeout) {
        Optional<TrackedTask> known = store.findByTaskId(lane.account(), family, taskId);
        String key = known.map(TrackedTask::key)
                .orElseGet(() -> new TaskKey(family.noun() + "-" + taskId, "", false).in(lane));
        // the task may be one that was submitted for consumers, or awaited under another name
        awaitedLanes.add(known.map(TrackedTask::lane).orElse(lane));
        return waiting(key, true, waiting -> {
            if (closed) {
                throw stopped();
            }
            if (known.isEmpty()) {
                Acceptance elsewhere = new Acceptance(family, taskId, versions.current(), now(), null);
                store.remember(TrackedTask.adopted(key, lane, elsewhere));
            }
            join(waiting, store.find(key).orElseThrow(TaskTracker::forgotten), timeout);
        });
    }

    /**
     * One question for a task's status, at the cost of one request.
     *
     * @param lane on whose behalf it is asked
     */
    public CompletableFuture<ClaidTask> status(Lane lane, TaskFamily family, long taskId) {
        Tally tally = engine.tallies().of(lane.name());
        return store.findByTaskId(lane.account(), family, taskId)
                .map(task -> poller.ask(tally, task.acceptance()))
                .orElseGet(() -> poller.ask(tally, family, taskId));
    }

    /** The consumers' side of it. */
    public Deliveries deliveries() {
        return deliveries;
    }

    /** What holds requests back at the moment. */
    public Optional<Trouble> trouble() {
        return doors.trouble();
    }

    /** How many tasks are in which state, acknowledged ones left out. */
    public Map<TaskState, Integer> outstanding(String account) {
        return store.outstanding(account);
    }

    /** How long the account's oldest task has waited that is paid and not collected; empty if there is none. */
    public Optional<Duration> ageOfOldest(String account) {
        return store.oldestPerishable(account).map(since -> Duration.between(since, now()));
    }

    /** How many wishes wait for their turn to be sent. */
    public int queued(Purpose call) {
        return submitter.queued(call);
    }

    /** What this node has done since it started. */
    public Tallies tallies() {
        return engine.tallies();
    }

    /**
     * Sends nothing more. What waits to be sent is dropped, and whoever waits for it is told; who waits for an accepted
     * task, which stays remembered, withdraws.
     */
    @Override
    public void close() {
        closed = true;
        housekeeping.close();
        poller.close();
        submitter.close();
    }

    /** Ends when the charged calls that are under way have been answered and written down. */
    public CompletableFuture<Void> idle() {
        return submitter.idle();
    }

    /** How many keys somebody on this node waits for, or has got and neither acknowledged nor withdrawn from. */
    int waiting() {
        return waiters.keys();
    }

    void acknowledged(Waiting waiting) {
        waiters.remove(waiting);
        store.update(waiting.key(), task -> {
            if (task.lane().mode() == Mode.SUBMITTED || !task.isDone()) {
                return task;
            }
            // whoever came meanwhile is owed it, too
            int owed = Math.max(task.delivery().owed() - 1, waiters.count(task.key()));
            return task.delivering(
                    new Delivery(Math.max(0, owed), task.delivery().attempts(), null, owed > 0 ? null : now()));
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
                        ? task.polled(task.polling().at(null))
                        : task);
        if (waiters.count(waiting.key()) > 0) {
            // somebody came meanwhile, and may have found it still polled
            store.update(waiting.key(), this::wanted);
            poller.wake();
        }
    }

    private Waiting want(Submission asked, boolean untilOver) {
        Submission wish = asked.policy().duplicates() == SubmitPolicy.Duplicates.allow
                ? asked.under(asked.key().unique())
                : asked;
        if (wish.lane().mode() == Mode.AWAITED) {
            awaitedLanes.add(wish.lane());
        }
        return waiting(wish.key().in(wish.lane()), untilOver, waiting -> decide(waiting, wish));
    }

    private Waiting waiting(String key, boolean untilOver, Start start) {
        Waiting waiting = new Waiting(this, key, untilOver);
        waiters.add(waiting);
        // one that got no result, or only waited for the acceptance, has nothing to acknowledge
        waiting.result().whenComplete((task, failure) -> {
            if (failure != null || !untilOver) {
                waiters.remove(waiting);
            }
        });
        begin(waiting, start);
        return waiting;
    }

    private static void begin(Waiting waiting, Start start) {
        try {
            start.of(waiting);
        } catch (ClaidInvalidRequestException | RuntimeException e) {
            waiting.fail(e);
        }
    }

    private interface Start {
        void of(Waiting waiting) throws ClaidInvalidRequestException;
    }

    private void decide(Waiting waiting, Submission wish) throws ClaidInvalidRequestException {
        boolean decided = false;
        while (!decided) {
            if (closed) {
                throw stopped();
            }
            Optional<TrackedTask> known = store.find(waiting.key());
            decided = known.isPresent() ? takeUp(waiting, wish, known.get()) : bring(waiting, wish, null);
        }
    }

    private static IllegalStateException stopped() {
        return new IllegalStateException("the component stops; what Claid has accepted stays remembered");
    }

    private static IllegalStateException forgotten() {
        return new IllegalStateException("the task was forgotten a moment ago");
    }

    /** @return false if the task has changed meanwhile, so that the decision has to be made anew */
    private boolean takeUp(Waiting waiting, Submission wish, TrackedTask known) throws ClaidInvalidRequestException {
        requireSameRequest(wish.key(), known.fingerprint());
        if (known.state() == TaskState.ACCEPTED) {
            engine.tallies().of(known).reused(Reuse.JOINED);
            join(waiting, known, wish.policy().taskTimeout());
            return true;
        }
        if (known.state().isOver()) {
            return isPaidAnew(known, wish) ? bring(waiting, wish, known) : answer(waiting, wish, known);
        }
        if (known.state().isBeforeSubmit() || submitter.underWay(known.key()).isPresent()) {
            return bring(waiting, wish, known);
        }
        // something was sent, and whoever would know what became of it is gone
        Outcome unknown = new Outcome(null, "whoever sent it has vanished", now());
        TrackedTask vanished = known.charged().over(TaskState.UNKNOWN, unknown);
        if (store.replace(known, vanished)) {
            engine.tallies().of(vanished).over(vanished);
        }
        return false;
    }

    private static void requireSameRequest(TaskKey key, String fingerprint) throws ClaidInvalidRequestException {
        if (!fingerprint.equals(key.fingerprint())) {
            throw new ClaidInvalidRequestException(
                    "the key " + key.value() + " already stands for another request: a key names one request",
                    "CamelClaidTaskKey",
                    key.value(),
                    "the same request, or another key");
        }
    }

    private boolean isPaidAnew(TrackedTask known, Submission wish) {
        SubmitPolicy policy = wish.policy();
        boolean mayTryAgain = known.charges() < MOST_CHARGED_ATTEMPTS + (known.staging() == null ? 0 : 1);
        return switch (known.state()) {
            case UNKNOWN -> policy.onUnknown() == SubmitPolicy.OnUnknown.resubmit && mayTryAgain;
            case EXPIRED -> false;
            default -> {
                if (known.isEmptyBatch()) {
                    // nothing was edited; by now there may be pictures in the folder
                    yield true;
                }
                if (!known.isDone()) {
                    yield policy.onFailed() == SubmitPolicy.OnFailed.resubmit && mayTryAgain;
                }
                boolean reusable = policy.duplicates() == SubmitPolicy.Duplicates.reuse
                        && wish.key().identified();
                yield known.isAcknowledged() && !(reusable && known.isResultAlive(now()));
            }
        };
    }

    /**
     * Brings a wish to Claid, unless somebody does already. Only the one who holds the walk writes and sends: two who
     * want the same at the same instant pay once.
     *
     * @param known what is remembered of it; null for nothing
     * @return false if that has changed meanwhile
     */
    private boolean bring(Waiting waiting, Submission wish, TrackedTask known) throws ClaidInvalidRequestException {
        Walk walk = new Walk(waiting.key(), wish);
        Optional<Walk> other = submitter.claim(walk);
        if (other.isPresent()) {
            requireSameRequest(wish.key(), other.get().submission().key().fingerprint());
            follow(waiting, wish, other.get());
            return true;
        }
        if (known != null && !known.state().isOver() && !known.state().isBeforeSubmit()) {
            // its sender has just gone: what it left behind says more than what was read before
            submitter.giveUp(walk);
            return false;
        }
        TrackedTask next = known == null
                ? TrackedTask.intent(
                        waiting.key(), wish.lane(), wish.key().fingerprint(), wish.carried(), Batch.of(wish.request()))
                : known.again(wish.carried());
        boolean written = false;
        try {
            written = known == null ? store.remember(next) : store.replace(known, next);
        } finally {
            if (!written) {
                submitter.giveUp(walk);
            }
        }
        if (written) {
            submitter.start(walk, next);
            follow(waiting, wish, walk);
        }
        return written;
    }

    /** From the ledger, at no charge. */
    private boolean answer(Waiting waiting, Submission wish, TrackedTask known) {
        if (known.lane().mode() == Mode.SUBMITTED && known.isAcknowledged() && known.isDone()) {
            Delivery anew = new Delivery(0, 0, now(), null);
            if (!store.replace(known, known.carrying(wish.carried()).delivering(anew))) {
                return false;
            }
            over(known);
        }
        store.update(known.key(), this::owed);
        engine.tallies().of(known).reused(Reuse.REPLAYED);
        waiting.tell(known);
        return true;
    }

    private void follow(Waiting waiting, Submission wish, Walk walk) {
        walk.arrival()
                .whenComplete((task, failure) -> begin(waiting, follower -> {
                    if (failure == null) {
                        if (wish != walk.submission()) {
                            engine.tallies().of(task).reused(Reuse.JOINED);
                        }
                        join(waiting, task, wish.policy().taskTimeout());
                    } else if (isNoneOfIts(failure, wish, walk) && !waiting.isEnded()) {
                        decide(waiting, wish);
                    } else {
                        waiting.fail(failure);
                    }
                }));
    }

    /** Whether a walk ended for a reason that does not concern others who want the same. */
    private static boolean isNoneOfIts(Throwable failure, Submission wish, Walk walk) {
        boolean isFile = failure instanceof IOException || failure instanceof ClaidInvalidRequestException;
        return failure instanceof Walk.GivenUpException || isFile && wish != walk.submission();
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
        waiting.tell(store.update(task.key(), this::wanted).orElse(task));
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
                : task.polling().at(now());
        return owed.polled(first);
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
        TaskStatus status = task.map(TaskTracker::lastStatus).orElse(null);
        Duration elapsed = Duration.between(waiting.since(), now());
        // a result that came a moment ago stays, and is acknowledged or withdrawn by whoever gets it
        if (waiting.fail(new ClaidTaskTimeoutException(id, status, elapsed))) {
            waiting.withdraw();
        }
    }

    private static TaskStatus lastStatus(TrackedTask task) {
        ClaidTask answer = task.lastAnswer();
        TaskStatus first = answer == null ? null : answer.status();
        return task.polling().status() == null ? first : task.polling().status();
    }

    private void accepted(TrackedTask task) {
        boolean isForConsumers = task.lane().mode() == Mode.SUBMITTED
                && store.update(task.key(), this::wanted).isPresent();
        if (isForConsumers) {
            poller.wake();
            deliveries.warnUnlessConsumed(task.lane());
        }
    }

    private void over(TrackedTask task) {
        waiters.of(task.key()).forEach(waiting -> waiting.tell(task));
        if (task.lane().mode() == Mode.SUBMITTED) {
            deliveries.wake(task.lane());
        }
    }

    private Instant now() {
        return engine.clock().instant();
    }

    private final class Wishes implements Submitter.Listener {

        @Override
        public boolean isWaitedFor(String key) {
            return waiters.count(key) > 0;
        }

        @Override
        public void accepted(TrackedTask task) {
            TaskTracker.this.accepted(task);
        }
    }

    private final class Interest implements Poller.Listener {

        @Override
        public Collection<Lane> lanes() {
            List<Lane> lanes = new ArrayList<>(awaitedLanes);
            lanes.addAll(deliveries.lanes());
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
