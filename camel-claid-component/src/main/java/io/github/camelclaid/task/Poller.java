package io.github.camelclaid.task;

import io.github.camelclaid.client.ApiVersion;
import io.github.camelclaid.client.ClaidApiException;
import io.github.camelclaid.client.ClaidClient;
import io.github.camelclaid.client.ClaidException;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.client.TaskStatus;
import io.github.camelclaid.quota.Purpose;
import io.github.camelclaid.quota.Slot;
import io.github.camelclaid.task.TrackedTask.Acceptance;
import io.github.camelclaid.task.TrackedTask.Outcome;
import io.github.camelclaid.task.TrackedTask.Polling;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Claid for the tasks that somebody wants, as they come due. Whatever goes wrong with a poll only moves the next
 * one; a task ends by what Claid says of it, or by being forgotten there.
 *
 * <p>Safe for use by any thread.
 */
final class Poller {

    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
    /** A task may be unknown for a moment where it was only just accepted, and its result missing where it is only just done. */
    private static final Duration MISSING_FOR_GOOD = Duration.ofSeconds(30);

    private static final Duration MISSING_RETRY = Duration.ofSeconds(10);
    /** After an answer that could not be written down. */
    private static final Duration RECOVERY = Duration.ofSeconds(10);

    /** Then polls may be so late that results perish. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private static final int MOST_ODDITIES = 20;
    private static final int FAILURES_OF_AN_OUTAGE = 3;
    private static final int SERVER_ERRORS = 500;

    private final TaskStore store;
    private final ClaidClient client;
    private final VersionChoice versions;
    private final PollSchedule schedule;
    private final Engine engine;
    private final Lease lease;
    private final Insistence insistence;
    private final Doors doors;
    private final Listener listener;
    private final Dispatcher polls;
    private final Set<String> oddStatuses = ConcurrentHashMap.newKeySet();
    private final AtomicInteger failuresInARow = new AtomicInteger();
    /** Of the last poll of the most overdue task: while there are more tasks to ask for than slots it grows. */
    private volatile Duration lateness = Duration.ZERO;

    private volatile boolean perishingWasLast;

    /** Who wants to know. */
    interface Listener {
        Collection<Lane> lanes();

        boolean isWanted(TrackedTask task);

        void over(TrackedTask task);

        void submitsMayGoOn();

        /** How many wishes wait for their turn to be sent. */
        int queued();
    }

    Poller(
            TaskStore store,
            ClaidClient client,
            VersionChoice versions,
            PollSchedule schedule,
            Engine engine,
            Lease lease,
            Insistence insistence,
            Doors doors,
            Listener listener) {
        this.store = store;
        this.client = client;
        this.versions = versions;
        this.schedule = schedule;
        this.engine = engine;
        this.lease = lease;
        this.insistence = insistence;
        this.doors = doors;
        this.listener = listener;
        this.polls = new Dispatcher(
                Purpose.POLL,
                new Dispatcher.Work() {
                    @Override
                    public Optional<Instant> next() {
                        return store.nextDue(listener.lanes());
                    }

                    @Override
                    public CompletableFuture<?> send(Slot slot) {
                        return poll(slot);
                    }
                },
                List.of(Entrance.of(doors.polls()), Entrance.of(doors.account())),
                engine);
    }

    void wake() {
        polls.wake();
    }

    void close() {
        polls.close();
    }

    /** When a task that was accepted is first asked for. */
    Polling first(TrackedTask task) {
        return Polling.NONE.at(next(task));
    }

    private Instant next(TrackedTask task) {
        return schedule.next(task, now(), engine.pacer().price(listener.queued(), lateness));
    }

    /** The most overdue one; while polls are late, each other time one whose result perishes. */
    private List<TrackedTask> claimDue() {
        if (lateness.compareTo(LATE) > 0 && !perishingWasLast) {
            List<TrackedTask> perishing = store.claimDuePerishing(lease.owner(), listener.lanes(), now(), 1);
            perishingWasLast = !perishing.isEmpty();
            if (perishingWasLast) {
                return perishing;
            }
        }
        perishingWasLast = false;
        List<TrackedTask> due = store.claimDue(lease.owner(), listener.lanes(), now(), 1);
        lateness = due.stream()
                .map(task -> task.polling().next())
                // who withdrew as it was claimed may have taken it away
                .filter(Objects::nonNull)
                .map(this::since)
                .findFirst()
                .orElse(Duration.ZERO);
        return due;
    }

