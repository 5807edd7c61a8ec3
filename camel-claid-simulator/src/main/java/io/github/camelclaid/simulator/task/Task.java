package io.github.camelclaid.simulator.task;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelclaid.simulator.script.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** One accepted edit. Thread-safe: it changes only once, when its ending starts. */
public final class Task {

    /** The part of its duration in which a task is still ACCEPTED, one in so many. */
    private static final int ACCEPTED_PART = 5;

    private final long id;
    private final String prefix;
    private final JsonNode request;
    private final Outcome outcome;
    private final Instant acceptedAt;
    private final Duration duration;
    private final AtomicReference<CompletableFuture<Ending>> ending = new AtomicReference<>();

    Task(long id, String prefix, JsonNode request, Outcome outcome, Instant acceptedAt, Duration duration) {
        this.id = id;
        this.prefix = prefix;
        this.request = request;
        this.outcome = outcome;
        this.acceptedAt = acceptedAt;
        this.duration = duration;
    }

    public long id() {
        return id;
    }

    /** The version of the API that accepted it. */
    public String prefix() {
        return prefix;
    }

    /** The request as it came. Not to be changed. */
    public JsonNode request() {
        return request;
    }

    public String input() {
        return request.path("input").asText();
    }

    public Instant acceptedAt() {
        return acceptedAt;
    }

    Outcome outcome() {
        return outcome;
    }

    Instant dueAt() {
        return acceptedAt.plus(duration);
    }

    boolean isDue(Instant now) {
        return outcome.end() != Outcome.End.NEVER && !now.isBefore(dueAt());
    }

    /** How it ended; empty while it is in progress. */
    public Optional<Ending> ending() {
        CompletableFuture<Ending> started = ending.get();
        return started != null && started.isDone() ? Optional.of(started.join()) : Optional.empty();
    }

    /** The status at that time. */
    public String status(Instant now) {
        return ending().map(Ending::status).orElseGet(() -> inProgress(now));
    }

    private String inProgress(Instant now) {
        if (outcome.inProgress() != null) {
            return outcome.inProgress();
        }
        boolean fresh = now.isBefore(acceptedAt.plus(duration.dividedBy(ACCEPTED_PART)));
        return fresh ? "ACCEPTED" : "PROCESSING";
    }

    /** The one ending of this task; the first caller starts it. */
    CompletableFuture<Ending> end(Function<Task, CompletableFuture<Ending>> how) {
        CompletableFuture<Ending> mine = new CompletableFuture<>();
        if (!ending.compareAndSet(null, mine)) {
            return ending.get();
        }
        how.apply(this).whenComplete((end, failure) -> {
            if (failure == null) {
                mine.complete(end);
            } else {
                mine.completeExceptionally(failure);
            }
        });
        return mine;
    }
}
