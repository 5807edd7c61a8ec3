package io.github.camelclaid.task;

import io.github.camelclaid.client.ClaidApiException;
import io.github.camelclaid.client.ClaidClient;
import io.github.camelclaid.client.ClaidException;
import io.github.camelclaid.client.ClaidInvalidRequestException;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.ClaidUnavailableException;
import io.github.camelclaid.client.ClaidUnknownOutcomeException;
import io.github.camelclaid.client.EditRequest;
import io.github.camelclaid.client.Upload;
import io.github.camelclaid.client.UploadedImage;
import io.github.camelclaid.quota.Purpose;
import io.github.camelclaid.quota.RateLimitHeaders;
import io.github.camelclaid.quota.Slot;
import io.github.camelclaid.task.TrackedTask.Acceptance;
import io.github.camelclaid.task.TrackedTask.Outcome;
import io.github.camelclaid.task.TrackedTask.Polling;
import io.github.camelclaid.task.TrackedTask.Staging;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings wishes to Claid, one charged call at a time: upload where there are bytes, then submit. Every call is written
 * to the store before it is sent and after it is answered, and is sent again only where the server certainly did not
 * take it.
 *
 * <p>Safe for use by any thread; the queues are guarded by {@code this}.
 */
final class Submitter {

    private static final Logger LOG = LoggerFactory.getLogger(Submitter.class);
    private static final int MOST_CHARGES_BY_ITSELF = 3;
    /** An edit may wait before Claid reads its input. */
    private static final Duration LEAST_STAGED_LIFE = Duration.ofHours(1);

    private static final Duration LOOK_AT_LEASE = Duration.ofSeconds(1);

    private final TaskStore store;
    private final ClaidClient client;
    private final VersionChoice versions;
    private final Engine engine;
    private final Lease lease;
    private final Insistence insistence;
    private final ChargeBudget budget;
    private final Door door;
    private final Listener listener;
    private final Dispatcher uploads;
    private final Dispatcher submits;

    private final Map<String, Walk> walks = new ConcurrentHashMap<>();
    private final NavigableSet<Walk> toUpload = new TreeSet<>();
    private final NavigableSet<Walk> toSubmit = new TreeSet<>();
    private volatile boolean closed;

    /** Whose wishes these are. */
    interface Listener {
        /** Whether anybody still waits for what is under this key. */
        boolean isWaitedFor(String key);

        /** A task that is about to be written down as accepted, with its first poll where it is wanted whoever waits. */
        TrackedTask withFirstPoll(TrackedTask accepted);

        /** Called before the walk arrives. */
        void accepted(TrackedTask task);
    }

    Submitter(
            TaskStore store,
            ClaidClient client,
            VersionChoice versions,
            Engine engine,
            Lease lease,
            Insistence insistence,
            ChargeBudget budget,
            Doors doors,
            Listener listener) {
        this.store = store;
        this.client = client;
        this.versions = versions;
        this.engine = engine;
        this.lease = lease;
        this.insistence = insistence;
        this.budget = budget;
        this.door = doors.submits();
        this.listener = listener;
        // what cannot be collected should not be paid: polls find out first whether the account is in order
        List<Entrance> entrances =
                List.of(Entrance.of(doors.submits()), new Entrance(doors.account(), Doors.LONGEST_WAIT));
        this.uploads = new Dispatcher(Purpose.UPLOAD, work(toUpload, this::upload), entrances, engine);
        this.submits = new Dispatcher(Purpose.SUBMIT, work(toSubmit, this::submit), entrances, engine);
    }

    /**
     * Takes the sole right to bring the wish under a key to Claid; it is {@linkplain #start started} or
     * {@linkplain #giveUp given up} next.
     *
     * @return empty if {@code walk} has it now, else the one that has it
     */
    Optional<Walk> claim(Walk walk) {
        return Optional.ofNullable(walks.putIfAbsent(walk.key(), walk));
    }

    /** The wish under this key that is on its way on this node. */
    Optional<Walk> underWay(String key) {
        return Optional.ofNullable(walks.get(key));
    }

    /** @param task remembered as an intent, or as staged */
    void start(Walk walk, TrackedTask task) {
        enqueue(walk, task);
    }

    /** Nothing was sent and nothing will be: whoever follows decides anew. */
    void giveUp(Walk walk) {
        end(walk, new Walk.GivenUpException());
    }

    /** Drops a wish that nobody waits for any more, unless it is being sent right now. */
    void withdraw(String key) {
        underWay(key).ifPresent(this::drop);
    }