    private Duration since(Instant at) {
        Duration since = Duration.between(at, now());
        return since.isNegative() ? Duration.ZERO : since;
    }

    private CompletableFuture<?> poll(Slot slot) {
        List<TrackedTask> due = claimDue();
        if (due.isEmpty()) {
            return null;
        }
        TrackedTask task = due.get(0);
        try {
            return poll(task, slot);
        } catch (RuntimeException e) {
            putBack(task, e);
            throw e;
        }
    }

    /** @return null if nothing was sent */
    private CompletableFuture<?> poll(TrackedTask task, Slot slot) {
        if (!task.isResultAlive(now())) {
            insistence.insist(
                    () -> expire(task, "it was not finished within " + TrackedTask.RESULT_LIFE.toHours() + " hours"));
            return null;
        }
        if (!listener.isWanted(task)) {
            // who waited for it is gone; whoever comes next has it asked for again
            pollAgain(task, UnaryOperator.identity(), now());
            return null;
        }
        return status(task.acceptance(), slot)
                .handleAsync(
                        (answer, trouble) -> {
                            engine.tallies().of(task).sent(Purpose.POLL, ClaidException.causeOf(trouble));
                            return insistence.insist(() -> afterPoll(task, answer, trouble));
                        },
                        engine.workers())
                .thenCompose(written -> written)
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        putBack(task, failure);
                    }
                });
    }

    private CompletableFuture<ClaidTask> status(Acceptance acceptance, Slot slot) {
        try {
            return client.status(acceptance.family(), acceptance.taskId(), acceptance.version(), slot);
        } catch (RuntimeException e) {
            slot.unused();
            return CompletableFuture.failedFuture(e);
        }
    }

    /** A task that was claimed must come back, whatever happened, or nobody ever asks for it again. */
    private void putBack(TrackedTask task, Throwable failure) {
        LOG.warn("Claid: the answer for task {} could not be written down, it is asked again", task.taskId(), failure);
        pollAgain(task, UnaryOperator.identity(), now().plus(RECOVERY));
    }

    private void afterPoll(TrackedTask task, ClaidTask answer, Throwable trouble) {
        if (answer != null) {
            pollsAreAnswered();
            accountIsInOrder();
            afterAnswer(task, answer);
        } else {
            afterTrouble(task, ClaidException.causeOf(trouble));
        }
    }

    private void afterAnswer(TrackedTask task, ClaidTask answer) {
        boolean lacksResult = answer.status() == TaskStatus.DONE && answer.isFailed();
        if (lacksResult && answer.family() == TaskFamily.EDIT && !isMissingForGood(task)) {
            // the picture is paid and asking is free: it may be in the next answer
            askLater(task);
            return;
        }
        if (answer.status().isFinished()) {
            Outcome outcome = new Outcome(answer, null, now());
            schedule.found(task, now());
            store.update(
                            task.key(),
                            before -> isMine(before)
                                    ? before.polled(before.polling().wentOn(answer.status(), outcome.at()))
                                            .over(TaskState.FINISHED, outcome)
                                    : before)
                    .ifPresent(after -> over(after, outcome));
            return;
        }
        if (answer.status() == TaskStatus.UNKNOWN
                && oddStatuses.size() < MOST_ODDITIES
                && oddStatuses.add(answer.statusText())) {
            LOG.warn(
                    "Claid answers a status that this release does not know, taken as in progress: {} (task {})",
                    answer.statusText(),
                    answer.id());
        }
        Instant asked = now();
        pollAgain(task, polling -> polling.wentOn(answer.status(), asked), next(task));
    }

    private void afterTrouble(TrackedTask task, Throwable trouble) {
        Instant next = next(task);
        if (!(trouble instanceof ClaidApiException refusal)) {
            if (failuresInARow.incrementAndGet() >= FAILURES_OF_AN_OUTAGE && trouble instanceof ClaidException outage) {
                doors.polls().closeForLonger(outage, Doors.FIRST_WAIT, Doors.LONGEST_WAIT);
            }
            LOG.debug("A poll of task {} failed, the next one is at {}", task.taskId(), next, trouble);
            pollAgain(task, Poller::saidNothing, next);
            return;
        }
        if (refusal.httpStatus() < SERVER_ERRORS) {
            pollsAreAnswered();
        }
        switch (refusal.httpStatus()) {
            case 404 -> afterMissing(task);
            case 401, 403 -> {
                doors.account().close(refusal, Doors.LONGEST_WAIT);
                pollAgain(task, UnaryOperator.identity(), now());
            }
            case 429 -> pollAgain(task, UnaryOperator.identity(), now());
            default -> pollAgain(task, Poller::saidNothing, next);
        }
    }

    private static Polling saidNothing(Polling polling) {
        return polling.saidNothing(polling.missingSince());
    }

    private void afterMissing(TrackedTask task) {
        accountIsInOrder();
        if (isMissingForGood(task)) {
            expire(task, "Claid does not know it (any more)");
            return;
        }
        turn(task);
        askLater(task);
    }

    private boolean isMissingForGood(TrackedTask task) {
        Instant since = task.polling().missingSince();
        return since != null && !since.plus(MISSING_FOR_GOOD).isAfter(now());
    }

    private void askLater(TrackedTask task) {
        Instant known = task.polling().missingSince();
        Instant since = known == null ? now() : known;
        pollAgain(task, polling -> polling.saidNothing(since), now().plus(MISSING_RETRY));
    }

    /** A task that somebody else submitted may live under the other version. */
    private void turn(TrackedTask task) {
        if (task.acceptance().answer() != null) {
            return;
        }
        ApiVersion other = VersionChoice.other(task.acceptance().version());
        store.update(
                task.key(),
                before -> isMine(before)
                        // not due before pollAgain says when
                        ? before.accepted(
                                        before.acceptance().under(other),
                                        before.polling().at(null))
                                .claimedBy(lease.owner())
                        : before);
    }

    private void pollAgain(TrackedTask task, UnaryOperator<Polling> step, Instant next) {
        insistence.insist(() -> {
            store.update(
                    task.key(),
                    before -> isMine(before)
                            ? before.released()
                                    .polled(step.apply(before.polling()).at(listener.isWanted(before) ? next : null))
                            : before);
            // whoever came since this was asked may have found nothing to change
            if (listener.isWanted(task)) {
                store.update(
                        task.key(),
                        before -> before.state() == TaskState.ACCEPTED
                                        && before.polling().next() == null
                                ? before.polled(before.polling().at(next))
                                : before);
            }
        });
    }

    private boolean isMine(TrackedTask known) {
        return known.state() == TaskState.ACCEPTED && known.isOwnedBy(lease.owner());
    }

    private void expire(TrackedTask task, String reason) {
        Outcome outcome = new Outcome(null, reason, now());
        store.update(task.key(), before -> isMine(before) ? before.over(TaskState.EXPIRED, outcome) : before)
                .ifPresent(after -> over(after, outcome));
    }

    /** Each end counts where it was written, and nowhere else. */
    private void over(TrackedTask task, Outcome written) {
        if (task.outcome() == written) {
            engine.tallies().of(task).over(task);
        }
        listener.over(task);
    }

    private void pollsAreAnswered() {
        failuresInARow.set(0);
        doors.polls().open();
    }

    private void accountIsInOrder() {
        if (doors.account().open()) {
            listener.submitsMayGoOn();
        }
    }

    /** One question out of turn, for whoever asks; nothing is written down. */
    CompletableFuture<ClaidTask> ask(Tally tally, Acceptance acceptance) {
        return ask(tally, acceptance.family(), acceptance.taskId(), acceptance.version());
    }

    private CompletableFuture<ClaidTask> ask(Tally tally, TaskFamily family, long taskId, ApiVersion version) {
        return engine.pacer().acquire(Purpose.POLL).thenCompose(slot -> client.status(family, taskId, version, slot)
                .whenComplete((task, trouble) -> tally.sent(Purpose.POLL, ClaidException.causeOf(trouble))));
    }

    /** One question for a task that is not remembered: under which version it lives is not known. */
    CompletableFuture<ClaidTask> ask(Tally tally, TaskFamily family, long taskId) {
        ApiVersion version = versions.current();
        CompletableFuture<ClaidTask> answer = ask(tally, family, taskId, version);
        if (versions.isFixed()) {
            return answer;
        }
        return answer.handle((task, trouble) -> {
                    Throwable cause = ClaidException.causeOf(trouble);
                    boolean missing = cause instanceof ClaidApiException refusal && refusal.httpStatus() == 404;
                    return missing ? ask(tally, family, taskId, VersionChoice.other(version)) : answer;
                })
                .thenCompose(question -> question);
    }

    private Instant now() {
        return engine.clock().instant();
    }
}
