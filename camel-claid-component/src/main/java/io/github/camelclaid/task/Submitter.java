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
import io.github.camelclaid.quota.Slot;
import io.github.camelclaid.task.TrackedTask.Acceptance;
import io.github.camelclaid.task.TrackedTask.Outcome;
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
import java.util.concurrent.ConcurrentHashMap;
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

    private final WalkLedger ledger;
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
        this.ledger = new WalkLedger(store, lease.owner(), listener::withFirstPoll);
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
            ledger.letGo(walk);
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
        } catch (WalkLedger.LostException e) {
            putBackChargeOf(walk);
            end(walk, e);
            return null;
        } catch (RuntimeException | Error e) {
            end(walk, e);
            throw e;
        }
    }

    private void fail(Walk walk, Throwable trouble) {
        boolean isTold = trouble instanceof WalkLedger.LostException || trouble instanceof ClaidUnknownOutcomeException;
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
            enqueue(walk, ledger.read(walk));
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
        Slot leased = new LeasedSlot(walk, slot, lease, engine.clock());
        ledger.write(walk, task -> task.in(TaskState.STAGING));
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
        TrackedTask staged = ledger.staged(walk, staging);
        engine.tallies().charged(Purpose.UPLOAD, staged);
        if (ledger.isMine(staged)) {
            enqueue(walk, staged);
        } else {
            giveUp(walk);
        }
    }

    private CompletableFuture<?> submit(Walk walk, Slot slot) {
        Slot leased = new LeasedSlot(walk, slot, lease, engine.clock());
        TrackedTask sending = ledger.write(walk, task -> needsUpload(walk, task) ? task : task.in(TaskState.SENDING));
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
        if (ledger.isOfAnother(walk, answer)) {
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
                ledger.accepted(walk, new Acceptance(answer.family(), answer.id(), walk.version, now(), answer));
        if (walk.submission().policy().remember()) {
            listener.accepted(accepted);
        } else {
            ledger.forget(accepted);
        }
        engine.tallies().charged(Purpose.SUBMIT, accepted);
        walks.remove(walk.key(), walk);
        walk.arrival().complete(accepted);
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
                    TrackedTask task = ledger.write(walk, TrackedTask::backBeforeSubmit);
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
        TrackedTask task = ledger.write(walk, TrackedTask::backBeforeSubmit);
        enqueue(walk, task);
    }

    private void afterUnknown(Walk walk, Throwable trouble) {
        ClaidUnknownOutcomeException unknown = trouble instanceof ClaidUnknownOutcomeException known
                ? known
                : new ClaidUnknownOutcomeException(trouble.toString(), OptionalInt.empty(), null, trouble);
        door.closeForLonger(unknown, Doors.FIRST_WAIT, Doors.LONGEST_WAIT);
        TrackedTask task = ledger.unknown(walk, new Outcome(null, unknown.circumstances(), now()));
        engine.tallies().of(task).over(task);
        UnknownTasks.warnOf(task);
        boolean again = walk.submission().policy().onUnknown() == SubmitPolicy.OnUnknown.resubmit
                && task.charges() < MOST_CHARGES_BY_ITSELF;
        // who still wants it waits until what was sent cannot arrive any more
        end(walk, again ? new Walk.GivenUpException() : unknown.under(walk.key()));
    }

    private void refuse(Walk walk, Throwable reason) {
        ledger.letGo(walk);
        end(walk, reason);
    }

    private void end(Walk walk, Throwable reason) {
        walks.remove(walk.key(), walk);
        walk.arrival().completeExceptionally(reason);
    }

    private Instant now() {
        return engine.clock().instant();
    }
}