    private void drop(Walk walk) {
        synchronized (this) {
            if (!toUpload.remove(walk) && !toSubmit.remove(walk)) {
                return;
            }
        }
        try {
            letGo(walk);
        } catch (TaskStoreException e) {
            // an intent that its owner left behind is dropped when the owner is gone
            LOG.debug("{} could not be dropped", walk.key(), e);
        } finally {
            giveUp(walk);
        }
    }

    void wake() {
        uploads.wake();
        submits.wake();
    }

    /** Nothing is sent any more; what waits is dropped, what is under way goes on. */
    void close() {
        closed = true;
        uploads.close();
        submits.close();
        walks.values().forEach(this::drop);
    }

    /** Ends when the requests that are under way have ended. */
    CompletableFuture<Void> idle() {
        return CompletableFuture.allOf(walks.values().stream()
                .map(walk -> walk.arrival().handle((task, failure) -> null))
                .toArray(CompletableFuture[]::new));
    }

    private void enqueue(Walk walk, TrackedTask task) {
        boolean needsUpload = needsUpload(walk, task);
        synchronized (this) {
            (needsUpload ? toUpload : toSubmit).add(walk);
        }
        // looked at only now: whoever withdrew a moment ago did not find it in a queue
        if (closed || !listener.isWaitedFor(walk.key())) {
            drop(walk);
        } else {
            (needsUpload ? uploads : submits).wake();
        }
    }

    /** How many wishes wait for their turn to be sent. */
    synchronized int queued(Purpose call) {
        return switch (call) {
            case UPLOAD -> toUpload.size();
            case SUBMIT -> toSubmit.size();
            case POLL -> 0;
        };
    }

    private boolean needsUpload(Walk walk, TrackedTask task) {
        return walk.submission().bytes() != null && !task.isStagedUntil(now().plus(LEAST_STAGED_LIFE));
    }

    private Dispatcher.Work work(NavigableSet<Walk> queue, Step step) {
        return new Dispatcher.Work() {
            @Override
            public Optional<Instant> next() {
                synchronized (Submitter.this) {
                    return queue.isEmpty() ? Optional.empty() : Optional.of(maySendFrom());
                }
            }

            @Override
            public CompletableFuture<?> send(Slot slot) {
                Walk walk;
                synchronized (Submitter.this) {
                    walk = queue.pollFirst();
                }
                return walk == null ? null : take(step, walk, slot);
            }
        };
    }

    private Instant maySendFrom() {
        Instant now = now();
        if (!lease.outlivesARequest()) {
            return now.plus(LOOK_AT_LEASE);
        }
        return budget.freeAt().isAfter(now) ? budget.freeAt() : now;
    }

    /** Good as long as nobody can take the walk's task over before its request has ended. */
    private final class LeasedSlot implements Slot {

        private final Walk walk;
        private final Slot slot;
        private final Instant lastSend = lease.lastSend();

        /** Made before the call is announced: a lease that ends and is renewed after that is another one. */
        LeasedSlot(Walk walk, Slot slot) {
            this.walk = walk;
            this.slot = slot;
            walk.isTooLate = false;
        }

        @Override
        public boolean mayStillBeUsed() {
            walk.isTooLate = !lastSend.isAfter(now());
            return !walk.isTooLate && slot.mayStillBeUsed();
        }

        @Override
        public void answered(int httpStatus, RateLimitHeaders headers) {
            slot.answered(httpStatus, headers);
        }

        @Override
        public void unanswered() {
            slot.unanswered();
        }

        @Override
        public void unused() {
            slot.unused();
        }
    }

    private interface Step {
        /** @return null if nothing was sent */
        CompletableFuture<?> take(Walk walk, Slot slot);
    }

    /** However a step fails, its walk ends: nobody may wait for one that nobody drives. */
    private CompletableFuture<?> take(Step step, Walk walk, Slot slot) {
        try {
            if (!isPaidFor(walk)) {
                return null;
            }
            if (!walk.hasTurned) {
                walk.version = versions.current();
            }
            CompletableFuture<?> request = step.take(walk, slot);
            if (request == null) {
                putBackChargeOf(walk);
                return null;
            }
            return request.whenComplete((done, trouble) -> {
                if (trouble != null) {
                    fail(walk, ClaidException.causeOf(trouble));
                }
            });
        } catch (TaskStoreException e) {
            // nothing was sent: its turn comes again when the store is back
            putBackChargeOf(walk);
            insistence.insist(() -> sendLater(walk)).whenComplete((done, trouble) -> {
                if (trouble != null) {
                    fail(walk, ClaidException.causeOf(trouble));
                }
            });
            throw e;
        } catch (LostException e) {
            putBackChargeOf(walk);
            end(walk, e);
            return null;
        } catch (RuntimeException | Error e) {
            end(walk, e);
            throw e;
        }
    }

