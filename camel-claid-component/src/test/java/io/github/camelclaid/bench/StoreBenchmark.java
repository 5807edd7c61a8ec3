package io.github.camelclaid.bench;

import static org.awaitility.Awaitility.await;

import com.sun.management.OperatingSystemMXBean;
import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariDataSource;
import io.github.camelclaid.ClaidComponent;
import io.github.camelclaid.task.JdbcTaskStore;
import io.github.camelclaid.task.MemoryTaskStore;
import io.github.camelclaid.task.TaskStore;
import io.github.camelclaid.task.TaskStore.Change;
import io.github.camelclaid.task.TrackedTask;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * What it costs to remember a million tasks: claiming and rescheduling the hundred that are due, each time others; heap;
 * and the time a start takes until the first poll is sent. The same with a thousand tasks, in a folder, in PostgreSQL and
 * in memory.
 */
public final class StoreBenchmark {

    private static final int MANY = Integer.getInteger("claid.bench.tasks", 1_000_000);
    private static final int FEW = 1_000;
    private static final int ROUNDS = Integer.getInteger("claid.bench.rounds", 1_000);
    private static final int ROUNDS_ONE_BY_ONE = ROUNDS / 10;
    private static final int ROUNDS_TO_WARM_UP = ROUNDS / 5;
    /** 20,000 row versions that are dead: when autovacuum comes to a table of a million rows that is made by the script. */
    private static final int ROUNDS_UNTIL_VACUUM = 100;

    private static final String OWNER = "bench-owner";
    private static final String TABLE = "CLAID_TASK";
    private static final String RESULT = "RESULT ";

