package io.github.camelclaid.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The JDK's client: submits, then asks in a {@link Rhythm}; what is refused is sent again when the answer allows it. */
final class AsyncClient implements Contestant {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Ground ground;
    private final Rhythm rhythm;
    private final Pacer pacer;

    AsyncClient(Ground ground, Rhythm rhythm, Pacer pacer) {
        this.ground = ground;
        this.rhythm = rhythm;
        this.pacer = ground.hasQuota() ? pacer : Pacer.NONE;
    }

    @Override
    public CompletableFuture<Long> edit(Picture picture) {
        return input(picture)
                .thenCompose(input -> send(post(ClaidCalls.SUBMIT, ClaidCalls.JSON, ClaidCalls.edit(input))))
                .thenCompose(task -> finished(task.path("id").asLong(), 1));
    }

    private CompletableFuture<String> input(Picture picture) {
        if (!picture.isUploaded()) {
            return CompletableFuture.completedFuture(picture.url());
        }
        return send(post(ClaidCalls.UPLOAD, ClaidCalls.FORM, ClaidCalls.form(picture.bytes())))
                .thenApply(ClaidCalls::uploadedUrl);
    }

    private CompletableFuture<Long> finished(long id, int nth) {
        return wait(rhythm.before(nth))
                .thenCompose(waited ->
                        send(request(ClaidCalls.SUBMIT + "/" + id).GET().build()))
                .thenCompose(task ->
                        ClaidCalls.isOver(task) ? CompletableFuture.completedFuture(id) : finished(id, nth + 1));
    }

    private CompletableFuture<Void> wait(Duration duration) {
        return duration.isZero()
                ? CompletableFuture.completedFuture(null)
                : ground.time().after(duration);
    }

    private CompletableFuture<JsonNode> send(HttpRequest request) {
        return pacer.turn()
                .thenCompose(turn -> http.sendAsync(request, BodyHandlers.ofByteArray()))
                .thenCompose(answer -> answer.statusCode() == ClaidCalls.TOO_MANY_REQUESTS
                        ? wait(reset(answer)).thenCompose(waited -> send(request))
                        : CompletableFuture.completedFuture(data(answer)));
    }

    private static Duration reset(HttpResponse<?> answer) {
        return Duration.ofSeconds(
                answer.headers().firstValueAsLong(ClaidCalls.RESET).orElse(1));
    }

    private static JsonNode data(HttpResponse<byte[]> answer) {
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + new String(answer.body()));
        }
        return ClaidCalls.data(answer.body());
    }

    private HttpRequest post(String path, String type, byte[] body) {
        return request(path)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(ground.baseUrl() + path))
                .header("Authorization", "Bearer " + ground.key());
    }

    /** What waits ends with the time. */
    @Override
    public void close() {}
}