    private void fail(Walk walk, Throwable trouble) {
        boolean isTold = trouble instanceof LostException || trouble instanceof ClaidUnknownOutcomeException;
        if (!isTold) {
            LOG.error("Claid: what became of {} could not be written down", walk.key(), trouble);
        }
        end(walk, trouble);
    }

    /** @return false if the budget is spent: the walk waits in its queue */
    private boolean isPaidFor(Walk walk) {
        walk.charge = UUID.randomUUID().toString();
        boolean isTaken = budget.take(walk.charge);
        if (!isTaken) {
            walk.charge = null;
            enqueue(walk, mine(walk));
        }
        return isTaken;
    }

    /** Once, and before the walk goes on: what it takes next is another charge. */
    private void putBackChargeOf(Walk walk) {
        String charge = walk.charge;
        walk.charge = null;
        if (charge != null) {
            insistence.insist(() -> budget.putBack(charge));
        }
    }

    private CompletableFuture<?> upload(Walk walk, Slot slot) {
        Upload upload;
        try {
            upload = uploadOf(walk.submission());
        } catch (IOException | ClaidInvalidRequestException e) {
            refuse(walk, e);
            return null;
        }
        Slot leased = new LeasedSlot(walk, slot);
        write(walk, task -> task.in(TaskState.STAGING));
        return client.upload(upload, walk.version, leased)
                .handleAsync(
                        (image, trouble) -> {
                            count(Purpose.UPLOAD, walk, trouble);
                            return insistence.insist(() -> afterUpload(walk, image, trouble));
                        },
                        engine.workers())
                .thenCompose(written -> written);
    }

    private static Upload uploadOf(Submission submission) throws IOException, ClaidInvalidRequestException {
        submission.bytes().checkUnchanged();
        return new Upload(
                submission.bytes().file(),
                submission.bytes().fileName().orElse("image"),
                submission.bytes().format().mime(),
                submission.bytes().format().losslessOutput());
    }

    private void afterUpload(Walk walk, UploadedImage image, Throwable trouble) {
        if (image == null) {
            afterTrouble(walk, ClaidException.causeOf(trouble));
            return;
        }
        walk.charge = null;
        worked(walk);
        Staging staging = new Staging(image.tmpUrl(), now());
        TrackedTask staged = writeStaging(walk, staging);
        engine.tallies().charged(Purpose.UPLOAD, staged);
        if (isMine(staged)) {
            enqueue(walk, staged);
        } else {
            giveUp(walk);
        }
    }

    /** Also where this node was taken for dead meanwhile, and the upload for unknown: whoever wants it next has its URL. */
    private TrackedTask writeStaging(Walk walk, Staging staging) {
        return store.update(walk.key(), task -> {
                    // written before, if the store was away just when it said so
                    boolean isWritten = staging.equals(task.staging());
                    if (isMine(task)) {
                        return isWritten ? task : task.charged().staged(staging);
                    }
                    boolean isTakenForUnknown =
                            task.state() == TaskState.UNKNOWN && task.outcome().during() == TaskState.STAGING;
                    return isTakenForUnknown ? task.again(task.carried(), null).staged(staging) : task;
                })
                .filter(task -> isMine(task) || staging.equals(task.staging()))
                .orElseThrow(LostException::new);
    }

    private CompletableFuture<?> submit(Walk walk, Slot slot) {
        Slot leased = new LeasedSlot(walk, slot);
        TrackedTask sending = write(walk, task -> needsUpload(walk, task) ? task : task.in(TaskState.SENDING));
        if (sending.state() != TaskState.SENDING) {
            // it waited until its upload had expired
            enqueue(walk, sending);
            return null;
        }
        EditRequest request = walk.submission().bytes() == null
                ? walk.submission().request()
                : walk.submission().request().withInput(sending.staging().url());
        return client.submit(request, walk.version, leased)
                .handleAsync(
                        (task, trouble) -> {
                            count(Purpose.SUBMIT, walk, trouble);
                            return insistence.insist(() -> afterSubmit(walk, task, trouble));
                        },
                        engine.workers())
                .thenCompose(written -> written);
    }

