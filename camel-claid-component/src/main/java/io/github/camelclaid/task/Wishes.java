package io.github.camelclaid.task;

import io.github.camelclaid.client.ClaidException;
import io.github.camelclaid.client.ClaidInvalidRequestException;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.ClaidTaskTimeoutException;
import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.client.TaskStatus;
import io.github.camelclaid.task.TrackedTask.Acceptance;
import io.github.camelclaid.task.TrackedTask.Delivery;
import io.github.camelclaid.task.TrackedTask.Polling;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What becomes of a wish: it is looked up by its key, joined or answered where it is remembered, and brought to Claid
 * where it is not. Who waits for a task that another node drives is told by the store.
 *
 * <p>Safe for use by any thread.
 */
final class Wishes {

    private static final int MOST_CHARGED_ATTEMPTS = 3;
    private static final Duration ONE_LOOK = Duration.ofSeconds(10);

    private final TaskStore store;
    private final Engine engine;
    private final Lease lease;
    private final Insistence insistence;
    private final Collaborators others;

    private final Waiters waiters = new Waiters();
    /** Those that wait until another node has brought their wish to Claid, or has not. */
    private final Map<Waiting, Submission> followers = new ConcurrentHashMap<>();

    private final Set<Lane> awaitedLanes = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** The rest of the tracker. */
    interface Collaborators {
        Submitter submitter();

        Poller poller();

        Deliveries deliveries();

        VersionChoice versions();
    }

    Wishes(TaskStore store, Engine engine, Lease lease, Insistence insistence, Collaborators others) {
        this.store = store;
        this.engine = engine;
        this.lease = lease;
        this.insistence = insistence;
        this.others = others;
    }

    Waiting want(Submission asked, boolean untilOver) {
        Submission wish = asked.policy().duplicates() == SubmitPolicy.Duplicates.allow
                ? asked.under(asked.key().unique())
                : asked;
        if (wish.lane().mode() == Mode.AWAITED) {
            awaitedLanes.add(wish.lane());
        }
        String key = wish.key().in(wish.lane());
        return waiting(
                new Waiting(this, key, untilOver, wish.mayReturn()), wish.policy(), waiting -> decide(waiting, wish));
    }

    Waiting await(Lane lane, TaskFamily family, long taskId, SubmitPolicy policy) {
        Optional<TrackedTask> known = store.findByTaskId(lane.account(), family, taskId);
        String key = known.map(TrackedTask::key)
                .orElseGet(() -> new TaskKey(family.noun() + "-" + taskId, "", false).in(lane));
        // the task may be one that was submitted for consumers, or awaited under another name
        awaitedLanes.add(known.map(TrackedTask::lane).orElse(lane));
        return waiting(new Waiting(this, key, true, false), policy, waiting -> {
            if (closed) {
                throw stopped();
            }
            if (known.isEmpty()) {
                Acceptance elsewhere =
                        new Acceptance(family, taskId, others.versions().current(), now(), null);
                store.remember(TrackedTask.adopted(key, lane, elsewhere));
            }
            join(waiting, store.find(key).orElseThrow(Wishes::forgotten), policy.taskTimeout());
        });
    }

    void close() {
        closed = true;
    }

    /** How many keys somebody on this node waits for, or has got and neither acknowledged nor withdrawn from. */
    int waiting() {
        return waiters.keys();
    }

    /** The lanes that somebody has waited in. */
    Set<Lane> lanes() {
        return awaitedLanes;
    }

    boolean isWaitedForHere(String key) {
        return waiters.count(key) > 0;
    }

    /** Whether anybody wants to know how a task ends, on whatever node. */
    boolean isWanted(TrackedTask task) {
        return task.lane().mode() == Mode.SUBMITTED
                || isWaitedForHere(task.key())
                || task.delivery().owed().owners().stream()
                        .anyMatch(owner -> !owner.equals(lease.owner()) && !lease.isDead(owner));
    }

    void acknowledged(Waiting waiting) {
        waiters.remove(waiting);
        insistence.insist(() -> store.update(waiting.key(), task -> {
            if (waiting.mayReturn()) {
                return committed(task);
            }
            if (task.lane().mode() == Mode.SUBMITTED || !task.isDone() || task.isAcknowledged()) {
                return task;
            }
            // whoever came meanwhile is owed it, too
            int here = waiters.count(task.key());
            Owed left = task.delivery().owed().acknowledgedAt(lease.owner(), here);
            Delivery delivery = task.delivery().attempted();
            return task.delivering(left.total() == 0 ? delivery.acknowledged(now()) : delivery.owedTo(left));
        }));
    }

    private static TrackedTask committed(TrackedTask task) {
        boolean isBeingSentAnew = !task.state().isOver() && task.acceptance() == null;
        return task.delivery().mayReturn() && !isBeingSentAnew
                ? task.delivering(task.delivery().committed())
                : task;
    }

