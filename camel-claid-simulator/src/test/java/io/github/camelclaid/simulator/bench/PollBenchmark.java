package io.github.camelclaid.simulator.bench;

import io.github.camelclaid.simulator.ClaidSimulator;
import io.github.camelclaid.simulator.script.Timing;
import io.undertow.Undertow;
import io.undertow.util.Headers;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Status polls a second with 10,000 tasks, against a bare Undertow that answers each request with the same bytes. Client
 * and server share the machine; both servers get the same client, in turns.
 */
public final class PollBenchmark {

    private static final int TASKS = 10_000;
    private static final int ROUNDS = 5;
    private static final Duration ROUND = Duration.ofSeconds(3);
    private static final String KEY = "bench-key";

    private PollBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        try (ClaidSimulator simulator = ClaidSimulator.builder()
                .apiKey(KEY)
                .noQuota()
                .duration(Timing.fixed(Duration.ofHours(10)))
                .start()) {
            List<String> polls = new ArrayList<>();
            for (long id : submitted(simulator)) {
                polls.add("/v1/image/edit/async/" + id);
            }
            String answer = get(simulator.baseUrl() + polls.get(0));
            Undertow bare = bare(answer);
            bare.start();
            int barePort = ((InetSocketAddress) bare.getListenerInfo().get(0).getAddress()).getPort();
            List<Double> ours = new ArrayList<>();
            List<Double> theirs = new ArrayList<>();
            for (int round = 0; round <= ROUNDS; round++) {
                double theirRate = rate(barePort, polls);
                double ourRate = rate(URI.create(simulator.baseUrl()).getPort(), polls);
                if (round > 0) {
                    ours.add(ourRate);
                    theirs.add(theirRate);
                }
            }
            bare.stop();
            System.out.printf(
                    Locale.ROOT,
                    "polls a second with %,d tasks: %,.0f (bare Undertow with the same %d bytes: %,.0f; ratio %.2f)%n",
                    TASKS,
                    median(ours),
                    answer.length(),
                    median(theirs),
                    median(ours) / median(theirs));
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            System.out.printf(
                    Locale.ROOT,
                    "heap after a collection, client and both servers: %,d kB%n",
                    (runtime.totalMemory() - runtime.freeMemory()) / 1024);
        }
    }

    private static List<Long> submitted(ClaidSimulator simulator) throws Exception {
        List<Long> ids = new ArrayList<>();
        HttpClient http = HttpClient.newHttpClient();
        for (int i = 0; i < TASKS; i++) {
            String body = "{\"input\": \"http://127.0.0.1:1/picture-" + i + ".jpg\", \"operations\": {\"resizing\":"
                    + " {\"width\": 1000}}}";
            http.send(
                    HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/v1/image/edit/async"))
                            .header("Authorization", "Bearer " + KEY)
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        }
        simulator.ledger().tasks().forEach(task -> ids.add(task.id()));
        return ids;
    }

    private static String get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url))
                                .header("Authorization", "Bearer " + KEY)
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static Undertow bare(String answer) {
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        return Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setIoThreads(2)
                .setHandler(exchange -> {
                    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
                    exchange.getResponseSender().send(ByteBuffer.wrap(bytes));
                })
                .build();
    }

    private static double rate(int port, List<String> paths) throws Exception {
        List<PipeliningClient> clients = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            clients.add(
                    new PipeliningClient(port, KEY, paths.subList(i * paths.size() / 8, (i + 1) * paths.size() / 8)));
        }
        long start = System.nanoTime();
        long end = start + ROUND.toNanos();
        List<Thread> threads = clients.stream()
                .map(client -> new Thread(() -> client.runUntil(end)))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        long answers = clients.stream().mapToLong(PipeliningClient::answers).sum();
        return answers * 1e9 / (System.nanoTime() - start);
    }

    private static double median(List<Double> figures) {
        return figures.stream().sorted().toList().get(figures.size() / 2);
    }
}
