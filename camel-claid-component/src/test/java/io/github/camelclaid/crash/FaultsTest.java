package io.github.camelclaid.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.camelclaid.ClaidConstants;
import io.github.camelclaid.FastTime;
import io.github.camelclaid.simulator.ClaidSimulator;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Timing;
import io.github.camelclaid.task.TaskState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the promises are worth when it is not the process that dies: rows of {@code docs/guarantees.md}. */
@Tag("long")
class FaultsTest {

    private static final double SPEED = 20;
    /** Three pictures, each charged for twice. */
    private static final int UPLOADED_AND_SUBMITTED = 6;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path dir;

    private final Instant epoch = Instant.now();
    private final FastTime time = new FastTime(SPEED, epoch);
    private Workshop workshop;
    private ClaidSimulator claid;

    @BeforeEach
    void open() {
        workshop = new Workshop(dir.resolve("shop"));
        claid = ClaidSimulator.builder()
                .apiKey(Node.KEY)
                .clock(time.clock())
                .noQuota()
                .duration(Timing.fixed(Duration.ofSeconds(2)))
                .storage("shop", workshop.catalogue())
                .start();
    }

    @AfterEach
    void close() {
        claid.close();
        time.shutdownNow();
    }

    @Test
    void aSourceThatCannotBeTakenAwayBringsItsPictureBackForNothing() throws Exception {
        Map<String, Integer> pictures = workshop.fill(2, 1);
        failBadOnes();
        // a file where the folder should be: nothing can be moved there, not even by root
        Files.createFile(workshop.done());
        Files.createFile(workshop.failed());
        try (Node node = node(Flow.EDIT, folder()).start()) {
            await().atMost(PATIENCE).until(() -> delivered().size() > 6);
            assertThat(claid.ledger().charges()).isEqualTo(2 * pictures.size());
            Files.delete(workshop.done());
            Files.delete(workshop.failed());
            awaitIdle(node);
            requireKept(node, pictures);
        }
        assertThat(claid.ledger().charges()).isEqualTo(2 * pictures.size());
    }