    /** Where tasks are kept; the texts are for {@link #open(String, String)}. */
    private record Place(String kind, String address) {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            start(new Place(arguments[0], arguments[1]), Integer.parseInt(arguments[2]));
            return;
        }
        try (PostgresServer postgres = new PostgresServer()) {
            for (int tasks : List.of(FEW, MANY)) {
                System.out.printf("%,d remembered tasks%n", tasks);
                inMemory(tasks);
                Path folder = Files.createTempDirectory("claid-bench").resolve("tasks");
                inFolder(new Place("folder", folder.toString()), tasks);
                String schema = "tasks_" + tasks;
                try (HikariDataSource pool = postgres.pool(schema, 10)) {
                    inPostgres(new Place("postgresql", postgres.url() + " " + schema), pool, tasks);
                }
            }
        }
        System.exit(0);
    }

    private static void inMemory(int tasks) {
        TaskStore store = new MemoryTaskStore();
        RememberedTasks remembered = new RememberedTasks(store, beginning());
        System.out.println("  memory");
        measure(store, remembered.fill(tasks), () -> {});
    }

    private static void inFolder(Place place, int tasks) throws Exception {
        System.out.println("  folder");
        try (TaskStore store = open(place)) {
            RememberedTasks remembered = new RememberedTasks(store, beginning());
            long begin = System.nanoTime();
            int accepted = remembered.fill(tasks);
            System.out.printf("    filled in %d s%n", seconds(begin));
            long written = written();
            measure(store, accepted, () -> {});
            System.out.printf(
                    "    written while measured: %,d MB; %,d MB remain%n",
                    (written() - written) / 1_000_000, size(Path.of(place.address())) / 1_000_000);
        }
        measureStarts(place);
    }

    /** By this process, to whatever file. */
    private static long written() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/io")).stream()
                .filter(line -> line.startsWith("wchar: "))
                .mapToLong(line -> Long.parseLong(line.substring("wchar: ".length())))
                .sum();
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static void inPostgres(Place place, HikariDataSource pool, int tasks) throws Exception {
        System.out.println("  postgresql");
        try (TaskStore store = open(place)) {
            RememberedTasks remembered = new RememberedTasks(store, beginning());
            long begin = System.nanoTime();
            int accepted = remembered.fill(tasks);
            PostgresServer.settle(pool, TABLE);
            PostgresServer.settle(pool, "CLAID_DOCUMENT");
            System.out.printf("    filled in %d s%n", seconds(begin));
            long scans = scans(pool);
            measure(store, accepted, () -> PostgresServer.execute(pool, "VACUUM " + TABLE));
            System.out.printf("    scans of the whole table: %d%n", scans(pool) - scans);
        }
        measureStarts(place);
    }

    /** So that after all rounds the next ones are due in the present. */
    private static Instant beginning() {
        return Instant.now().minus(RememberedTasks.STEP.multipliedBy(ROUNDS_TO_WARM_UP + ROUNDS + ROUNDS_ONE_BY_ONE));
    }

    private static long seconds(long begin) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
    }

    private static long scans(HikariDataSource pool) {
        return PostgresServer.number(
                pool,
                "SELECT SEQ_SCAN FROM PG_STAT_USER_TABLES WHERE SCHEMANAME = CURRENT_SCHEMA AND RELNAME = LOWER('"
                        + TABLE + "')");
    }

    private static TaskStore open(Place place) {
        JdbcTaskStore store;
        if (place.kind().equals("folder")) {
            store = JdbcTaskStore.inFolder(Path.of(place.address()));
        } else {
            String[] address = place.address().split(" ");
            store = new JdbcTaskStore();
            store.setDataSource(PostgresServer.pool(address[0], address[1], 10));
            store.setCreateTable(true);
        }
        store.open();
        return store;
    }

    /** @param vacuum what a server does by itself, if it is given the time */
    private static void measure(TaskStore store, int accepted, Runnable vacuum) {
        Rounds rounds = new Rounds(store, accepted, vacuum);
        rounds.make(ROUNDS_TO_WARM_UP, true);
        System.out.println("    100 claimed, 100 rescheduled in one call:  " + rounds.make(ROUNDS, true));
        System.out.println("    100 claimed, 100 rescheduled one by one:   " + rounds.make(ROUNDS_ONE_BY_ONE, false));
    }

    /** Goes round the accepted tasks: who has been claimed is due again when all others have been. */
    private static final class Rounds {

        private final TaskStore store;
        private final Duration cycle;
        private final Runnable vacuum;
        private Instant now;

        Rounds(TaskStore store, int accepted, Runnable vacuum) {
            this.store = store;
            this.vacuum = vacuum;
            this.cycle = RememberedTasks.STEP.multipliedBy(accepted / RememberedTasks.DUE);
            this.now = store.nextDue(List.of(RememberedTasks.LANE)).orElseThrow();
        }

        Latencies make(int rounds, boolean together) {
            Latencies latencies = new Latencies();
            for (int i = 0; i < rounds; i++) {
                if (i % ROUNDS_UNTIL_VACUUM == 0) {
                    vacuum.run();
                }
                long begin = System.nanoTime();
                List<TrackedTask> due = store.claimDue(OWNER, List.of(RememberedTasks.LANE), now, RememberedTasks.DUE);
                List<Change> changes = new ArrayList<>();
                for (TrackedTask task : due) {
                    changes.add(new Change(task, RememberedTasks.polledAgain(task, now.plus(cycle))));
                }
                boolean isDone = together
                        ? store.change(changes)
                        : changes.stream().allMatch(change -> store.replace(change.before(), change.after()));
                latencies.add(System.nanoTime() - begin);
                if (!isDone || due.size() != RememberedTasks.DUE) {
                    throw new IllegalStateException("claimed " + due.size() + " of " + RememberedTasks.DUE);
                }
                now = now.plus(RememberedTasks.STEP);
            }
            return latencies;
        }
    }

    private static void measureStarts(Place place) throws Exception {
        int port = freePort();
        for (int i = 0; i < 3; i++) {
            System.out.println("    " + startInProcess(place, port));
        }
    }

    /** The address of an account's tasks must not change, so the port is the same at each start. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String startInProcess(Place place, int port) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreBenchmark.class.getName(),
                        place.kind(),
                        place.address(),
                        Integer.toString(port))
                .redirectErrorStream(true)
                .start();
        List<String> lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                .lines()
                .toList();
        process.waitFor();
        return lines.stream()
                .filter(line -> line.startsWith(RESULT))
                .findFirst()
                .map(line -> line.substring(RESULT.length()))
                .orElseThrow(() -> new IllegalStateException(String.join("\n", lines)));
    }

    /** In a process of its own: a route with a consumer, whose first poll a server in here waits for. */
    private static void start(Place place, int port) throws Exception {
        CountDownLatch polled = new CountDownLatch(1);
        AtomicLong polledAt = new AtomicLong();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            polledAt.compareAndSet(0, System.currentTimeMillis());
            polled.countDown();
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        server.start();
        long begin = System.currentTimeMillis();
        TaskStore store = open(place);
        long opened = System.currentTimeMillis();
        DefaultCamelContext camel = new DefaultCamelContext();
        ClaidComponent component = new ClaidComponent();
        component.getConfiguration().setApiKey("key");
        component.getConfiguration().setAccount(RememberedTasks.ACCOUNT);
        component
                .getConfiguration()
                .setBaseUrl("http://127.0.0.1:" + server.getAddress().getPort());
        component.setTaskStore(store);
        camel.addComponent("claid", component);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("claid:" + RememberedTasks.LANE.name()).to("mock:done");
            }
        });
        camel.start();
        if (!polled.await(1, TimeUnit.MINUTES)) {
            System.out.println("no poll");
            System.exit(1);
        }
        long processor = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
        long ofProcess = ManagementFactory.getRuntimeMXBean().getStartTime();
        long heap = usedHeap();
        System.out.printf(
                "%sfirst poll %d ms after the start of the process, %d ms after that of the component, of which %d ms"
                        + " opened the store; %d ms of processor time; heap %.1f MB%n",
                RESULT,
                polledAt.get() - ofProcess,
                polledAt.get() - begin,
                opened - begin,
                TimeUnit.NANOSECONDS.toMillis(processor),
                heap / 1e6);
        System.exit(0);
    }

    /** What collections leave, once it does not become less any more. */
    private static long usedHeap() {
        AtomicLong least = new AtomicLong(Long.MAX_VALUE);
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> {
                    System.gc();
                    long used = ManagementFactory.getMemoryMXBean()
                            .getHeapMemoryUsage()
                            .getUsed();
                    return least.getAndSet(used) - used < 10_000;
                });
        return least.get();
    }

    private StoreBenchmark() {}
}
