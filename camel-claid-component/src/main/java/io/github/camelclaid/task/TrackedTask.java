package io.github.camelclaid.task;

import io.github.camelclaid.client.ApiVersion;
import io.github.camelclaid.client.ClaidException;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.ClaidTaskExpiredException;
import io.github.camelclaid.client.ClaidTaskFailedException;
import io.github.camelclaid.client.ClaidUnknownOutcomeException;
import io.github.camelclaid.client.EditRequest;
import io.github.camelclaid.client.Input;
import io.github.camelclaid.client.Output;
import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.client.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * What the ledger knows of one task. Immutable; a step makes a new one, and {@link TaskStore#replace} puts it in the
 * place of the old.
 *
 * @param key unique in its store
 * @param stamp tells this step of the task from every other, of whatever process: two tasks with equal stamps are the same
 * @param fingerprint digest of the request, so that one key cannot stand for two requests
 * @param about for people, which picture it is: the name of a file, or a URL without its query; null if unknown
 * @param owner who does something with it now, and alone; null if nobody does
 * @param charges paid calls so far, uploads included
 * @param carried headers for the message that a consumer emits
 * @param staging null if no bytes were uploaded
 * @param acceptance null before Claid gave it an id
 * @param polling when to ask next, and what has been asked
 * @param outcome null until it is over
 * @param delivery who is still to get it
 * @param batch null unless it is a batch that was submitted here
 * @param item null unless it is an item that its batch was split into
 */
public record TrackedTask(
        String key,
        long stamp,
        Lane lane,
        String fingerprint,
        String about,
        TaskState state,
        String owner,
        int charges,
        Map<String, Object> carried,
        Staging staging,
        Acceptance acceptance,
        Polling polling,
        Outcome outcome,
        Delivery delivery,
        Batch batch,
        Item item) {

    /** Claid keeps a temporary file for 24 hours from its creation (Image I/O page, "one day"). */
    public static final Duration RESULT_LIFE = Duration.ofHours(24);

    public TrackedTask {
        carried = Collections.unmodifiableMap(new LinkedHashMap<>(carried));
    }

    /** The bytes of the input, at a temporary URL of Claid's. */
    public record Staging(String url, Instant at) {}

    /**
     * @param family the task is polled at the path of the family that accepted it
     * @param version the task is polled under the version that accepted it
     * @param answer to the submit; null for a task that was submitted elsewhere, and once it is over
     */
    public record Acceptance(TaskFamily family, long taskId, ApiVersion version, Instant at, ClaidTask answer) {

        Acceptance withoutAnswer() {
            return new Acceptance(family, taskId, version, at, null);
        }

        Acceptance under(ApiVersion other) {
            return new Acceptance(family, taskId, other, at, answer);
        }
    }

    /**
     * @param next null while nobody wants to know
     * @param asked when it was not finished yet, the last time that Claid said so; null if it never did
     * @param missingSince when Claid first said that it does not know the task, or not where its result is; null if it does
     * @param status what it said last; null if it never said anything
     */
    public record Polling(int count, Instant next, Instant asked, Instant missingSince, TaskStatus status) {

        static final Polling NONE = new Polling(0, null, null, null, null);

        Polling at(Instant other) {
            return new Polling(count, other, asked, missingSince, status);
        }

        /** After one more poll, which said that the task goes on. */
        Polling wentOn(TaskStatus said, Instant now) {
            return new Polling(count + 1, next, now, null, said);
        }

        /** After one more poll, which said nothing about the task, or that it does not exist. */
        Polling saidNothing(Instant missing) {
            return new Polling(count + 1, next, asked, missing, status);
        }
    }

    /**
     * @param task the finished task; null for one that is unknown or expired before it finished
     * @param reason why it is unknown or expired; null for a finished one
     * @param during the call whose fate is unknown, {@code STAGING} or {@code SENDING}; null for a known one
     */
    public record Outcome(ClaidTask task, String reason, Instant at, TaskState during) {

        Outcome(ClaidTask task, String reason, Instant at) {
            this(task, reason, at, null);
        }

        Outcome unknownDuring(TaskState call) {
            return new Outcome(task, reason, at, call);
        }
    }

    /**
     * @param owed who has asked for the result and not yet acknowledged it
     * @param attempts how often a consumer has emitted it, or how many of those who waited have acknowledged it
     * @param next when a consumer may emit it; null if it is not for consumers
     * @param acknowledgedAt null until nobody is owed anything
     * @param mayReturn whether the source that it was submitted from has not committed yet: what it brings again is no
     *     new wish, even when the task was acknowledged; only where nothing else tells that
     */
    public record Delivery(Owed owed, int attempts, Instant next, Instant acknowledgedAt, boolean mayReturn) {
        static final Delivery NONE = new Delivery(Owed.NONE, 0, null, null, false);

        Delivery owedTo(Owed others) {
            return new Delivery(others, attempts, next, acknowledgedAt, mayReturn);
        }

        /** Once more, and nobody is owed anything by now. */
        Delivery acknowledged(Instant now) {
            return new Delivery(Owed.NONE, attempts, null, now, mayReturn);
        }

        Delivery attempted() {
            return new Delivery(owed, attempts + 1, next, acknowledgedAt, mayReturn);
        }

        Delivery at(Instant other) {
            return new Delivery(owed, attempts, other, acknowledgedAt, mayReturn);
        }

        /** As if it had never been delivered. */
        Delivery anew() {
            return new Delivery(Owed.NONE, 0, null, null, mayReturn);
        }

        Delivery returnable() {
            return new Delivery(owed, attempts, next, acknowledgedAt, true);
        }

        Delivery committed() {
            return new Delivery(owed, attempts, next, acknowledgedAt, false);
        }
    }

    /**
     * What a batch was asked for.
     *
     * @param images a list or a folder
     * @param destination the folder that the results go to; null if they go to temporary URLs
     * @param items how many it was split into; 0 while it is whole
     */
    public record Batch(Input images, String destination, int items) {

        static Batch of(EditRequest request) {
            return request.family() == TaskFamily.BATCH
                    ? new Batch(request.images(), destination(request.output()), 0)
                    : null;
        }

        Batch splitInto(int number) {
            return new Batch(images, destination, number);
        }

        private static String destination(Output output) {
            return output == null ? null : output.destination().orElse(null);
        }

        /** The folder, or how long the list is, for a message. */
        String source() {
            return images.folder().orElseGet(() -> "a list of " + images.urls().size() + " images");
        }
    }

    /**
     * A result or an error of a batch, which goes its own way from the split on.
     *
     * @param batch the key of the batch
     * @param index from 0; Claid's order, results before errors
     * @param size how many items the batch has
     * @param input the URL that it was made from; null if that cannot be told
     * @param fileName of that input, else of the result, with folders where they are known; null if there is none
     */
    public record Item(String batch, int index, int size, String input, String fileName) {}

    /** What somebody wants; nothing was sent for it. Its owner is going to. */
    static TrackedTask intent(String key, Submission wish, String owner) {
        return new TrackedTask(
                key,
                nextStamp(),
                wish.lane(),
                wish.key().fingerprint(),
                wish.about(),
                TaskState.INTENT,
                owner,
                0,
                wish.carried(),
                null,
                null,
                Polling.NONE,
                null,
                wish.mayReturn() ? Delivery.NONE.returnable() : Delivery.NONE,
                Batch.of(wish.request()),
                null);
    }

    /** An item of a finished batch: a task of its own, with the same id. */
    static TrackedTask item(TrackedTask batch, Item item, ClaidTask view) {
        return new TrackedTask(
                // out of reach of keys that users give; in the order of their indices where keys are compared
                String.format(Locale.ROOT, "item/%s#%06d", batch.key, item.index),
                nextStamp(),
                batch.lane,
                batch.fingerprint,
                item.fileName,
                TaskState.FINISHED,
                null,
                0,
                batch.carried,
                null,
                batch.acceptance,
                Polling.NONE,
                new Outcome(view, null, batch.outcome.at()),
                Delivery.NONE.at(batch.outcome.at()),
                null,
                item);
    }

    /** A task that somebody else submitted. */
    static TrackedTask adopted(String key, Lane lane, Acceptance acceptance) {
        return new TrackedTask(
                key,
                nextStamp(),
                lane,
                key,
                null,
                TaskState.ACCEPTED,
                null,
                0,
                Map.of(),
                null,
                acceptance,
                Polling.NONE,
                null,
                Delivery.NONE,
                null,
                null);
    }

    /** By chance unlike every other of the same task, from whatever process: one in 2^64 is not. */
    static long nextStamp() {
        return ThreadLocalRandom.current().nextLong();
    }

    /** What Claid said of it last: the finished task, or the accepted one; null before it was accepted. */
    public ClaidTask lastAnswer() {
        if (outcome != null && outcome.task() != null) {
            return outcome.task();
        }
        if (acceptance == null) {
            return null;
        }
        return acceptance.answer() != null
                ? acceptance.answer()
                : ClaidTask.accepted(acceptance.family(), acceptance.taskId());
    }

    /** Claid's id; null before it was accepted. */
    public Long taskId() {
        return acceptance == null ? null : acceptance.taskId();
    }

    /** What somebody who wants this task gets instead of a result; null while it is not over, and if it is done. */
    public ClaidException failure() {
        return switch (state) {
            case FINISHED -> isDone() ? null : failedTask();
            case UNKNOWN ->
                new ClaidUnknownOutcomeException(outcome.reason(), OptionalInt.empty(), null, null).under(key);
            case EXPIRED -> new ClaidTaskExpiredException(taskId(), outcome.reason());
            default -> null;
        };
    }

    private ClaidException failedTask() {
        return item == null
                ? new ClaidTaskFailedException(outcome.task(), source())
                : ClaidTaskFailedException.ofItem(outcome.task(), source());
    }

    /** Whether there is a result, which of a batch may be one among errors. */
    public boolean isDone() {
        return state == TaskState.FINISHED && !outcome.task().isFailed();
    }

    /** Whether Claid found no image where the batch was to be made from. */
    boolean isEmptyBatch() {
        return state == TaskState.FINISHED
                && batch != null
                && outcome.task().items().isEmpty();
    }

    /** Whether it is a batch whose items are remembered by themselves and go their own way. */
    public boolean isSplit() {
        return batch != null && batch.items() > 0;
    }

    private String source() {
        if (item != null) {
            return item.input();
        }
        return batch == null ? null : batch.source();
    }

    public boolean isAcknowledged() {
        return delivery.acknowledgedAt() != null;
    }

    boolean isResultAlive(Instant now) {
        return acceptance.at().plus(RESULT_LIFE).isAfter(now);
    }

    boolean isStagedUntil(Instant now) {
        return staging != null && staging.at().plus(RESULT_LIFE).isAfter(now);
    }

    /** Whether somebody may claim it to ask for its status, from {@code polling().next()} on. */
    public boolean isPollable() {
        return state == TaskState.ACCEPTED && owner == null && polling.next() != null;
    }

    /** Whether a consumer may claim it, from {@code delivery().next()} on. */
    public boolean isDeliverable() {
        return state.isOver() && owner == null && delivery.next() != null && !isAcknowledged();
    }

    /** Paid for before, and to be sent anew by whoever wants it next. */
    boolean isToBeSentAgain() {
        return owner == null && state.isBeforeSubmit() && charges > 0;
    }

    /** From when on its retention counts; null while it must not be forgotten by itself. */
    public Instant retainedSince() {
        if (item != null) {
            return null;
        }
        if (isAcknowledged()) {
            return delivery.acknowledgedAt();
        }
        if (delivery.next() != null) {
            // nobody was told yet
            return null;
        }
        boolean failed = state == TaskState.FINISHED && !isDone();
        return failed || state == TaskState.EXPIRED ? outcome.at() : null;
    }

    /** From when on Claid counts the life of a file that the task still needs; null if it needs none. */
    public Instant perishableSince() {
        return switch (state) {
            case STAGED -> staging.at();
            case ACCEPTED -> acceptance.at();
            case FINISHED -> isDone() && !isAcknowledged() ? acceptance.at() : null;
            default -> null;
        };
    }

    /** Whether it counts among the tasks that something is still to be done about; of a batch the batch, not its items. */
    public boolean isOutstanding() {
        return !isAcknowledged() && item == null;
    }

    /** Nobody else gets it until it is {@linkplain #released() released}, or its owner is found dead. */
    TrackedTask claimedBy(String who) {
        return with(copy -> copy.owner = who);
    }

    TrackedTask released() {
        return with(copy -> copy.owner = null);
    }

    boolean isOwnedBy(String who) {
        return who.equals(owner);
    }

    TrackedTask in(TaskState next) {
        return with(copy -> copy.state = next);
    }

    TrackedTask charged() {
        return with(copy -> copy.charges++);
    }

    TrackedTask staged(Staging upload) {
        return with(copy -> {
            copy.state = TaskState.STAGED;
            copy.staging = upload;
        });
    }

    TrackedTask accepted(Acceptance by, Polling first) {
        return with(copy -> {
            copy.state = TaskState.ACCEPTED;
            copy.owner = null;
            copy.acceptance = by;
            copy.polling = first;
        });
    }

    /** Its fate is known after all. */
    TrackedTask adopting(Acceptance found, Polling first) {
        return with(copy -> {
            copy.state = TaskState.ACCEPTED;
            copy.acceptance = found;
            copy.polling = first;
            copy.outcome = null;
        });
    }

    TrackedTask polled(Polling next) {
        return with(copy -> copy.polling = next);
    }

    TrackedTask over(TaskState end, Outcome how) {
        // one whose fate is unknown is told to whoever submits it, until the user has decided; of one that is split the
        // items are delivered
        boolean isForConsumers = lane.mode() == Mode.SUBMITTED && end != TaskState.UNKNOWN && !isSplit();
        return with(copy -> {
            copy.state = end;
            copy.owner = null;
            copy.acceptance = acceptance == null ? null : acceptance.withoutAnswer();
            copy.polling = polling.at(null);
            copy.outcome = end == TaskState.UNKNOWN ? how.unknownDuring(state) : how;
            if (isForConsumers) {
                copy.delivery = delivery.at(how.at());
            }
        });
    }

    /** A charge was in the air, and whoever would know what became of it is gone. */
    TrackedTask vanished(Instant now) {
        return charged().over(TaskState.UNKNOWN, new Outcome(null, "whoever sent it has vanished", now));
    }

    TrackedTask delivering(Delivery next) {
        return with(copy -> copy.delivery = next);
    }

    TrackedTask carrying(Map<String, Object> headers) {
        return with(copy -> copy.carried = headers);
    }

    /** The submit or upload was certainly not taken. */
    TrackedTask backBeforeSubmit() {
        return in(staging == null ? TaskState.INTENT : TaskState.STAGED);
    }

    /**
     * The same wish once more: what was paid and uploaded so far is not forgotten.
     *
     * @param nextOwner who is going to send it; null if that is left to whoever wants it next
     */
    TrackedTask again(Map<String, Object> nowCarried, String nextOwner) {
        return with(copy -> {
            copy.state = staging == null ? TaskState.INTENT : TaskState.STAGED;
            copy.owner = nextOwner;
            copy.carried = nowCarried;
            copy.acceptance = null;
            copy.polling = Polling.NONE;
            copy.outcome = null;
            copy.delivery = delivery.anew();
            copy.batch = batch == null ? null : batch.splitInto(0);
        });
    }

    /** It is owed as many acknowledgements as it has items. */
    TrackedTask split(int items) {
        return with(copy -> {
            copy.owner = null;
            copy.delivery = new Delivery(Owed.toAnybody(items), delivery.attempts(), null, null, delivery.mayReturn());
            copy.batch = batch.splitInto(items);
        });
    }

    private TrackedTask with(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return new TrackedTask(
                key,
                nextStamp(),
                lane,
                fingerprint,
                about,
                copy.state,
                copy.owner,
                copy.charges,
                copy.carried,
                copy.staging,
                copy.acceptance,
                copy.polling,
                copy.outcome,
                copy.delivery,
                copy.batch,
                item);
    }

    /** What may differ in the next step of the same task. */
    private static final class Copy {
        TaskState state;
        String owner;
        int charges;
        Map<String, Object> carried;
        Staging staging;
        Acceptance acceptance;
        Polling polling;
        Outcome outcome;
        Delivery delivery;
        Batch batch;

        Copy(TrackedTask task) {
            this.state = task.state;
            this.owner = task.owner;
            this.charges = task.charges;
            this.carried = task.carried;
            this.staging = task.staging;
            this.acceptance = task.acceptance;
            this.polling = task.polling;
            this.outcome = task.outcome;
            this.delivery = task.delivery;
            this.batch = task.batch;
        }
    }
}
