package io.github.camelclaid.simulator.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelclaid.simulator.ledger.Ledger;
import io.github.camelclaid.simulator.net.ReachableHosts;
import io.github.camelclaid.simulator.script.Notice;
import io.github.camelclaid.simulator.time.Speed;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.PriorityBlockingQueue;

/**
 * Sends webhooks and writes down in the ledger what became of them. Thread-safe; no thread waits for an answer. Redirects
 * are not followed, and neither the API key nor anything else that a client sent goes along but the request in the task.
 */
public final class Webhooks {

    /** Carries the signature of the body. */
    public static final String SIGNATURE = "X-Claid-Hmac-SHA256";

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Webhook webhook;
    private final ReachableHosts hosts;
    private final Ledger ledger;
    private final Pace pace;
    private final HttpClient http;
    private final Queue<Later> later = new PriorityBlockingQueue<>(8, Comparator.comparing(Later::at));

    /**
     * @param webhook null for none
     * @throws IllegalArgumentException if its host is not reachable for the simulator
     */
    public Webhooks(Webhook webhook, ReachableHosts hosts, Ledger ledger, Pace pace) {
        this.webhook = webhook;
        this.hosts = hosts;
        this.ledger = ledger;
        this.pace = pace;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        if (webhook != null && !hosts.contain(host())) {
            throw new IllegalArgumentException(unreachable());
        }
    }

    /** When what is sent later is sent. */
    public record Pace(Clock clock, Speed speed) {}

    /** Whether there is anybody to tell. */
    public boolean areWanted() {
        return webhook != null;
    }

    /**
     * The end of a task.
     *
     * @param at when, by the simulator's clock
     * @param task as the result endpoint shows it under {@code data}
     */
    public record Event(long taskId, Instant at, JsonNode task) {}

    /**
     * Tells of it.
     *
     * @return completes when that was answered, has failed for good, or is lost; never exceptionally
     */
    public CompletableFuture<Void> send(Event end, Notice notice) {
        if (notice.copies() == 0) {
            ledger.webhookFailed(end.taskId(), 1, "lost, as the script wants it");
            return CompletableFuture.completedFuture(null);
        }
        Message message = Message.about(end, webhook, notice);
        CompletableFuture<Void> sent = notice.delay().isZero()
                ? deliver(message, 1)
                : later(end.at().plus(pace.speed().of(notice.delay())), message, 1);
        for (int copy = 2; copy <= notice.copies(); copy++) {
            sent = sent.thenCompose(done -> deliver(message, 1));
        }
        return sent;
    }

    /** Sends what was to be sent later, and is due by now. */
    public void sendDue() {
        Instant now = now();
        for (Later next = later.peek(); next != null && !now.isBefore(next.at()); next = later.peek()) {
            if (later.remove(next)) {
                deliver(next.message(), next.attempt()).thenRun(next::over);
            }
        }
    }

    private CompletableFuture<Void> later(Instant at, Message message, int attempt) {
        Later next = new Later(at, message, attempt, new CompletableFuture<>());
        later.add(next);
        return next.done();
    }

    /** One attempt, and the next ones if it fails. */
    private CompletableFuture<Void> deliver(Message message, int attempt) {
        return post(message).thenCompose(result -> {
            if (result.failure() == null) {
                ledger.webhookAnswered(message.taskId(), attempt, result.status());
            } else {
                ledger.webhookFailed(message.taskId(), attempt, result.failure());
            }
            return result.mayBeRepeated() && attempt < webhook.attempts()
                    ? later(now().plus(pace.speed().of(PAUSE)), message, attempt + 1)
                    : CompletableFuture.completedFuture(null);
        });
    }

    private CompletableFuture<Result> post(Message message) {
        if (!hosts.contain(host())) {
            return CompletableFuture.completedFuture(Result.failed(unreachable()));
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(webhook.address())
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(message.body()));
        message.signature().ifPresent(signature -> request.header(SIGNATURE, signature));
        // the head of the answer is all that counts: a body that never ends must not keep the webhook open
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                .handle((answer, failure) -> failure == null ? answered(answer) : Result.failed(reason(failure)));
    }

    private static Result answered(HttpResponse<InputStream> answer) {
        try {
            answer.body().close();
        } catch (IOException e) {
            // nobody wants to read it
        }
        return new Result(answer.statusCode(), null);
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof HttpTimeoutException
                ? "not answered within " + PATIENCE.toSeconds() + " s"
                : "the connection failed";
    }

    private Instant now() {
        return pace.clock().instant();
    }

    private String host() {
        return webhook.address().getHost();
    }

    private String unreachable() {
        return "The webhook's host " + host() + " is not reachable for the simulator; allow it by name.";
    }

    /** Either a status or a failure. */
    private record Result(int status, String failure) {

        static Result failed(String why) {
            return new Result(0, why);
        }

        boolean mayBeRepeated() {
            return failure != null || status >= 500;
        }
    }

    private record Later(Instant at, Message message, int attempt, CompletableFuture<Void> done) {

        void over() {
            done.complete(null);
        }
    }
}
