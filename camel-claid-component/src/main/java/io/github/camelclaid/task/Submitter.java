package io.github.camelclaid.task;

import io.github.camelclaid.client.ApiVersion;
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
import io.github.camelclaid.task.TrackedTask.Polling;
import io.github.camelclaid.task.TrackedTask.Staging;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Brings wishes to Claid, one charged call at a time: upload where there are bytes, then submit. Every call is written
 * to the store before it is sent and after it is answered, and is sent again only where the server certainly did not
 * take it.
 *
 * <p>Safe for use by any thread; the queues are guarded by {@code this}.
 */
final class Submitter {

    private static final Duration ACCOUNT_RETRY = Duration.ofSeconds(60);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final int MOST_CHARGES_BY_ITSELF = 3;

    private final TaskStore store;
    private final ClaidClient client;
    private final VersionChoice versions;
    private final Engine engine;
    private final Door door;
    private final Consumer<TrackedTask> whenAccepted;
    private final Dispatcher uploads;
    private final Dispatcher submits;

    private final Map<String, Walk> walks = new ConcurrentHashMap<>();
    private final Deque<Walk> toUpload = new ArrayDeque<>();
    private final Deque<Walk> toSubmit = new ArrayDeque<>();

    /** One wish on its way. Its fields change only while it is in no queue, by the one who took it out. */
    private static final class Walk {
        final String key;
        final Submission submission;
        final CompletableFuture<TrackedTask> arrival = new CompletableFuture<>();
        ApiVersion version;
        boolean hasTurned;

        Walk(String key, Submission submission, ApiVersion version) {
            this.key = key;
            this.submission = submission;
            this.version = version;
        }
    }

    Submitter(
            TaskStore store,
            ClaidClient client,
            VersionChoice versions,
            Engine engine,
            Doors doors,
            Consumer<TrackedTask> whenAccepted) {
        this.store = store;
        this.client = client;
        this.versions = versions;
        this.engine = engine;
        this.door = doors.submits();
        this.whenAccepted = whenAccepted;
        List<Entrance> entrances = List.of(Entrance.of(doors.submits()), new Entrance(doors.account(), ACCOUNT_RETRY));
        this.uploads = new Dispatcher(Purpose.UPLOAD, work(toUpload, this::upload), entrances, engine);
        this.submits = new Dispatcher(Purpose.SUBMIT, work(toSubmit, this::submit), entrances, engine);
    }

    /**
     * Starts a wish that is remembered as an intent, or as staged.
     *
     * @return the task when it is accepted, or the exception that ended it
     */
    CompletableFuture<TrackedTask> start(TrackedTask task, Submission submission) {
        Walk walk = new Walk(task.key(), submission, versions.current());
        walks.put(task.key(), walk);
        enqueue(walk, task, false);
        return walk.arrival;
    }

    /** The wish under this key that is on its way on this node. */
    Optional<CompletableFuture<TrackedTask>> underWay(String key) {
        return Optional.ofNullable(walks.get(key)).map(walk -> walk.arrival);
    }

    /** Drops a wish that nobody waits for any more, unless it is being sent right now. */
    void withdraw(String key) {
        Walk walk = walks.get(key);
        if (walk == null) {
            return;
        }
        synchronized (this) {
            if (!toUpload.remove(walk) && !toSubmit.remove(walk)) {
                return;
            }
        }
        store.find(key).filter(task -> task.state() == TaskState.INTENT).ifPresent(store::forget);
        end(walk, new CancellationException("nobody waits for it any more"));
    }

    void wake() {
        uploads.wake();
        submits.wake();
    }

    /** Nothing is sent any more; what waits is dropped, what is under way goes on. */
    void close() {
        uploads.close();
        submits.close();
        for (Walk walk : walks.values()) {
            withdraw(walk.key);
        }
    }

    /** Ends when the requests that are under way have ended. */
    CompletableFuture<Void> idle() {
        return CompletableFuture.allOf(walks.values().stream()
                .map(walk -> walk.arrival.handle((task, failure) -> null))
                .toArray(CompletableFuture[]::new));
    }

    private void enqueue(Walk walk, TrackedTask task, boolean first) {
        boolean needsUpload = walk.submission.bytes() != null && !task.isStagedUntil(now());
        synchronized (this) {
            Deque<Walk> queue = needsUpload ? toUpload : toSubmit;
            if (first) {
                queue.addFirst(walk);
            } else {
                queue.addLast(walk);
            }
        }
        (needsUpload ? uploads : submits).wake();
    }

    private Dispatcher.Work work(Deque<Walk> queue, Step step) {
        return new Dispatcher.Work() {
            @Override
            public Optional<Instant> next() {
                synchronized (Submitter.this) {
                    return queue.isEmpty() ? Optional.empty() : Optional.of(Instant.MIN);
                }
            }

            @Override
            public CompletableFuture<?> send(Slot slot) {
                Walk walk;
                synchronized (Submitter.this) {
                    walk = queue.pollFirst();
                }
                return walk == null ? null : step.take(walk, slot);
            }
        };
    }

    private interface Step {
        CompletableFuture<?> take(Walk walk, Slot slot);
    }

