package io.github.camelclaid.task;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelclaid.FastTime;
import io.github.camelclaid.client.ClaidClient;
import io.github.camelclaid.client.ClaidConnection;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.ClaidUnreadableTaskException;
import io.github.camelclaid.client.EditRequest;
import io.github.camelclaid.client.Input;
import io.github.camelclaid.client.Operations;
import io.github.camelclaid.client.Output;
import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.quota.RateLimit;
import io.github.camelclaid.quota.RequestPacer;
import io.github.camelclaid.quota.Window;
import io.github.camelclaid.simulator.ClaidSimulator;
import io.github.camelclaid.simulator.ClaidSimulatorBuilder;
import io.github.camelclaid.simulator.script.Timing;
import io.github.camelclaid.task.SubmitPolicy.Duplicates;
import io.github.camelclaid.task.SubmitPolicy.OnAccountError;
import io.github.camelclaid.task.SubmitPolicy.OnFailed;
import io.github.camelclaid.task.SubmitPolicy.OnUnknown;
import io.github.camelclaid.transfer.ImageSource;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** A tracker with the real client before a simulator, in time that both share and that passes fast. */
final class Desk implements AutoCloseable {

    static final String ACCOUNT = "me";
    static final Lane EDITS = new Lane(ACCOUNT, "shop", Mode.AWAITED);
    static final Lane SUBMITS = new Lane(ACCOUNT, "shop", Mode.SUBMITTED);
    static final SubmitPolicy POLICY = new SubmitPolicy(
            Duplicates.reuse, OnFailed.replay, OnUnknown.hold, OnAccountError.wait, true, Duration.ofHours(1));

    final FastTime time;
    final Clock clock;
    final ClaidSimulator claid;
    final TaskStore store;
    final RequestPacer pacer;
    final ClaidClient client;
    final TaskTracker tracker;
    final Path folder;
    private final ExecutorService workers = Executors.newFixedThreadPool(4);

    /** How a desk differs from the usual one. */
    record Settings(
            double speed,
            String rateLimit,
            VersionChoice versions,
            String baseUrl,
            Duration requestTimeout,
            UnaryOperator<ClaidSimulatorBuilder> claid,
            TaskStore store,
            Window maxCharges) {

        static final Settings USUAL = new Settings(
                20, "unlimited", VersionChoice.auto(), null, Duration.ofMinutes(5), claid -> claid, null, null);

        Settings at(double other) {
            return new Settings(other, rateLimit, versions, baseUrl, requestTimeout, claid, store, maxCharges);
        }

        Settings limited(String other) {
            return new Settings(speed, other, versions, baseUrl, requestTimeout, claid, store, maxCharges);
        }

        Settings with(VersionChoice other) {
            return new Settings(speed, rateLimit, other, baseUrl, requestTimeout, claid, store, maxCharges);
        }

        Settings askingAt(String other) {
            return new Settings(speed, rateLimit, versions, other, requestTimeout, claid, store, maxCharges);
        }

        Settings patient(Duration other) {
            return new Settings(speed, rateLimit, versions, baseUrl, other, claid, store, maxCharges);
        }

        /** Shared with another desk. */
        Settings remembering(TaskStore other) {
            return new Settings(speed, rateLimit, versions, baseUrl, requestTimeout, claid, other, maxCharges);
        }

        Settings paying(Window most) {
            return new Settings(speed, rateLimit, versions, baseUrl, requestTimeout, claid, store, most);
        }

        Settings claid(UnaryOperator<ClaidSimulatorBuilder> other) {
            return new Settings(speed, rateLimit, versions, baseUrl, requestTimeout, other, store, maxCharges);
        }
    }

