package io.github.camelclaid.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.github.camelclaid.client.ApiVersion;
import io.github.camelclaid.client.ClaidClient;
import io.github.camelclaid.client.ClaidConnection;
import io.github.camelclaid.client.EditRequest;
import io.github.camelclaid.quota.RateLimit;
import io.github.camelclaid.quota.RequestPacer;
import io.github.camelclaid.quota.SteadyClock;
import io.github.camelclaid.task.Engine;
import io.github.camelclaid.task.JdbcTaskStore;
import io.github.camelclaid.task.Lane;
import io.github.camelclaid.task.MemoryTaskStore;
import io.github.camelclaid.task.Mode;
import io.github.camelclaid.task.PollSchedule;
import io.github.camelclaid.task.Submission;
import io.github.camelclaid.task.SubmitPolicy;
import io.github.camelclaid.task.TaskKey;
import io.github.camelclaid.task.TaskStore;
import io.github.camelclaid.task.TaskTracker;
import io.github.camelclaid.task.Terms;
import io.github.camelclaid.task.VersionChoice;
import io.github.camelclaid.task.Waiting;
import io.github.camelclaid.transfer.ImageSource;
import io.github.camelclaid.transfer.Spool;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import javax.imageio.ImageIO;
import org.slf4j.LoggerFactory;

/**
 * What durability costs per image: the same edits, by URL and with an upload, remembered in memory, in a folder and in
 * PostgreSQL; a thousand at once, and a few hundred one after the other. Each store is used in a process of its own, and
 * so is the simulator, without a quota and with tasks that are done at once. Where there is {@code strace} it counts the
 * writes of one more run.
 */
public final class DurabilityBenchmark {

    private static final int IMAGES = Integer.getInteger("claid.bench.images", 1_000);
    private static final int IMAGES_COUNTED = 200;
    private static final String RESULT = "RESULT ";
    private static final String COUNTED = "fsync,fdatasync,pwrite64,write";

