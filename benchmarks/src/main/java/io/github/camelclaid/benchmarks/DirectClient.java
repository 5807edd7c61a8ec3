package io.github.camelclaid.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;

/** The client that the component has inside, Apache HttpClient, with nothing around it: no quota, no memory, no waits. */
final class DirectClient implements Contestant {

    private final Ground ground;
    private final CloseableHttpAsyncClient submits;
    private final CloseableHttpAsyncClient polls;

    private DirectClient(Ground ground, CloseableHttpAsyncClient submits, CloseableHttpAsyncClient polls) {
        this.ground = ground;
        this.submits = submits;
        this.polls = polls;
        submits.start();
        polls.start();
    }

    static DirectClient keepingConnections(Ground ground) {
        CloseableHttpAsyncClient client = client().build();
        return new DirectClient(ground, client, client);
    }

    /** Each submit has a connection of its own, as the component's have. */
    static DirectClient submittingOnNewConnections(Ground ground) {
        CloseableHttpAsyncClient submits = client().setConnectionReuseStrategy((request, response, context) -> false)
                .build();
        return new DirectClient(ground, submits, client().build());
    }

    private static HttpAsyncClientBuilder client() {
        return HttpAsyncClients.custom()
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(64)
                        .setMaxConnTotal(128)
                        .build());
    }

    @Override
    public CompletableFuture<Long> edit(Picture picture) {
        CompletableFuture<Long> edited = new CompletableFuture<>();
        SimpleHttpRequest submit = SimpleRequestBuilder.post(ground.baseUrl() + ClaidCalls.SUBMIT)
                .setHeader("Authorization", "Bearer " + ground.key())
                .setBody(ClaidCalls.edit(picture.url()), ContentType.APPLICATION_JSON)
                .build();
        send(submits, submit, edited, task -> poll(task.path("id").asLong(), edited));
        return edited;
    }

    private void poll(long id, CompletableFuture<Long> edited) {
        SimpleHttpRequest poll = SimpleRequestBuilder.get(ground.baseUrl() + ClaidCalls.SUBMIT + "/" + id)
                .setHeader("Authorization", "Bearer " + ground.key())
                .build();
        send(polls, poll, edited, task -> {
            if (ClaidCalls.isOver(task)) {
                edited.complete(id);
            } else {
                poll(id, edited);
            }
        });
    }

    private static void send(
            CloseableHttpAsyncClient client,
            SimpleHttpRequest request,
            CompletableFuture<?> edited,
            Consumer<JsonNode> then) {
        client.execute(request, new FutureCallback<>() {
            @Override
            public void completed(SimpleHttpResponse answer) {
                try {
                    then.accept(ClaidCalls.data(answer.getBodyBytes()));
                } catch (RuntimeException e) {
                    failed(e);
                }
            }

            @Override
            public void failed(Exception trouble) {
                edited.completeExceptionally(trouble);
            }

            @Override
            public void cancelled() {
                edited.cancel(false);
            }
        });
    }

    @Override
    public void close() throws Exception {
        try (polls) {
            submits.close();
        }
    }
}