    @Test
    void aPlainUrlThatComesBackAfterItsDeliveryIsPaidAgainUnlessItHasAKey() throws Exception {
        workshop.fill(1, 0);
        Files.createFile(workshop.done());
        try (Node node = node(Flow.EDIT_URL, folder()).start()) {
            await().atMost(PATIENCE).until(() -> claid.ledger().charges() > 1);
        }
        long before = claid.ledger().charges();
        try (Node node = node(Flow.EDIT_URL, folder())) {
            node.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from(node.source())
                            .setHeader(ClaidConstants.TASK_KEY, header(Exchange.FILE_NAME))
                            .setBody(simple("storage://shop/${header.CamelFileName}"))
                            .to("claid:shop?operation=edit")
                            .process(node::delivered);
                }
            });
            int already = delivered().size();
            await().atMost(PATIENCE).until(() -> delivered().size() > already + 3);
        }
        assertThat(claid.ledger().charges()).isEqualTo(before + 1);
    }

    @Test
    void partsOfAWholeThatFailsAreGivenAgainForNothing() throws Exception {
        Map<String, Integer> pictures = workshop.fill(3, 0);
        AtomicInteger orders = new AtomicInteger();
        Files.createDirectories(dir.resolve("orders"));
        Files.writeString(dir.resolve("orders/order.txt"), String.join("\n", pictures.keySet()));
        try (Node node = node(Flow.EDIT, folder())) {
            node.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("file:" + dir.resolve("orders") + "?initialDelay=0&delay=100&move=done/${file:name}")
                            .split(body().tokenize("\n"))
                            .process(exchange -> {
                                String name = exchange.getMessage().getBody(String.class);
                                exchange.getMessage().setHeader(Exchange.FILE_NAME, name);
                                exchange.getMessage()
                                        .setBody(workshop.catalogue()
                                                .resolve(name)
                                                .toFile());
                            })
                            .to("claid:shop?operation=edit&download=true")
                            .to("file:" + workshop.outbox())
                            .process(node::delivered)
                            .end()
                            .process(exchange -> {
                                if (orders.incrementAndGet() < 3) {
                                    throw new IllegalStateException("the order fails after its pictures");
                                }
                            });
                }
            });
            await().atMost(PATIENCE).until(() -> Files.exists(dir.resolve("orders/done/order.txt")));
            assertThat(Workshop.files(workshop.outbox())).containsExactlyElementsOf(pictures.keySet());
        }
        assertThat(delivered()).hasSize(9);
        assertThat(claid.ledger().charges()).isEqualTo(6);
    }

    @Test
    void aRouteThatFailsThreeTimesGetsItsResultsUntilItSucceeds() throws Exception {
        Map<String, Integer> pictures = workshop.fill(2, 0);
        Map<Object, AtomicInteger> tries = new java.util.concurrent.ConcurrentHashMap<>();
        try (Node node = node(Flow.SUBMIT, folder())) {
            node.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from(node.source()).to("claid:shop");
                    from("claid:shop?download=true&initialDelay=0&delay=100")
                            .process(exchange -> {
                                Object id = exchange.getMessage().getHeader(ClaidConstants.TASK_ID);
                                if (tries.computeIfAbsent(id, one -> new AtomicInteger())
                                                .incrementAndGet()
                                        <= 3) {
                                    throw new IllegalStateException("not yet");
                                }
                            })
                            .to("file:" + workshop.outbox())
                            .process(node::delivered);
                }
            });
            awaitIdle(node);
            requireKept(node, pictures);
        }
        assertThat(tries.values()).extracting(AtomicInteger::get).containsExactly(4, 4);
        assertThat(delivered()).hasSize(2);
        assertThat(claid.ledger().charges()).isEqualTo(4);
    }

    @Test
    void withADatabaseThatIsAwayPicturesWaitAndNoneIsLostOrPaidTwice() throws Exception {
        Map<String, Integer> pictures = workshop.fill(12, 1);
        failBadOnes();
        try (Relay relay = new Relay()) {
            String direct = Stores.inNewSchema();
            relay.leadTo(Integer.parseInt(direct.replaceAll(".*:(\\d+)/.*", "$1")));
            String store = direct.replaceFirst(":\\d+/", ":" + relay.port() + "/");
            try (Node node = node(Flow.SUBMIT, store).start()) {
                for (int submitted : List.of(2, 5, 9)) {
                    await().atMost(PATIENCE)
                            .pollInterval(Duration.ofMillis(5))
                            .until(() -> claid.ledger().submits() >= submitted);
                    relay.cut();
                    await().atMost(PATIENCE).until(() -> node.isStoreAway());
                    relay.mend();
                    await().atMost(PATIENCE).until(() -> !node.isStoreAway());
                }
                awaitIdle(node);
                requireKept(node, pictures);
                assertThat(node.store.outstanding(Node.ACCOUNT)).isEmpty();
            }
        }
        assertThat(claid.ledger().charges()).isEqualTo(2 * pictures.size());
    }

    @Test
    void withAnApiThatIsAwayPicturesWaitWhereTheyAre() throws Exception {
        Map<String, Integer> pictures = workshop.fill(6, 0);
        try (Node node = node(Flow.EDIT, folder()).start()) {
            await().atMost(PATIENCE).until(() -> claid.ledger().submits() >= 2);
            claid.goDown();
            Instant since = time.clock().instant();
            await().atMost(PATIENCE).until(() -> time.clock().instant().isAfter(since.plus(Duration.ofMinutes(1))));
            claid.comeBack();
            awaitIdle(node);
            requireKept(node, pictures);
        }
    }

    @Test
    void aNodeThatStopsBetweenItsWordAndTheFirstByteSendsNothingAfterItsLease() throws Exception {
        Map<String, Integer> pictures = workshop.fill(1, 0);
        String store = Stores.inNewSchema();
        try (Child stalled = Child.start(settings(workshop, Flow.EDIT_URL, store), Point.BEFORE_SUBMIT, 1);
                Node other = node(new Workshop(dir.resolve("other")), Flow.EDIT_URL, store)) {
            stalled.halted().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            stalled.signal("STOP");
            other.start();
            await().atMost(PATIENCE)
                    .until(() -> other.store.outstanding(Node.ACCOUNT).containsKey(TaskState.UNKNOWN));
            stalled.release();
            stalled.signal("CONT");
            await().atMost(PATIENCE)
                    .until(() -> Workshop.files(workshop.failed()).containsAll(pictures.keySet()));
            requireKept(other, pictures);
        }
        assertThat(claid.ledger().requests(Call.SUBMIT)).isZero();
    }

    @Test
    void nodesThatStartTogetherPayOncePerPictureAndEachGetsItsResults() throws Exception {
        Workshop second = new Workshop(dir.resolve("second"));
        Map<String, Integer> pictures = workshop.fill(6, 0);
        second.fill(6, 0);
        String store = Stores.inNewSchema();
        try (Node one = node(workshop, Flow.EDIT, store);
                Node two = node(second, Flow.EDIT, store)) {
            List<Thread> starts = List.of(starting(one), starting(two));
            for (Thread start : starts) {
                start.join();
            }
            awaitIdle(one);
            awaitIdle(two);
            requireKept(one, pictures);
            assertThat(Verdict.of(second, pictures, claid.ledger(), two.store, 0)
                            .problems())
                    .isEmpty();
        }
        assertThat(claid.ledger().charges()).isEqualTo(2 * pictures.size());
    }

    @Test
    void consumersOfOneNameShareTheResults() throws Exception {
        Workshop second = new Workshop(dir.resolve("second"));
        workshop.fill(5, 0);
        second.fill(5, 0);
        String store = Stores.inNewSchema();
        try (Node one = node(workshop, Flow.SUBMIT, store);
                Node two = node(second, Flow.SUBMIT, store)) {
            List<Thread> starts = List.of(starting(one), starting(two));
            for (Thread start : starts) {
                start.join();
            }
            awaitIdle(one);
            awaitIdle(two);
        }
        Set<String> out = new HashSet<>(Workshop.files(workshop.outbox()));
        out.addAll(Workshop.files(second.outbox()));
        assertThat(out).hasSize(5);
        assertThat(claid.ledger().charges()).isEqualTo(10);
    }

    @Test
    void aDiskThatIsFullHoldsPicturesUpAndPaysNoneTwice() throws Exception {
        Path disk = Files.createDirectories(dir.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()), "no rights to mount a disk");
        try {
            Map<String, Integer> pictures = workshop.fill(12, 0);
            try (Node node = node(Flow.EDIT, Stores.folder(disk)).start()) {
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> claid.ledger().submits() >= 2);
                Path ballast = fill(disk);
                await().atMost(PATIENCE).until(node::isStoreAway);
                Files.delete(ballast);
                awaitIdle(node);
                requireKept(node, pictures);
            }
        } finally {
            run("umount", "-l", disk.toString());
        }
    }

    @Test
    void aRestartUnderALaterTimeOfDayGoesOn() throws Exception {
        Map<String, Integer> pictures = workshop.fill(3, 0);
        Node.Settings settings = killedWithAcceptedTasks();
        try (Node node = new Node(settings, Halt.NOWHERE)) {
            node.time.jump(Duration.ofHours(2));
            node.start();
            awaitIdle(node);
            requireKept(node, pictures);
        }
        assertThat(claid.ledger().charges()).isEqualTo(UPLOADED_AND_SUBMITTED);
    }

    @Test
    void aRestartUnderAnEarlierTimeOfDayLosesNothing() throws Exception {
        Map<String, Integer> pictures = workshop.fill(3, 0);
        Node.Settings settings = killedWithAcceptedTasks();
        try (Node node = new Node(settings, Halt.NOWHERE)) {
            node.time.jump(Duration.ofHours(-4));
            node.start();
            await().atMost(PATIENCE).until(() -> claid.ledger().charges() == UPLOADED_AND_SUBMITTED);
        }
        // what was accepted before is asked for when its time has come again
        try (Node node = new Node(settings, Halt.NOWHERE).start()) {
            awaitIdle(node);
            requireKept(node, pictures);
        }
        assertThat(claid.ledger().charges()).isEqualTo(UPLOADED_AND_SUBMITTED);
    }

    private Node.Settings killedWithAcceptedTasks() throws Exception {
        Node.Settings settings = settings(workshop, Flow.SUBMIT, folder());
        try (Child child = Child.start(settings, Point.AFTER_ACCEPTED, 3)) {
            child.halted().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        return settings;
    }

    @Test
    void memoryPaysAgainAfterARestart() throws Exception {
        workshop.fill(1, 0);
        Node.Settings settings = settings(workshop, Flow.EDIT_URL, Stores.MEMORY);
        try (Child child = Child.start(settings, Point.AFTER_ACCEPTED, 1)) {
            child.halted().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        try (Node node = new Node(settings, Halt.NOWHERE).start()) {
            awaitIdle(node);
        }
        assertThat(claid.ledger().charges()).isEqualTo(2);
    }

    private String folder() {
        return Stores.folder(workshop.tasks());
    }

    private Node.Settings settings(Workshop at, Flow flow, String store) {
        return new Node.Settings(at.dir(), flow, store, claid.baseUrl(), epoch, SPEED);
    }

    private Node node(Flow flow, String store) {
        return node(workshop, flow, store);
    }

    private Node node(Workshop at, Flow flow, String store) {
        return new Node(settings(at, flow, store), Halt.NOWHERE);
    }

    private static Thread starting(Node node) {
        Thread thread = new Thread(() -> {
            try {
                node.start();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        thread.start();
        return thread;
    }

    private static void awaitIdle(Node node) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(node.unfinished()).isEmpty());
    }

    private void requireKept(Node node, Map<String, Integer> pictures) throws IOException {
        assertThat(Verdict.of(workshop, pictures, claid.ledger(), node.store, 0).problems())
                .isEmpty();
    }

    private List<String> delivered() throws IOException {
        return Files.exists(workshop.deliveries()) ? Files.readAllLines(workshop.deliveries()) : List.of();
    }

    private void failBadOnes() {
        claid.rule("submit input=" + Workshop.BAD + ": error \"no product found\"");
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Until nothing more fits. */
    private static Path fill(Path disk) throws IOException {
        Path ballast = disk.resolve("ballast");
        try (var out = Files.newOutputStream(ballast)) {
            byte[] some = new byte[4096];
            while (true) {
                out.write(some);
            }
        } catch (IOException e) {
            return ballast;
        }
    }
}