    private CompletableFuture<?> upload(Walk walk, Slot slot) {
        Upload upload;
        try {
            upload = uploadOf(walk.submission);
        } catch (IOException | ClaidInvalidRequestException e) {
            slot.unused();
            refuse(walk, e);
            return CompletableFuture.completedFuture(null);
        }
        write(walk, task -> task.in(TaskState.STAGING));
        return client.upload(upload, walk.version, slot)
                .handleAsync((image, trouble) -> afterUpload(walk, image, trouble), engine.workers());
    }

    private static Upload uploadOf(Submission submission) throws IOException, ClaidInvalidRequestException {
        submission.bytes().checkUnchanged();
        return new Upload(
                submission.bytes().file(),
                submission.bytes().fileName().orElse("image"),
                submission.bytes().format().mime(),
                submission.bytes().format().losslessOutput());
    }

    private Void afterUpload(Walk walk, UploadedImage image, Throwable trouble) {
        if (image == null) {
            afterTrouble(walk, unwrap(trouble));
            return null;
        }
        worked(walk);
        TrackedTask staged = write(walk, task -> task.charged().staged(new Staging(image.tmpUrl(), now())));
        enqueue(walk, staged, false);
        return null;
    }

    private CompletableFuture<?> submit(Walk walk, Slot slot) {
        TrackedTask sending = write(walk, task -> task.in(TaskState.SENDING));
        EditRequest request = walk.submission.bytes() == null
                ? walk.submission.request()
                : walk.submission.request().withInput(sending.staging().url());
        return client.submit(request, walk.version, slot)
                .handleAsync((task, trouble) -> afterSubmit(walk, task, trouble), engine.workers());
    }

    private Void afterSubmit(Walk walk, ClaidTask answer, Throwable trouble) {
        if (answer == null) {
            afterTrouble(walk, unwrap(trouble));
            return null;
        }
        worked(walk);
        TrackedTask accepted = write(walk, task -> task.charged()
                .accepted(new Acceptance(answer.id(), walk.version, now(), answer), Polling.NONE));
        if (!walk.submission.policy().remember()) {
            store.forget(accepted);
        }
        walks.remove(walk.key);
        whenAccepted.accept(accepted);
        walk.arrival.complete(accepted);
        return null;
    }

    private void worked(Walk walk) {
        versions.worked(walk.version);
        if (door.open()) {
            wake();
        }
    }

    private void afterTrouble(Walk walk, Throwable trouble) {
        if (trouble instanceof ClaidApiException refusal) {
            afterRefusal(walk, refusal);
        } else if (trouble instanceof ClaidUnavailableException unavailable) {
            holdBack(walk, unavailable, () -> door.closeForLonger(unavailable, FIRST_RETRY, ACCOUNT_RETRY));
        } else {
            afterUnknown(walk, trouble);
        }
    }

    private void afterRefusal(Walk walk, ClaidApiException refusal) {
        switch (refusal.httpStatus()) {
            case 429 -> sendLater(walk); // the pacer knows for how long nobody gets a slot
            case 401, 402, 403 -> holdBack(walk, refusal, () -> door.close(refusal, ACCOUNT_RETRY));
            case 404 -> {
                if (versions.isFixed() || walk.hasTurned) {
                    refuse(walk, refusal);
                } else {
                    walk.version = VersionChoice.other(walk.version);
                    walk.hasTurned = true;
                    sendLater(walk);
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
        if (walk.submission.policy().onAccountError() == SubmitPolicy.OnAccountError.fail) {
            refuse(walk, trouble);
        } else {
            closing.run();
            sendLater(walk);
        }
    }

    private void sendLater(Walk walk) {
        TrackedTask task = write(walk, TrackedTask::backBeforeSubmit);
        enqueue(walk, task, true);
    }

    private void afterUnknown(Walk walk, Throwable trouble) {
        ClaidUnknownOutcomeException unknown = trouble instanceof ClaidUnknownOutcomeException known
                ? known
                : new ClaidUnknownOutcomeException(trouble.toString(), OptionalInt.empty(), null, trouble);
        door.closeForLonger(unknown, FIRST_RETRY, ACCOUNT_RETRY);
        TrackedTask task = write(
                walk, before -> before.charged().over(TaskState.UNKNOWN, new Outcome(null, unknown.reason(), now())));
        boolean again = walk.submission.policy().onUnknown() == SubmitPolicy.OnUnknown.resubmit
                && task.charges() < MOST_CHARGES_BY_ITSELF;
        if (again) {
            enqueue(walk, write(walk, before -> before.again(before.carried())), true);
        } else {
            end(walk, unknown);
        }
    }

    private void refuse(Walk walk, Throwable reason) {
        // what was uploaded was paid: its URL serves the next attempt
        store.update(walk.key, TrackedTask::backBeforeSubmit)
                .filter(task -> task.state() == TaskState.INTENT)
                .ifPresent(store::forget);
        end(walk, reason);
    }

    private void end(Walk walk, Throwable reason) {
        walks.remove(walk.key);
        walk.arrival.completeExceptionally(reason);
    }

    private TrackedTask write(Walk walk, UnaryOperator<TrackedTask> step) {
        return store.update(walk.key, step)
                .orElseThrow(() -> new IllegalStateException("the store has lost the task " + walk.key));
    }

    private Instant now() {
        return engine.clock().instant();
    }

    private static Throwable unwrap(Throwable trouble) {
        return trouble instanceof CompletionException && trouble.getCause() != null ? trouble.getCause() : trouble;
    }
}