    private void afterSubmit(Walk walk, ClaidTask answer, Throwable trouble) {
        if (answer == null) {
            afterTrouble(walk, ClaidException.causeOf(trouble));
            return;
        }
        if (isOfAnother(walk, answer)) {
            afterUnknown(
                    walk,
                    new ClaidUnknownOutcomeException(
                            "Claid answered with the id " + answer.id() + ", which is that of another task",
                            OptionalInt.empty(),
                            answer.requestId(),
                            null));
            return;
        }
        walk.charge = null;
        worked(walk);
        TrackedTask accepted =
                writeAcceptance(walk, new Acceptance(answer.family(), answer.id(), walk.version, now(), answer));
        if (walk.submission().policy().remember()) {
            listener.accepted(accepted);
        } else {
            store.forget(accepted);
        }
        engine.tallies().charged(Purpose.SUBMIT, accepted);
        walks.remove(walk.key(), walk);
        walk.arrival().complete(accepted);
    }

    /** Also where this node was taken for dead meanwhile, and the outcome for unknown: now it is known. */
    private TrackedTask writeAcceptance(Walk walk, Acceptance acceptance) {
        Optional<TrackedTask> written = Optional.empty();
        while (written.isEmpty()) {
            written = store.update(walk.key(), task -> {
                // where it has been written already, though the store did not say so, the task may have gone on
                if (isMine(task) && task.state() == TaskState.SENDING) {
                    return withFirstPoll(walk, task.charged().accepted(acceptance, Polling.NONE));
                }
                return isOpen(task) ? withFirstPoll(walk, task.adopting(acceptance, Polling.NONE)) : task;
            });
            if (written.isEmpty()) {
                // somebody has dropped it, and did not know that it was taken
                TrackedTask paid =
                        TrackedTask.intent(walk.key(), walk.submission(), null).charged();
                written = Optional.of(withFirstPoll(walk, paid.accepted(acceptance, Polling.NONE)))
                        .filter(store::remember);
            }
        }
        return written.filter(task -> task.acceptance() != null && task.taskId() == acceptance.taskId())
                .orElseThrow(() -> {
                    LOG.error(
                            "Claid has accepted {} as task {}, but its row in the taskStore is another's by now:"
                                    + " this task is paid and nobody waits for it",
                            walk.key(),
                            acceptance.taskId());
                    // who waited for it must not pay once more by itself
                    return new CompletionException(new ClaidUnknownOutcomeException(
                            "Claid has accepted it as task " + acceptance.taskId()
                                    + ", but somebody else has submitted it meanwhile",
                            OptionalInt.empty(),
                            null,
                            null));
                });
    }

    /** Not written by itself later: a crash in between would leave a task that nobody ever asks for. */
    private TrackedTask withFirstPoll(Walk walk, TrackedTask accepted) {
        return walk.submission().policy().remember() ? listener.withFirstPoll(accepted) : accepted;
    }

    /** Its fate is unknown, or it is to be submitted again, by nobody yet: this answer decides. */
    private static boolean isOpen(TrackedTask task) {
        return task.acceptance() == null && (task.state() == TaskState.UNKNOWN || task.isToBeSentAgain());
    }

    /** Under the id of another task that was submitted here this one would be given the picture of that one. */
    private boolean isOfAnother(Walk walk, ClaidTask answer) {
        return store.findByTaskId(walk.submission().lane().account(), answer.family(), answer.id())
                .filter(task -> task.charges() > 0 && !task.key().equals(walk.key()))
                .filter(task -> task.acceptance().version().equals(walk.version))
                .isPresent();
    }

    private void count(Purpose call, Walk walk, Throwable trouble) {
        Throwable cause = ClaidException.causeOf(trouble);
        boolean wasSent = !(cause instanceof IOException);
        if (wasSent) {
            engine.tallies().sent(call, walk.submission(), cause);
        }
    }

    private void worked(Walk walk) {
        versions.worked(walk.version);
        if (door.open()) {
            wake();
        }
    }