    Desk(Settings settings) {
        try {
            folder = Files.createTempDirectory("claid-desk");
            ImageIO.write(
                    new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB),
                    "png",
                    folder.resolve("a.png").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        time = new FastTime(settings.speed());
        clock = time.clock();
        claid = simulator(settings);
        store = settings.store() == null ? new MemoryTaskStore() : settings.store();
        pacer = new RequestPacer(RateLimit.parse(settings.rateLimit()), clock, time);
        String url = settings.baseUrl() == null ? claid.baseUrl() : settings.baseUrl();
        client = new ClaidClient(
                new ClaidConnection(URI.create(url), "test-key").withRequestTimeout(settings.requestTimeout()), time);
        tracker = new TaskTracker(
                store,
                client,
                settings.versions(),
                (task, now, price) -> now.plusSeconds(1),
                new Engine(pacer, clock, time, workers),
                new Terms(
                        ACCOUNT,
                        "https://claid.example",
                        Duration.ofSeconds(30),
                        Duration.ofHours(24),
                        settings.maxCharges()));
    }

    static Desk open() {
        return new Desk(Settings.USUAL);
    }

    private ClaidSimulator simulator(Settings settings) {
        return settings.claid()
                .apply(ClaidSimulator.builder()
                        .clock(clock)
                        .noQuota()
                        .storage("shop", folder)
                        .duration(Timing.fixed(Duration.ofSeconds(2))))
                .start();
    }

    /** Another simulator of the same pictures. */
    ClaidSimulator simulatorAt(int port) {
        return simulator(Settings.USUAL.claid(claid -> claid.port(port)));
    }

    Waiting edit(String key) {
        return edit(key, POLICY);
    }

    Waiting edit(String key, SubmitPolicy policy) {
        return tracker.edit(wish(EDITS, key, policy));
    }

    Waiting submit(String key) {
        return tracker.submit(wish(SUBMITS, key, POLICY));
    }

    static Submission wish(Lane lane, String key, SubmitPolicy policy) {
        return new Submission(
                lane, new TaskKey(key, "print of " + key, true), request(), null, policy, Map.of(), "a.png");
    }

    /** Uploaded first; the bytes are the test's to close. */
    Waiting edit(String key, ImageSource bytes) {
        EditRequest request = new EditRequest(null, operations(), null);
        return tracker.edit(new Submission(
                EDITS, new TaskKey(key, "print of " + key, true), request, bytes, POLICY, Map.of(), "a.png"));
    }

    /** A wish of that lane, remembered and not sent, which is nobody's. */
    static TrackedTask intent(String key, Lane lane, String fingerprint) {
        return intent(key, lane, fingerprint, Map.of(), request());
    }

    static TrackedTask intent(
            String key, Lane lane, String fingerprint, Map<String, Object> carried, EditRequest request) {
        Submission wish =
                new Submission(lane, new TaskKey(key, fingerprint, true), request, null, POLICY, carried, "a.png");
        return TrackedTask.intent(key, wish, null);
    }

    /** A list or a folder. */
    static EditRequest batch(Input images, String destination) {
        Output output = destination == null ? null : Output.to(destination);
        return new EditRequest(images, operations(), output, Map.of());
    }

    static EditRequest request() {
        return new EditRequest("storage://shop/a.png", operations(), null);
    }

    private static Operations operations() {
        return Operations.fromJson(new ObjectMapper().createObjectNode());
    }

    static SubmitPolicy policy(OnFailed onFailed, OnUnknown onUnknown) {
        return new SubmitPolicy(Duplicates.reuse, onFailed, onUnknown, OnAccountError.wait, true, Duration.ofHours(1));
    }

    static SubmitPolicy policy(Duplicates duplicates) {
        return new SubmitPolicy(
                duplicates, OnFailed.replay, OnUnknown.hold, OnAccountError.wait, true, Duration.ofHours(1));
    }

    static SubmitPolicy waitingFor(Duration timeout) {
        return new SubmitPolicy(Duplicates.reuse, OnFailed.replay, OnUnknown.hold, OnAccountError.wait, true, timeout);
    }

    static ClaidTask task(String json) {
        return task(TaskFamily.EDIT, json);
    }

    static ClaidTask task(TaskFamily family, String json) {
        try {
            return ClaidTask.fromJson(family, new ObjectMapper().readTree(json), null);
        } catch (IOException | ClaidUnreadableTaskException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static TrackedTask result(Waiting waiting) throws Exception {
        return get(waiting.result());
    }

    static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    static Throwable failure(Waiting waiting) throws Exception {
        try {
            throw new AssertionError("should have failed, but is " + result(waiting));
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (CancellationException e) {
            return e;
        }
    }

    @Override
    public void close() throws IOException {
        tracker.close();
        pacer.close();
        client.close();
        tracker.leave();
        claid.close();
        workers.shutdownNow();
        time.shutdownNow();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
