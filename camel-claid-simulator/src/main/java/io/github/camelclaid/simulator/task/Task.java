package io.github.camelclaid.simulator.task;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelclaid.simulator.script.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** One accepted edit, batch or ai-edit. Thread-safe: it changes only once, when its ending starts. */
public final class Task {

    /** The part of its duration in which a task is still ACCEPTED, one in so many. */
    private static final int ACCEPTED_PART = 5;

    private final long id;
    private final Submit submit;
    private final Instant acceptedAt;
    private final Duration duration;
    private final Duration known;
    private final AtomicBoolean ending = new AtomicBoolean();
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();

    Task(long id, Submit submit, Instant acceptedAt, Course course) {
        this.id = id;
        this.submit = submit;
        this.acceptedAt = acceptedAt;
        this.duration = course.duration();
        this.known = course.known();
    }

    /**
     * How a task passes.
     *
     * @param duration until it ends
     * @param known how long after that it can be asked for; null means always
     */
    record Course(Duration duration, Duration known) {}

    /**
     * What was asked for.
     *
     * @param prefix the version of the API under which it was asked for
     * @param outcome what is to become of it
     */
    public record Submit(TaskFamily family, String prefix, JsonNode request, Outcome outcome) {

        /** The input as one text: of a list the addresses with spaces between, of a folder its address. */
        public String input() {
            JsonNode input = request.path("input");
            if (input.isArray()) {
                List<String> addresses = new ArrayList<>();
                input.forEach(address -> addresses.add(address.asText()));
                return String.join(" ", addresses);
            }
            return input.isObject() ? input.path("source").asText() : input.asText();
        }
    }

    public long id() {
        return id;
    }

    /** The id that its submit is answered with: by the script it may be that of the task before. */
    public long answeredId() {
        return outcome().sameId() ? id - 1 : id;
    }

    public TaskFamily family() {
        return submit.family();
    }

    /** The version of the API that accepted it. */
    public String prefix() {
        return submit.prefix();
    }

    /** The request as it came. Not to be changed. */
    public JsonNode request() {
        return submit.request();
    }

    public String input() {
        return submit.input();
    }

    public Instant acceptedAt() {
        return acceptedAt;
    }

    Outcome outcome() {
        return submit.outcome();
    }

    Instant dueAt() {
        return acceptedAt.plus(duration);
    }

    /** Whether it ended so long ago that nobody knows it any more. */
    boolean isForgotten(Instant now) {
        return known != null && !now.isBefore(dueAt().plus(known));
    }

    boolean isDue(Instant now) {
        return outcome().end() != Outcome.End.NEVER && !now.isBefore(dueAt());
    }

    /** How it ended; empty while it is in progress. */
    public Optional<Ending> ending() {
        return Optional.ofNullable(ended.getNow(null));
    }

    /** Completes when it has ended. */
    public CompletableFuture<Ending> ended() {
        return ended.copy();
    }

    /** The status at that time. */
    public String status(Instant now) {
        return ending().map(Ending::status).orElseGet(() -> inProgress(now));
    }

    private String inProgress(Instant now) {
        if (outcome().inProgress() != null) {
            return outcome().inProgress();
        }
        boolean fresh = now.isBefore(acceptedAt.plus(duration.dividedBy(ACCEPTED_PART)));
        return fresh ? "ACCEPTED" : "PROCESSING";
    }

    /** The one ending of this task; the first caller starts it. */
    CompletableFuture<Ending> end(Function<Task, CompletableFuture<Ending>> how) {
        if (ending.compareAndSet(false, true)) {
            how.apply(this).whenComplete((end, failure) -> {
                if (failure == null) {
                    ended.complete(end);
                } else {
                    ended.completeExceptionally(failure);
                }
            });
        }
        return ended;
    }
}