    private void afterTrouble(Walk walk, Throwable trouble) {
        if (trouble instanceof ClaidUnknownOutcomeException) {
            walk.charge = null;
        } else {
            putBackChargeOf(walk);
        }
        if (trouble instanceof ClaidUnavailableException && walk.isTooLate) {
            sendLater(walk);
        } else if (trouble instanceof ClaidApiException refusal) {
            afterRefusal(walk, refusal);
        } else if (trouble instanceof ClaidUnavailableException unavailable) {
            holdBack(walk, unavailable, () -> door.closeForLonger(unavailable, Doors.FIRST_WAIT, Doors.LONGEST_WAIT));
        } else if (trouble instanceof IOException unreadable) {
            // the file could not be opened, nothing was sent
            refuse(walk, unreadable);
        } else {
            afterUnknown(walk, trouble);
        }
    }

    private void afterRefusal(Walk walk, ClaidApiException refusal) {
        switch (refusal.httpStatus()) {
            case 429 -> sendLater(walk); // the pacer knows for how long nobody gets a slot
            case 401, 402, 403 -> holdBack(walk, refusal, () -> door.close(refusal, Doors.LONGEST_WAIT));
            case 404 -> {
                if (versions.isFixed() || walk.hasTurned) {
                    refuse(walk, refusal);
                } else {
                    TrackedTask task = write(walk, TrackedTask::backBeforeSubmit);
                    walk.version = VersionChoice.other(walk.version);
                    walk.hasTurned = true;
                    enqueue(walk, task);
                }
            }
            default -> {
                // an answer at all: account and API are in order
                worked(walk);
                refuse(walk, refusal);
            }
        }
    }

    private void holdBack(Walk walk, ClaidException trouble, Runnable closing) {
        if (walk.submission().policy().onAccountError() == SubmitPolicy.OnAccountError.fail) {
            refuse(walk, trouble);
        } else {
            closing.run();
            walk.goToTheBack();
            sendLater(walk);
        }
    }

    private void sendLater(Walk walk) {
        TrackedTask task = write(walk, TrackedTask::backBeforeSubmit);
        enqueue(walk, task);
    }

    private void afterUnknown(Walk walk, Throwable trouble) {
        ClaidUnknownOutcomeException unknown = trouble instanceof ClaidUnknownOutcomeException known
                ? known
                : new ClaidUnknownOutcomeException(trouble.toString(), OptionalInt.empty(), null, trouble);
        door.closeForLonger(unknown, Doors.FIRST_WAIT, Doors.LONGEST_WAIT);
        Outcome outcome = new Outcome(null, unknown.circumstances(), now());
        TrackedTask task = store.update(
                        walk.key(),
                        before -> isMine(before) ? before.charged().over(TaskState.UNKNOWN, outcome) : before)
                .filter(known -> known.state() == TaskState.UNKNOWN)
                .orElseThrow(LostException::new);
        engine.tallies().of(task).over(task);
        UnknownTasks.warnOf(task);
        boolean again = walk.submission().policy().onUnknown() == SubmitPolicy.OnUnknown.resubmit
                && task.charges() < MOST_CHARGES_BY_ITSELF;
        // who still wants it waits until what was sent cannot arrive any more
        end(walk, again ? new Walk.GivenUpException() : unknown.under(walk.key()));
    }

    private void refuse(Walk walk, Throwable reason) {
        letGo(walk);
        end(walk, reason);
    }

    /** What was uploaded was paid: its URL serves the next attempt. */
    private void letGo(Walk walk) {
        store.update(walk.key(), task -> isMine(task) ? task.backBeforeSubmit() : task)
                .filter(this::isMine)
                .ifPresent(task -> {
                    if (task.state() == TaskState.INTENT && task.charges() == 0) {
                        store.forget(task);
                    } else {
                        store.replace(task, task.released());
                    }
                });
    }

    private void end(Walk walk, Throwable reason) {
        walks.remove(walk.key(), walk);
        walk.arrival().completeExceptionally(reason);
    }

    /** @throws LostException if somebody has taken the task over meanwhile */
    private TrackedTask write(Walk walk, UnaryOperator<TrackedTask> step) {
        return store.update(walk.key(), task -> isMine(task) ? step.apply(task) : task)
                .filter(this::isMine)
                .orElseThrow(LostException::new);
    }

    private TrackedTask mine(Walk walk) {
        return write(walk, UnaryOperator.identity());
    }

    private boolean isMine(TrackedTask task) {
        return task.isOwnedBy(lease.owner());
    }

    /** This node was taken for dead. What somebody else has made of the task since, only the store knows. */
    private static final class LostException extends Walk.GivenUpException {

        private static final long serialVersionUID = 1L;
    }

    private Instant now() {
        return engine.clock().instant();
    }
}