    void withdrawn(Waiting waiting) {
        boolean isLast = waiters.remove(waiting) == 0;
        if (isLast) {
            others.submitter().withdraw(waiting.key());
        }
        insistence.insist(() -> {
            store.update(waiting.key(), this::withdrawn);
            if (isLast && isWaitedForHere(waiting.key())) {
                // somebody came meanwhile, and may have found it still polled
                store.update(waiting.key(), this::wanted);
                others.poller().wake();
            }
        });
    }

    private TrackedTask withdrawn(TrackedTask task) {
        if (task.lane().mode() == Mode.SUBMITTED || task.acceptance() == null) {
            return task;
        }
        TrackedTask left = owing(task, task.delivery().owed().leftAt(lease.owner(), waiters.count(task.key())));
        boolean isAsked = left.state() == TaskState.ACCEPTED && left.polling().next() != null;
        return isAsked && !isWanted(left) ? left.polled(left.polling().at(null)) : left;
    }

    /** Tells those who wait for it here. */
    void over(TrackedTask task) {
        waiters.of(task.key()).forEach(waiting -> waiting.tell(task));
        if (task.lane().mode() == Mode.SUBMITTED) {
            others.deliveries().wake(task.lane());
        }
    }

    /** What is for consumers is wanted whoever waits. */
    TrackedTask withFirstPoll(TrackedTask accepted) {
        return accepted.lane().mode() == Mode.SUBMITTED ? wanted(accepted) : accepted;
    }

    void accepted(TrackedTask task) {
        if (task.lane().mode() == Mode.SUBMITTED) {
            others.poller().wake();
            others.deliveries().warnUnlessConsumed(task.lane());
        }
    }

    /** Tells those who wait here what other nodes have written down. */
    void look() {
        Set<Waiting> open = Set.copyOf(waiters.open());
        Map<String, TrackedTask> known = new HashMap<>();
        Set<String> keys = open.stream()
                .map(Waiting::key)
                .filter(key -> others.submitter().underWay(key).isEmpty())
                .collect(Collectors.toSet());
        store.find(keys).forEach(task -> known.put(task.key(), task));
        for (Waiting waiting : open) {
            TrackedTask task = known.get(waiting.key());
            if (followers.containsKey(waiting)) {
                follow(waiting, task);
            } else if (task != null && task.acceptance() != null) {
                waiting.tell(task.state() == TaskState.ACCEPTED ? wantedNow(task) : task);
            }
        }
    }

    private TrackedTask wantedNow(TrackedTask task) {
        return task.polling().next() != null
                ? task
                : store.update(task.key(), this::wanted).orElse(task);
    }

    boolean hasFollowers() {
        return !followers.isEmpty();
    }

    private void follow(Waiting waiting, TrackedTask task) {
        boolean isStillElsewhere = task != null && isElsewhere(task);
        if (isStillElsewhere) {
            return;
        }
        Submission wish = followers.remove(waiting);
        if (wish != null) {
            begin(waiting, wish.policy(), follower -> decide(follower, wish));
        }
    }

    /** Whether another node is about to send it, or has sent it and does not know yet what came of it. */
    private boolean isElsewhere(TrackedTask task) {
        return task.owner() != null
                && !task.isOwnedBy(lease.owner())
                && !task.state().isOver()
                && task.state() != TaskState.ACCEPTED;
    }

    private Waiting waiting(Waiting waiting, SubmitPolicy policy, Start start) {
        waiters.add(waiting);
        waiting.result().whenComplete((task, failure) -> {
            followers.remove(waiting);
            // one that got no result, or only waited for the acceptance, has nothing to acknowledge
            if (failure != null || !waiting.isUntilOver()) {
                waiters.remove(waiting);
            }
        });
        begin(waiting, policy, start);
        return waiting;
    }

    private void begin(Waiting waiting, SubmitPolicy policy, Start start) {
        boolean waits = policy.onAccountError() == SubmitPolicy.OnAccountError.wait;
        insistence
                .insist(
                        () -> start.unchecked(waiting),
                        () -> waits && !closed && waiting.isOpen() && !waiting.isEnded())
                .whenComplete((done, trouble) -> {
                    if (trouble != null) {
                        waiting.fail(ClaidException.causeOf(trouble));
                    }
                });
    }

    private interface Start {
        void of(Waiting waiting) throws ClaidInvalidRequestException;