    private static final List<String> STORES = List.of("memory", "folder", "postgresql");

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            edit(List.of(arguments));
            return;
        }
        Path directory = Files.createTempDirectory("claid-bench");
        ImageIO.write(
                new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB),
                "png",
                directory.resolve("a.png").toFile());
        try (PostgresServer postgres = new PostgresServer();
                SimulatorProcess simulator = new SimulatorProcess(directory)) {
            for (String input : List.of("url", "upload")) {
                for (String store : STORES) {
                    String schema = "edits_" + input;
                    postgres.pool(schema, 1).close();
                    List<String> run = List.of(
                            store,
                            directory.resolve(store + "-" + input).toString(),
                            postgres.url(),
                            schema,
                            simulator.baseUrl,
                            input,
                            directory.resolve("a.png").toString());
                    Duration before = postgres.processorTime();
                    List<String> results = inProcess(List.of(), run, "measure");
                    Duration server = postgres.processorTime().minus(before);
                    results.forEach(result -> System.out.printf("%-10s %-6s %s%n", store, input, result));
                    if (store.equals("postgresql")) {
                        System.out.printf(
                                "%-10s %-6s server: %.2f ms of processor time per image, over all of these%n",
                                store, input, server.toMillis() / (double) images());
                    }
                    count(store, run);
                }
            }
        }
        System.exit(0);
    }

    /** Of one measured process: to warm up, at once, one after the other. */
    private static int images() {
        return IMAGES + IMAGES + IMAGES / 5;
    }

    /** Without those of the start, which a run without images has. */
    private static void count(String store, List<String> run) throws Exception {
        if (!isOnPath("strace") || store.equals("postgresql")) {
            return;
        }
        Map<String, Long> none = calls(run, "0");
        Map<String, Long> some = calls(run, Integer.toString(IMAGES_COUNTED));
        some.forEach((call, times) -> System.out.printf(
                "%-10s %-6s %s: %.1f times per image, one after the other%n",
                store, run.get(5), call, (times - none.getOrDefault(call, 0L)) / (double) IMAGES_COUNTED));
    }

    private static Map<String, Long> calls(List<String> run, String images) throws Exception {
        Path counts = Files.createTempFile("claid-bench", ".strace");
        inProcess(List.of("strace", "-f", "-c", "-e", "trace=" + COUNTED, "-o", counts.toString()), run, images);
        Map<String, Long> calls = new TreeMap<>();
        for (String line : Files.readAllLines(counts)) {
            // % time, seconds, microseconds per call, calls, errors if any, name
            String[] columns = line.trim().split("\\s+");
            if (columns.length >= 5 && Arrays.asList(COUNTED.split(",")).contains(columns[columns.length - 1])) {
                calls.put(columns[columns.length - 1], Long.parseLong(columns[3]));
            }
        }
        return calls;
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private static List<String> inProcess(List<String> observer, List<String> run, String what) throws Exception {
        List<String> command = new ArrayList<>(observer);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dclaid.bench.images=" + IMAGES);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), DurabilityBenchmark.class.getName()));
        command.addAll(run);
        command.add(what);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                .lines()
                .toList();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("ended with " + process.exitValue() + ": " + String.join("\n", lines));
        }
        return lines.stream()
                .filter(line -> line.startsWith(RESULT))
                .map(line -> line.substring(RESULT.length()))
                .toList();
    }

    /** In a process of its own. */
    private static void edit(List<String> arguments) {
        try (TaskStore store = open(arguments);
                Editor editor = new Editor(store, arguments.get(4), arguments.get(5), Path.of(arguments.get(6)))) {
            String what = arguments.get(7);
            if (what.equals("measure")) {
                editor.atOnce(IMAGES);
                System.out.println(RESULT + "at once:             " + editor.atOnce(IMAGES));
                System.out.println(RESULT + "one after the other: " + editor.oneByOne(IMAGES / 5));
            } else {
                editor.oneByOne(Integer.parseInt(what));
            }
        } catch (Exception e) {
            LoggerFactory.getLogger(DurabilityBenchmark.class).error("The edits failed", e);
            System.exit(1);
        }
        System.exit(0);
    }

    private static TaskStore open(List<String> arguments) {
        TaskStore store =
                switch (arguments.get(0)) {
                    case "memory" -> new MemoryTaskStore();
                    case "folder" -> JdbcTaskStore.inFolder(Path.of(arguments.get(1)));
                    default -> {
                        HikariDataSource pool = PostgresServer.pool(arguments.get(2), arguments.get(3), 10);
                        JdbcTaskStore tables = new JdbcTaskStore();
                        tables.setDataSource(pool);
                        tables.setCreateTable(true);
                        yield tables;
                    }
                };
        store.open();
        return store;
    }

    /** Asks for pictures, each under a key of its own, and acknowledges what comes. */
    private static final class Editor implements AutoCloseable {

        private static final Lane LANE = new Lane("bench", "shop", Mode.AWAITED);
        private static final SubmitPolicy POLICY = new SubmitPolicy(
                SubmitPolicy.Duplicates.reuse,
                SubmitPolicy.OnFailed.replay,
                SubmitPolicy.OnUnknown.hold,
                SubmitPolicy.OnAccountError.wait,
                true,
                Duration.ofHours(1));
        private static final PollSchedule AT_ONCE = (task, now, price) -> now.plusMillis(1);

        private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
        private final ExecutorService workers = Executors.newFixedThreadPool(8);
        private final byte[] picture;
        private final Spool spool;
        private final EditRequest request;
        private final ClaidClient client;
        private final TaskTracker tracker;
        // keys that no other process has used
        private final String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);
        private int edits;

        Editor(TaskStore store, String baseUrl, String input, Path file) throws IOException {
            timer.setRemoveOnCancelPolicy(true);
            picture = input.equals("upload") ? Files.readAllBytes(file) : null;
            spool = new Spool(Files.createTempDirectory("claid-bench-spool"), 1_000_000);
            EditRequest.Builder edit = EditRequest.builder().operations(edits -> edits.resizing(size -> size.width(8)));
            request = picture == null ? edit.input("storage://shop/a.png").build() : edit.build();
            RequestPacer pacer = new RequestPacer(RateLimit.UNLIMITED, new SteadyClock(), timer);
            client = new ClaidClient(new ClaidConnection(URI.create(baseUrl), SimulatorProcess.KEY), timer);
            tracker = new TaskTracker(
                    store,
                    client,
                    VersionChoice.only(ApiVersion.V1),
                    AT_ONCE,
                    new Engine(pacer, new SteadyClock(), timer, workers),
                    new Terms("bench", baseUrl, Duration.ofSeconds(30), Duration.ofHours(24), null));
        }

        Cost atOnce(int images) throws Exception {
            Cost begin = Cost.now();
            CountDownLatch done = new CountDownLatch(images);
            for (int i = 0; i < images; i++) {
                edit().thenRun(done::countDown);
            }
            done.await();
            return Cost.now().since(begin, images);
        }

        Cost oneByOne(int images) throws Exception {
            Cost begin = Cost.now();
            for (int i = 0; i < images; i++) {
                edit().get();
            }
            return Cost.now().since(begin, images);
        }

        private CompletableFuture<Void> edit() throws Exception {
            TaskKey key = new TaskKey(run + "-" + edits++, "f", true);
            ImageSource bytes = picture == null ? null : ImageSource.of(nextPicture(), "a.png", spool);
            Waiting waiting = tracker.edit(new Submission(LANE, key, request, bytes, POLICY, Map.of(), "a.png"));
            return waiting.result().toCompletableFuture().handle((task, failure) -> {
                if (failure != null) {
                    failure.printStackTrace();
                    System.exit(1);
                }
                waiting.acknowledge();
                close(bytes);
                return null;
            });
        }

        /** The same to look at, and another file: what is behind the end of a picture does not count. */
        private byte[] nextPicture() {
            byte[] next = Arrays.copyOf(picture, picture.length + Integer.BYTES);
            ByteBuffer.wrap(next).putInt(picture.length, edits);
            return next;
        }

        private static void close(ImageSource bytes) {
            try {
                if (bytes != null) {
                    bytes.close();
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            tracker.close();
            tracker.idle().join();
            tracker.leave();
            client.close();
            workers.shutdown();
            timer.shutdownNow();
        }
    }

    /** In nanoseconds and bytes. */
    private record Cost(double time, double processorTime, double written) {

        static Cost now() throws IOException {
            long processor = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                    .getProcessCpuTime();
            long written = Files.readAllLines(Path.of("/proc/self/io")).stream()
                    .filter(line -> line.startsWith("write_bytes: "))
                    .mapToLong(line -> Long.parseLong(line.substring("write_bytes: ".length())))
                    .sum();
            return new Cost(System.nanoTime(), processor, written);
        }

        Cost since(Cost begin, int images) {
            return new Cost(
                    (time - begin.time) / images,
                    (processorTime - begin.processorTime) / images,
                    (written - begin.written) / images);
        }

        @Override
        public String toString() {
            return String.format(
                    "%.2f ms, %.2f ms of processor time, %.0f kB written per image",
                    time / 1e6, processorTime / 1e6, written / 1e3);
        }
    }

    private DurabilityBenchmark() {}
}
