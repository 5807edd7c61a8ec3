package io.github.camelclaid.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelclaid.client.ApiVersion;
import io.github.camelclaid.client.ClaidClient;
import io.github.camelclaid.client.ClaidConnection;
import io.github.camelclaid.client.EditRequest;
import io.github.camelclaid.quota.RateLimit;
import io.github.camelclaid.quota.RequestPacer;
import io.github.camelclaid.quota.SteadyClock;
import io.github.camelclaid.task.Engine;
import io.github.camelclaid.task.Lane;
import io.github.camelclaid.task.MemoryTaskStore;
import io.github.camelclaid.task.Mode;
import io.github.camelclaid.task.PollSchedule;
import io.github.camelclaid.task.Submission;
import io.github.camelclaid.task.SubmitPolicy;
import io.github.camelclaid.task.TaskKey;
import io.github.camelclaid.task.TaskTracker;
import io.github.camelclaid.task.Terms;
import io.github.camelclaid.task.VersionChoice;
import io.github.camelclaid.task.Waiting;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;

/**
 * Processor time per task that is submitted and polled once: the tracker with its store in memory and no quota, against
 * HttpClient called directly with the same requests, whose answers are parsed to trees. Both in this process and in
 * turn, the simulator in another one.
 */
public final class EngineBenchmark {

    private static final int TASKS = 10_000;
    private static final int ROUNDS = 11;
    private static final int MOST_UNDER_WAY = 32;

    public static void main(String[] arguments) throws Exception {
        Path storage = Files.createTempDirectory("claid-bench");
        ImageIO.write(
                new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB),
                "png",
                storage.resolve("a.png").toFile());
        List<Double> ratios = new ArrayList<>();
        try (SimulatorProcess simulator = new SimulatorProcess(storage)) {
            for (int round = 0; round < ROUNDS; round++) {
                double direct = direct(simulator.baseUrl);
                double tracked = tracked(simulator.baseUrl);
                System.out.printf(
                        "round %d: direct %.1f us, tracker %.1f us per task, ratio %.2f%n",
                        round, direct, tracked, tracked / direct);
                if (round >= 2) {
                    ratios.add(tracked / direct);
                }
            }
        }
        ratios.sort(null);
        System.out.printf(
                "tracker / direct, median of %d rounds after 2 to warm up: %.2f%n",
                ratios.size(), ratios.get(ratios.size() / 2));
        System.exit(0);
    }

    private static double tracked(String baseUrl) throws Exception {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
        timer.setRemoveOnCancelPolicy(true);
        ExecutorService workers = Executors.newFixedThreadPool(4);
        RequestPacer pacer = new RequestPacer(RateLimit.UNLIMITED, new SteadyClock(), timer);
        ClaidConnection connection = new ClaidConnection(URI.create(baseUrl), SimulatorProcess.KEY);
        PollSchedule atOnce = (task, now, price) -> now.plusMillis(1);
        EditRequest request = EditRequest.builder()
                .input("storage://shop/a.png")
                .operations(edits -> edits.resizing(size -> size.width(8)))
                .build();
        SubmitPolicy policy = new SubmitPolicy(
                SubmitPolicy.Duplicates.reuse,
                SubmitPolicy.OnFailed.replay,
                SubmitPolicy.OnUnknown.hold,
                SubmitPolicy.OnAccountError.wait,
                true,
                Duration.ofHours(1));
        Lane lane = new Lane("bench", "shop", Mode.AWAITED);
        try (ClaidClient client = new ClaidClient(connection, timer);
                TaskTracker tracker = new TaskTracker(
                        new MemoryTaskStore(),
                        client,
                        VersionChoice.only(ApiVersion.V1),
                        atOnce,
                        new Engine(pacer, new SteadyClock(), timer, workers),
                        new Terms("bench", "http://localhost", Duration.ofSeconds(30), Duration.ofHours(24), null))) {
            CountDownLatch done = new CountDownLatch(TASKS);
            long begin = processorTime();
            for (int i = 0; i < TASKS; i++) {
                TaskKey key = new TaskKey(Integer.toString(i), "f", true);
                Waiting waiting = tracker.edit(new Submission(lane, key, request, null, policy, Map.of(), null));
                waiting.result().whenComplete((task, failure) -> {
                    if (failure == null) {
                        waiting.acknowledge();
                        done.countDown();
                    } else {
                        failure.printStackTrace();
                    }
                });
            }
            done.await();
            return perTask(begin);
        } finally {
            workers.shutdown();
            timer.shutdownNow();
        }
    }

    private static double direct(String baseUrl) throws Exception {
        ObjectMapper json = new ObjectMapper();
        try (CloseableHttpAsyncClient client = HttpAsyncClients.custom()
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(64)
                        .setMaxConnTotal(128)
                        .build())
                .build()) {
            client.start();
            CountDownLatch done = new CountDownLatch(TASKS);
            Semaphore free = new Semaphore(MOST_UNDER_WAY);
            long begin = processorTime();
            for (int i = 0; i < TASKS; i++) {
                free.acquire();
                new DirectTask(client, json, baseUrl, () -> {
                            free.release();
                            done.countDown();
                        })
                        .submit();
            }
            done.await();
            return perTask(begin);
        }
    }

    private record DirectTask(CloseableHttpAsyncClient client, ObjectMapper json, String baseUrl, Runnable whenDone) {

        void submit() throws Exception {
            byte[] body = json.writeValueAsBytes(
                    Map.of("input", "storage://shop/a.png", "operations", Map.of("resizing", Map.of("width", 8))));
            SimpleHttpRequest request = SimpleRequestBuilder.post(baseUrl + "/v1/image/edit/async")
                    .setHeader("Authorization", "Bearer " + SimulatorProcess.KEY)
                    .setBody(body, ContentType.APPLICATION_JSON)
                    .build();
            send(request);
        }

        private void poll(long id) {
            send(SimpleRequestBuilder.get(baseUrl + "/v1/image/edit/async/" + id)
                    .setHeader("Authorization", "Bearer " + SimulatorProcess.KEY)
                    .build());
        }

        private void send(SimpleHttpRequest request) {
            client.execute(request, new FutureCallback<>() {
                @Override
                public void completed(SimpleHttpResponse response) {
                    try {
                        JsonNode data = json.readTree(response.getBodyText().getBytes(StandardCharsets.UTF_8))
                                .path("data");
                        if (data.path("status").asText().equals("DONE")) {
                            whenDone.run();
                        } else {
                            poll(data.path("id").asLong());
                        }
                    } catch (Exception e) {
                        failed(e);
                    }
                }

                @Override
                public void failed(Exception trouble) {
                    trouble.printStackTrace();
                }

                @Override
                public void cancelled() {}
            });
        }
    }

    private static long processorTime() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static double perTask(long begin) {
        return (processorTime() - begin) / 1000.0 / TASKS;
    }

    private EngineBenchmark() {}
}