        default void unchecked(Waiting waiting) {
            try {
                of(waiting);
            } catch (ClaidInvalidRequestException e) {
                throw new CompletionException(e);
            }
        }
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
            if (!isPaidAnew(known, wish)) {
                return answer(waiting, wish, known);
            }
            Instant quiet = known.outcome().at().plus(lease.ofARequest());
            if (known.state() == TaskState.UNKNOWN && quiet.isAfter(now())) {
                // what was sent may still arrive
                decideAt(quiet, waiting, wish);
                return true;
            }
            return bring(waiting, wish, known);
        }
        if (isElsewhere(known)) {
            followers.put(waiting, wish);
            if (!waiting.isOpen()) {
                followers.remove(waiting);
            }
            return true;
        }
        return bring(waiting, wish, known);
    }

    private void decideAt(Instant at, Waiting waiting, Submission wish) {
        Runnable again = () -> begin(waiting, wish.policy(), later -> {
            if (!later.isEnded()) {
                decide(later, wish);
            }
        });
        engine.timer()
                .schedule(
                        () -> engine.workers().execute(again),
                        Duration.between(now(), at).toMillis() + 1,
                        TimeUnit.MILLISECONDS);
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
                boolean isTheSame = wish.isReusable() || known.delivery().mayReturn();
                yield known.isAcknowledged() && !(isTheSame && known.isResultAlive(now()));
            }
        };
    }

    /**
     * Brings a wish to Claid, unless somebody does already. Only the one who holds the walk and owns the task writes and
     * sends: two who want the same at the same instant pay once.
     *
     * @param known what is remembered of it; null for nothing
     * @return false if that has changed meanwhile
     */
    private boolean bring(Waiting waiting, Submission wish, TrackedTask known) throws ClaidInvalidRequestException {
        Walk walk = new Walk(waiting.key(), wish);
        Optional<Walk> other = others.submitter().claim(walk);
        if (other.isPresent()) {
            requireSameRequest(wish.key(), other.get().submission().key().fingerprint());
            follow(waiting, wish, other.get());
            return true;
        }
        boolean isLeftBehind =
                known != null && !known.state().isOver() && !known.state().isBeforeSubmit();
        boolean written = false;
        TrackedTask next = isLeftBehind ? known.vanished(now()) : intent(waiting, wish, known);
        try {
            written = known == null ? store.remember(next) : store.replace(known, next);
        } finally {
            if (!written || isLeftBehind) {
                others.submitter().giveUp(walk);
            }
        }
        if (!written) {
            return false;
        }
        if (isLeftBehind) {
            engine.tallies().of(next).over(next);
            UnknownTasks.warnOf(next);
            return false;
        }
        others.submitter().start(walk, next);
        follow(waiting, wish, walk);
        return true;
    }

    private TrackedTask intent(Waiting waiting, Submission wish, TrackedTask known) {
        return known == null
                ? TrackedTask.intent(waiting.key(), wish, lease.owner())
                : returnable(known.again(wish.carried(), lease.owner()), waiting);
    }

    /** From the ledger, at no charge. */
    private boolean answer(Waiting waiting, Submission wish, TrackedTask known) {
        if (known.lane().mode() == Mode.SUBMITTED && known.isAcknowledged() && known.isDone()) {
            TrackedTask anew = known.carrying(wish.carried())
                    .delivering(known.delivery().anew().at(now()));
            if (!store.replace(known, anew)) {
                return false;
            }
            over(known);
        }
        store.update(known.key(), task -> owed(returnable(task, waiting)));
        engine.tallies().of(known).reused(Reuse.REPLAYED);
        waiting.tell(known);
        return true;
    }

    private void follow(Waiting waiting, Submission wish, Walk walk) {
        walk.arrival()
                .whenComplete((task, failure) -> begin(waiting, wish.policy(), follower -> {
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
            long millis = Math.max(left, Math.min(timeout.toMillis(), ONE_LOOK.toMillis()));
            ScheduledFuture<?> alarm = engine.timer()
                    .schedule(
                            () -> engine.workers()
                                    .execute(() -> insistence.insist(() -> timeOut(waiting), waiting::isOpen)),
                            millis,
                            TimeUnit.MILLISECONDS);
            waiting.result().whenComplete((result, failure) -> alarm.cancel(false));
        }
        waiting.tell(store.update(task.key(), each -> wanted(returnable(each, waiting)))
                .orElse(task));
        others.poller().wake();
    }

    private static TrackedTask returnable(TrackedTask task, Waiting who) {
        return who.mayReturn() && !task.delivery().mayReturn()
                ? task.delivering(task.delivery().returnable())
                : task;
    }

    private TrackedTask wanted(TrackedTask task) {
        TrackedTask owed = owed(task);
        boolean unasked = task.state() == TaskState.ACCEPTED && task.polling().next() == null;
        if (!unasked) {
            return owed;
        }
        Polling first = task.polling().count() == 0 && task.charges() > 0
                ? others.poller().first(task)
                : task.polling().at(now());
        return owed.polled(first);
    }

    private TrackedTask owed(TrackedTask task) {
        if (task.lane().mode() == Mode.SUBMITTED) {
            return task;
        }
        Owed known = task.delivery().owed();
        return owing(task, known.without(lease::isDead).waitingAt(lease.owner(), waiters.count(task.key())));
    }

    private static TrackedTask owing(TrackedTask task, Owed owed) {
        return owed.equals(task.delivery().owed())
                ? task
                : task.delivering(task.delivery().owedTo(owed));
    }

    private void timeOut(Waiting waiting) {
        Optional<TrackedTask> task = store.find(waiting.key());
        long id = task.map(TrackedTask::taskId).orElse(0L);
        TaskStatus status = task.map(Wishes::lastStatus).orElse(null);
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

    private Instant now() {
        return engine.clock().instant();
    }
}
