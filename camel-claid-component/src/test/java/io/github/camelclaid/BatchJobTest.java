package io.github.camelclaid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.ClaidTaskFailedException;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Deviation;
import io.github.camelclaid.simulator.script.Fault;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists and folders from end to end: pictures in, pictures out, before the simulator. */
class BatchJobTest extends InShop {

    private static final String OUT = "claid:shop?delay=50&initialDelay=0";

    private Path catalogue;
    private Path outbox;

    @BeforeEach
    void fill() throws Exception {
        catalogue = dir.resolve("catalogue");
        outbox = dir.resolve("outbox");
        Shop.drop(catalogue.resolve("in"), 9, "png");
        Shop.drop(catalogue.resolve("in/kids"), 2, "png");
        Files.createDirectories(catalogue.resolve("empty"));
    }

    /** Nine pictures and one that is not there. */
    private static List<String> tenWithADeadOne() {
        List<String> urls = new ArrayList<>(IntStream.range(0, 9)
                .mapToObj(i -> "storage://shop/in/picture-" + i + ".png")
                .toList());
        urls.add(4, "storage://shop/in/dead.png");
        return urls;
    }

    private int outstanding() {
        ClaidService service = shop.camel.getEndpoint(OUT, ClaidEndpoint.class).service();
        return service.tracker().outstanding().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    private static Set<String> below(Path folder) throws Exception {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> pictures(int count, String extension) {
        return IntStream.range(0, count)
                .mapToObj(i -> "picture-" + i + "." + extension)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void aListWithADeadUrlIsNinePicturesAndOneErrorEachWithItsInput() throws Exception {
        routes(routes -> {
            routes.onException(ClaidTaskFailedException.class).handled(true).to("mock:failed");
            routes.from(OUT + "&download=true").to("file:" + outbox).to("mock:out");
        });
        mock("out").expectedMessageCount(9);
        mock("failed").expectedMessageCount(1);
        shop.start();

        call(
                "claid:shop?op.resizing.width=40&output={\"format\":\"webp\"}",
                tenWithADeadOne(),
                Map.of(Exchange.FILE_NAME, "list.txt"));

        mock("out").assertIsSatisfied(20_000);
        mock("failed").assertIsSatisfied(20_000);
        await().atMost(10, TimeUnit.SECONDS).until(() -> outstanding() == 0);
        assertThat(below(outbox)).isEqualTo(pictures(9, "webp"));
        for (Exchange out : mock("out").getExchanges()) {
            String name = out.getMessage().getHeader(Exchange.FILE_NAME, String.class);
            assertThat(out.getMessage().getHeader(ClaidConstants.ITEM_INPUT))
                    .isEqualTo("storage://shop/in/" + name.replace(".webp", ".png"));
            assertThat(ImageIO.read(outbox.resolve(name).toFile()))
                    .extracting(BufferedImage::getWidth)
                    .isEqualTo(40);
        }
        assertThat(mock("failed").getExchanges().get(0).getMessage().getHeader(ClaidConstants.ITEM_INPUT))
                .isEqualTo("storage://shop/in/dead.png");
        assertThat(shop.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void theSameListInOneMessageHoldsAll() {
        shop.start();

        ClaidTask task = task("claid:shop?operation=edit", tenWithADeadOne(), Map.of());

        assertThat(task.results()).hasSize(9);
        assertThat(task.errors()).hasSize(1);
        assertThat(shop.claid.ledger().charges()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFolderIsEditedIntoAFolder(boolean recursive) throws Exception {
        Set<String> expected = new TreeSet<>(pictures(9, "jpg"));
        if (recursive) {
            expected.addAll(List.of("kids/picture-0.jpg", "kids/picture-1.jpg"));
        }
        routes(routes -> routes.from(OUT).to("mock:out"));
        mock("out").expectedMessageCount(expected.size());
        shop.start();

        call("claid:shop?output=storage://shop/out/&recursive=" + recursive, "storage://shop/in/", Map.of());

        mock("out").assertIsSatisfied(20_000);
        assertThat(below(catalogue.resolve("out"))).isEqualTo(expected);
        assertThat(mock("out").getExchanges())
                .extracting(out -> out.getMessage().getHeader(Exchange.FILE_NAME, String.class))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(mock("out").getExchanges())
                .allSatisfy(out -> assertThat(out.getMessage().getHeaders())
                        .containsEntry(ClaidConstants.INPUT_UNKNOWN, true)
                        .containsKey(ClaidConstants.OUTPUT_URI));
        assertThat(shop.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void picturesOfAFolderWithEqualNamesAllArrive() throws Exception {
        routes(routes ->
                routes.from(OUT + "&download=true").to("file:" + outbox).to("mock:out"));
        mock("out").expectedMessageCount(11);
        shop.start();

        call("claid:shop?recursive=true", "storage://shop/in/", Map.of());

        mock("out").assertIsSatisfied(20_000);
        assertThat(below(outbox)).hasSize(11);
    }

    @Test
    void anEmptyFolderAndAListOfTheDeadFail() {
        shop.start();

        assertThat(failure(
                        ClaidTaskFailedException.class, "claid:shop?operation=edit", "storage://shop/empty/", Map.of()))
                .hasMessageContaining("storage://shop/empty/");
        assertThat(failure(
                                ClaidTaskFailedException.class,
                                "claid:shop?operation=edit",
                                List.of("storage://shop/x.png", "storage://shop/y.png"),
                                Map.of())
                        .task()
                        .errors())
                .hasSize(2);
    }

    @Test
    void troubleOnTheWayIsPaidOnceAndLosesNothing() throws Exception {
        routes(routes -> routes.from(OUT).to("mock:out"));
        mock("out").expectedMessageCount(2);
        shop.claid.when(Call.BATCH).times(2).then(Fault.status(429).withHeader("RateLimit-Reset", "2"));
        shop.claid.when(Call.STATUS).nth(1).then(Fault.status(500));
        shop.claid.when(Call.STATUS).nth(2).then(Fault.status(404));
        shop.start();

        call("claid:shop", List.of(FIRST, SECOND), Map.of());

        mock("out").assertIsSatisfied(20_000);
        await().atMost(10, TimeUnit.SECONDS).until(() -> outstanding() == 0);
        assertThat(shop.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void aPartialFailureThatEndsInErrorIsWorthItsResults() {
        shop.claid.when(Call.STATUS).always().then(Deviation.partlyFailedIsError());
        shop.start();

        assertThat(task("claid:shop?operation=edit", tenWithADeadOne(), Map.of())
                        .results())
                .hasSize(9);
    }

    @Test
    void aHundredPicturesCostAHandfulOfRequests() throws Exception {
        Shop.drop(catalogue.resolve("many"), 100, "png");
        routes(routes -> routes.from(OUT).to("mock:out"));
        mock("out").expectedMessageCount(100);
        shop.start();

        call("claid:shop", "storage://shop/many/", Map.of());

        mock("out").assertIsSatisfied(30_000);
        assertThat(shop.claid.ledger().requests()).isLessThan(20);
    }
}
