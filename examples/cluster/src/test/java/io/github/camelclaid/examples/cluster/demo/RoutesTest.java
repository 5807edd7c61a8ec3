package io.github.camelclaid.examples.cluster.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.QuickClaid;
import io.github.camelclaid.examples.cluster.demo.Shop.Kind;
import io.github.camelclaid.examples.cluster.demo.Shop.Letter;
import io.github.camelclaid.examples.cluster.surroundings.KafkaBroker;
import io.github.camelclaid.simulator.ClaidSimulator;
import io.github.camelclaid.simulator.ledger.TaskEntry;
import io.github.camelclaid.simulator.script.Timing;
import io.github.camelclaid.task.MemoryTaskStore;
import io.github.camelclaid.task.TaskStore;
import io.github.camelclaid.task.TaskStoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The routes of one node, with a real broker, and a store in memory that may be away. */
class RoutesTest {

    private static final Duration LONG = Duration.ofSeconds(40);

    @TempDir
    static Path folder;

    private static KafkaBroker kafka;
    private static Shop shop;

    private final MemoryTaskStore memory = new MemoryTaskStore();
    private volatile RuntimeException trouble;
    private ClaidSimulator claid;
    private Main node;

    @BeforeAll
    static void broker() throws Exception {
        kafka = KafkaBroker.start(folder.resolve("kafka"));
        shop = Shop.open(kafka);
    }

    @AfterAll
    static void noBroker() {
        shop.close();
        kafka.close();
    }

    @BeforeEach
    void claid() {
        claid = ClaidSimulator.builder()
                .noQuota()
                .duration(Timing.fixed(Duration.ofMillis(100)))
                .start();
        startNode();
    }

    @AfterEach
    void noClaid() {
        node.stop();
        claid.close();
    }

    private void startNode() {
        try {
            node = new Main();
            node.setPropertyPlaceholderLocations("file:application.properties");
            node.bind("claid", QuickClaid.component(10));
            node.bind("shaky", storeThatMayFail());
            Map.of(
                            "camel.component.kafka.brokers",
                            kafka.address(),
                            "camel.component.claid.api-key",
                            claid.apiKey(),
                            "camel.component.claid.base-url",
                            claid.baseUrl(),
                            "camel.component.claid.rate-limit",
                            "unlimited",
                            "camel.component.claid.task-store",
                            "#bean:shaky")
                    .forEach(node::addOverrideProperty);
            node.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private TaskStore storeThatMayFail() {
        return (TaskStore) Proxy.newProxyInstance(
                TaskStore.class.getClassLoader(), new Class<?>[] {TaskStore.class}, (proxy, method, arguments) -> {
                    if (trouble != null) {
                        throw trouble;
                    }
                    try {
                        return method.invoke(memory, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private List<Kind> whatCameOf(String order) {
        shop.settled();
        return shop.letters().stream()
                .filter(letter -> letter.order().equals(order))
                .map(Letter::kind)
                .toList();
    }

    private void awaitOf(String order, Kind kind) {
        await().atMost(LONG).untilAsserted(() -> assertThat(whatCameOf(order)).containsExactly(kind));
    }

    private String picture(String name) {
        return claid.sampleUrl() + "?order=" + name;
    }

    @Test
    void aResultComesOutUnderTheKeyOfItsOrder() throws Exception {
        shop.order("mug-1", picture("mug-1"));

        awaitOf("mug-1", Kind.EDITED);
    }

    @Test
    void whatIsNoPictureIsToldAndTheOrdersBehindItGoOn() throws Exception {
        shop.order("same-key", "a mug, please");
        shop.order("same-key", picture("same-key"));

        await().atMost(LONG).untilAsserted(() -> assertThat(whatCameOf("same-key"))
                .containsExactlyInAnyOrder(Kind.REFUSED, Kind.EDITED));
    }

    @Test
    void anEditThatFailsIsTold() throws Exception {
        shop.order("no-mug", "storage://nowhere/mug.png");

        awaitOf("no-mug", Kind.REFUSED);
    }

    @Test
    void aSubmitWhoseFateIsUnknownIsToldAndTheOrdersBehindItGoOn() throws Exception {
        claid.rule("submit input=perhaps times=1: reset after-accepting");
        shop.order("perhaps", picture("perhaps"));
        shop.order("perhaps", picture("behind"));

        await().atMost(LONG).untilAsserted(() -> assertThat(whatCameOf("perhaps"))
                .containsExactlyInAnyOrder(Kind.UNKNOWN, Kind.EDITED));
        assertThat(claid.ledger().charges()).isEqualTo(2);
    }

    static Stream<RuntimeException> trouble() {
        return Stream.of(
                new TaskStoreException("the database is away", true, null),
                // nothing that the component waits for: the route fails
                new IllegalStateException("nobody knows"));
    }

    @ParameterizedTest
    @MethodSource("trouble")
    void inTroubleNoOrderIsSkipped(RuntimeException failure) throws Exception {
        String name = failure.getClass().getSimpleName();
        List<String> pictures =
                IntStream.range(0, 5).mapToObj(i -> picture(name + i)).toList();
        trouble = failure;
        for (String picture : pictures) {
            shop.order(name, picture);
        }
        await().during(Duration.ofSeconds(3)).until(() -> claid.ledger().requests() == 0);
        trouble = null;

        await().atMost(LONG).until(() -> whatCameOf(name).size() == 5);
        assertThat(claid.ledger().tasks().stream().map(TaskEntry::input)).containsExactlyElementsOf(pictures);
    }

    @Test
    void aNodeThatStartsAgainReadsNothingTwice() throws Exception {
        shop.order("once", picture("once"));
        awaitOf("once", Kind.EDITED);
        node.stop();
        claid.ledger().reset();

        startNode();
        shop.order("after", picture("after"));
        awaitOf("after", Kind.EDITED);

        assertThat(claid.ledger().tasks()).hasSize(1);
        assertThat(whatCameOf("once")).hasSize(1);
    }
}
