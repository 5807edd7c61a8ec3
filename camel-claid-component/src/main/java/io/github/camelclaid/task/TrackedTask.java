package io.github.camelclaid.task;

import io.github.camelclaid.client.ApiVersion;
import io.github.camelclaid.client.ClaidException;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.ClaidTaskExpiredException;
import io.github.camelclaid.client.ClaidTaskFailedException;
import io.github.camelclaid.client.ClaidUnknownOutcomeException;
import io.github.camelclaid.client.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What the ledger knows of one task. Immutable; a step makes a new one, and {@link TaskStore#replace} puts it in the
 * place of the old.
 *
 * @param key unique in its store
 * @param fingerprint digest of the request, so that one key cannot stand for two requests
 * @param charges paid calls so far, uploads included
 * @param carried headers for the message that a consumer emits
 * @param staging null if no bytes were uploaded
 * @param acceptance null before Claid gave it an id
 * @param polling when to ask next, and what has been asked
 * @param outcome null until it is over
 * @param delivery who is still to get it
 */
public record TrackedTask(
        String key,
        Lane lane,
        String fingerprint,
        TaskState state,
        int charges,
        Map<String, Object> carried,
        Staging staging,
        Acceptance acceptance,
        Polling polling,
        Outcome outcome,
        Delivery delivery) {

    /** Claid keeps a temporary file for 24 hours from its creation (Image I/O page, "one day"). */
    public static final Duration RESULT_LIFE = Duration.ofHours(24);

    public TrackedTask {
        carried = Collections.unmodifiableMap(new LinkedHashMap<>(carried));
    }

    /** The bytes of the input, at a temporary URL of Claid's. */
    public record Staging(String url, Instant at) {}

    /**
     * @param version the task is polled under the version that accepted it
     * @param answer to the submit; null for a task that was submitted elsewhere, and once it is over
     */
    public record Acceptance(long taskId, ApiVersion version, Instant at, ClaidTask answer) {

        Acceptance withoutAnswer() {
            return new Acceptance(taskId, version, at, null);
        }

        Acceptance under(ApiVersion other) {
            return new Acceptance(taskId, other, at, answer);
        }
    }

    /**
     * @param next null while nobody wants to know
     * @param missingSince when Claid first said that it does not know the task; null if it does
     * @param status what it said last; null if it never said anything
     */
    public record Polling(int count, Instant next, Instant missingSince, TaskStatus status) {
        static final Polling NONE = new Polling(0, null, null, null);

        Polling at(Instant other) {
            return new Polling(count, other, missingSince, status);
        }

        /** After one more poll, which said that the task goes on. */
        Polling wentOn(TaskStatus said) {
            return new Polling(count + 1, next, null, said);
        }

        /** After one more poll, which said nothing about the task, or that it does not exist. */
        Polling saidNothing(Instant missing) {
            return new Polling(count + 1, next, missing, status);
        }
    }

    /**
     * @param task the finished task; null for one that is unknown or expired before it finished
     * @param reason why it is unknown or expired; null for a finished one
     */
    public record Outcome(ClaidTask task, String reason, Instant at) {}

    /**
     * @param owed how many have asked for the result and not yet acknowledged it
     * @param attempts how often a consumer has emitted it
     * @param next when a consumer may emit it; null if it is not for consumers, or one has it now
     * @param acknowledgedAt null until nobody is owed anything
     */
    public record Delivery(int owed, int attempts, Instant next, Instant acknowledgedAt) {
        static final Delivery NONE = new Delivery(0, 0, null, null);
    }

    static TrackedTask intent(String key, Lane lane, String fingerprint, Map<String, Object> carried) {
        return new TrackedTask(
                key, lane, fingerprint, TaskState.INTENT, 0, carried, null, null, Polling.NONE, null, Delivery.NONE);
    }

    /** A task that somebody else submitted. */
    static TrackedTask adopted(String key, Lane lane, Acceptance acceptance) {
        return new TrackedTask(
                key, lane, key, TaskState.ACCEPTED, 0, Map.of(), null, acceptance, Polling.NONE, null, Delivery.NONE);
    }

    /** What Claid said of it last: the finished task, or the accepted one; null if it said nothing. */
    public ClaidTask lastAnswer() {
        if (outcome != null && outcome.task() != null) {
            return outcome.task();
        }
        return acceptance == null ? null : acceptance.answer();
    }

    /** Claid's id; null before it was accepted. */
    public Long taskId() {
        return acceptance == null ? null : acceptance.taskId();
    }

    /** What somebody who wants this task gets instead of a result; null while it is not over, and if it is done. */
    public ClaidException failure() {
        return switch (state) {
            case FINISHED -> isDone() ? null : new ClaidTaskFailedException(outcome.task());
            case UNKNOWN -> new ClaidUnknownOutcomeException(outcome.reason(), OptionalInt.empty(), null, null);
            case EXPIRED -> new ClaidTaskExpiredException(taskId(), outcome.reason());
            default -> null;
        };
    }

    public boolean isDone() {
        return state == TaskState.FINISHED && !outcome.task().status().isFailed();
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

    TrackedTask in(TaskState next) {
        return new TrackedTask(
                key, lane, fingerprint, next, charges, carried, staging, acceptance, polling, outcome, delivery);
    }

    TrackedTask charged() {
        return new TrackedTask(
                key, lane, fingerprint, state, charges + 1, carried, staging, acceptance, polling, outcome, delivery);
    }

    TrackedTask staged(Staging upload) {
        return new TrackedTask(
                key,
                lane,
                fingerprint,
                TaskState.STAGED,
                charges,
                carried,
                upload,
                acceptance,
                polling,
                outcome,
                delivery);
    }

    TrackedTask accepted(Acceptance by, Polling first) {
        return new TrackedTask(
                key, lane, fingerprint, TaskState.ACCEPTED, charges, carried, staging, by, first, outcome, delivery);
    }

    TrackedTask polled(Polling next) {
        return new TrackedTask(
                key, lane, fingerprint, state, charges, carried, staging, acceptance, next, outcome, delivery);
    }

    TrackedTask over(TaskState end, Outcome how) {
        // one whose fate is unknown is told to whoever submits it, until the user has decided
        Delivery now = lane.mode() == Mode.SUBMITTED && end != TaskState.UNKNOWN
                ? new Delivery(delivery.owed(), delivery.attempts(), how.at(), delivery.acknowledgedAt())
                : delivery;
        return new TrackedTask(
                key,
                lane,
                fingerprint,
                end,
                charges,
                carried,
                staging,
                acceptance == null ? null : acceptance.withoutAnswer(),
                polling.at(null),
                how,
                now);
    }

    TrackedTask delivering(Delivery next) {
        return new TrackedTask(
                key, lane, fingerprint, state, charges, carried, staging, acceptance, polling, outcome, next);
    }

    TrackedTask carrying(Map<String, Object> headers) {
        return new TrackedTask(
                key, lane, fingerprint, state, charges, headers, staging, acceptance, polling, outcome, delivery);
    }

    /** The submit or upload was certainly not taken. */
    TrackedTask backBeforeSubmit() {
        return in(staging == null ? TaskState.INTENT : TaskState.STAGED);
    }

    /** The same wish once more: what was paid and uploaded so far is not forgotten. */
    TrackedTask again(Map<String, Object> nowCarried) {
        return new TrackedTask(
                key,
                lane,
                fingerprint,
                staging == null ? TaskState.INTENT : TaskState.STAGED,
                charges,
                nowCarried,
                staging,
                null,
                Polling.NONE,
                null,
                Delivery.NONE);
    }
}
