package io.github.camelclaid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelclaid.client.ClaidInvalidRequestException;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.ClaidTaskFailedException;
import io.github.camelclaid.client.TaskError;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Deviation;
import io.github.camelclaid.simulator.script.Outcome;
import io.github.camelclaid.transfer.ImageFormat;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.catalog.RuntimeCamelCatalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a message holds after an edit. */
class ResultTest extends InShop {

    private static final String EDIT = "claid:shop?operation=edit&op.resizing.width=40";

    private Path spool() {
        return shop.camel
                .getEndpoint(EDIT, ClaidEndpoint.class)
                .service()
                .spool()
                .directory();
    }

    private void assertNoTemporaryFileIsLeft() {
        await().atMost(10, TimeUnit.SECONDS).until(() -> Shop.files(spool()) == 0);
    }

    @Test
    void aFinishedTaskTellsEverythingInHeadersOfTheDeclaredTypes() {
        shop.start();

        Exchange exchange = call(EDIT, FIRST, Map.of());

        Map<String, Object> headers = new TreeMap<>(exchange.getMessage().getHeaders());
        ClaidTask task = exchange.getMessage().getBody(ClaidTask.class);
        assertThat(exchange.getProperty(ClaidConstants.TASK_PROPERTY)).isSameAs(task);
        assertThat(headers)
                .containsEntry(ClaidConstants.TASK_ID, task.id())
                .containsEntry(ClaidConstants.STATUS, "DONE")
                .containsEntry(ClaidConstants.TMP_URL, task.output().tmpUrl())
                .containsEntry(ClaidConstants.MIME, "image/jpeg")
                .containsEntry(ClaidConstants.FORMAT, "jpeg")
                .containsEntry(ClaidConstants.WIDTH, 40)
                .containsKeys(
                        ClaidConstants.CREATED_AT,
                        ClaidConstants.RESULT_URL,
                        ClaidConstants.EXT,
                        ClaidConstants.HEIGHT,
                        ClaidConstants.MEGAPIXELS,
                        ClaidConstants.REQUEST_ID)
                .doesNotContainKeys(ClaidConstants.ERRORS, ClaidConstants.OUTPUT_URI);
        assertTypesAreThoseDeclared(headers);
    }

    @Test
    void aFailedTaskAsMessageTellsItsErrors() throws Exception {
        shop.claid.when(Call.SUBMIT).then(Outcome.error("no product found"));
        routes(routes -> routes.from("claid:shop?failedTasks=message").to("mock:out"));
        mock("out").expectedMessageCount(1);
        shop.start();

        call("claid:shop", FIRST, Map.of());
        mock("out").assertIsSatisfied(10_000);

        Map<String, Object> headers =
                mock("out").getExchanges().get(0).getMessage().getHeaders();
        assertThat(headers).containsEntry(ClaidConstants.STATUS, "ERROR");
        assertThat((List<?>) headers.get(ClaidConstants.ERRORS))
                .singleElement()
                .isInstanceOfSatisfying(
                        TaskError.class, error -> assertThat(error.message()).contains("no product found"));
        assertTypesAreThoseDeclared(headers);
    }

    @Test
    void aResultAtAStorageTellsWhere() {
        shop.start();

        Exchange exchange = call(EDIT + "&output=storage://shop/out.jpg", FIRST, Map.of());

        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(ClaidConstants.OUTPUT_URI, "storage://shop/out.jpg")
                .doesNotContainKey(ClaidConstants.TMP_URL);
        assertTypesAreThoseDeclared(exchange.getMessage().getHeaders());
    }

    /** The declared types, from the catalogue that users see. */
    private void assertTypesAreThoseDeclared(Map<String, Object> headers) {
        JsonNode declared = declaredHeaders();
        headers.forEach((name, value) -> {
            if (name.startsWith("CamelClaid")) {
                String type = declared.path(name).path("javaType").textValue();
                assertThat(type).as("declaration of %s", name).isNotNull();
                String raw = type.replaceFirst("<.*", "");
                assertThat(value).as(name).isInstanceOf(classOf(raw.contains(".") ? raw : "java.lang." + raw));
            }
        });
    }

    private static Class<?> classOf(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode declaredHeaders() {
        try (InputStream json = ClaidComponent.class.getResourceAsStream("/META-INF/io/github/camelclaid/claid.json")) {
            return new ObjectMapper().readTree(json).path("headers");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void theRuntimeCatalogKnowsTheComponent() {
        shop.start();
        RuntimeCamelCatalog catalog = shop.camel.getCamelContextExtension().getContextPlugin(RuntimeCamelCatalog.class);

        assertThat(catalog.componentJSonSchema("claid")).contains("Edit images with Claid");
    }

    @Test
    void headersOfAnEarlierEditDoNotStay() {
        shop.start();
        Exchange exchange = call(
                "claid:shop",
                FIRST,
                Map.of(
                        ClaidConstants.TMP_URL,
                        "https://old",
                        ClaidConstants.WIDTH,
                        1,
                        ClaidConstants.ERRORS,
                        List.of(),
                        ClaidConstants.OUTPUT_URI,
                        "storage://old"));

        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(ClaidConstants.STATUS, "ACCEPTED")
                .doesNotContainKeys(
                        ClaidConstants.TMP_URL, ClaidConstants.WIDTH, ClaidConstants.ERRORS, ClaidConstants.OUTPUT_URI);
    }

    @Test
    void whatTheServerSaysNamesNoHeaderAndNoPath() {
        shop.claid.when(Call.STATUS).always().then((Deviation) data -> {
            com.fasterxml.jackson.databind.node.ObjectNode output =
                    (com.fasterxml.jackson.databind.node.ObjectNode) data.at("/result/output_object");
            output.put("ext", "../../etc/passwd").put("format", "jpeg\r\nX: y").put("CamelFileName", "/x");
        });
        shop.start();

        Exchange exchange = call(EDIT, FIRST, Map.of(Exchange.FILE_NAME, "a.png"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeaders())
                .doesNotContainKeys(ClaidConstants.EXT, ClaidConstants.FORMAT)
                .containsEntry(Exchange.FILE_NAME, "a.jpg");
    }

    @Test
    void aTaskConvertsToItsJson() {
        shop.start();
        Exchange exchange = call(EDIT, FIRST, Map.of());
        long id = exchange.getMessage().getBody(ClaidTask.class).id();

        assertThat(exchange.getMessage().getBody(String.class)).contains("\"id\":" + id);
        assertThat(exchange.getMessage().getBody(byte[].class)).asString().contains("\"id\":" + id);
        assertThat(exchange.getMessage().getBody(InputStream.class))
                .asString(java.nio.charset.StandardCharsets.UTF_8)
                .contains("\"id\":" + id);
        assertThat(exchange.getMessage().getBody(JsonNode.class).path("id").longValue())
                .isEqualTo(id);
        assertThat(exchange.getMessage().getBody(Map.class).get("status")).isEqualTo("DONE");
    }

    @Test
    void aFailedTaskReachesOnException() throws Exception {
        shop.claid.when(Call.SUBMIT).then(Outcome.error("no product found"));
        routes(routes -> {
            routes.onException(ClaidTaskFailedException.class).handled(true).to("mock:failed");
            routes.from("direct:edit").to(EDIT).to("mock:never");
        });
        mock("failed").expectedMessageCount(1);
        mock("never").expectedMessageCount(0);
        shop.start();

        Exchange exchange = call("direct:edit", FIRST, Map.of());

        mock("failed").assertIsSatisfied(10_000);
        mock("never").assertIsSatisfied();
        ClaidTaskFailedException failure =
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, ClaidTaskFailedException.class);
        assertThat(failure).hasMessageContaining("no product found");
        assertThat(failure.task().statusText()).isEqualTo("ERROR");
    }

    @ParameterizedTest
    @CsvSource({
        "shoe.jpg,              PNG,  shoe.png",
        "shoe.jpeg,             JPEG, shoe.jpeg",
        "shoe.JPG,              JPEG, shoe.JPG",
        "shoe.JPG,              WEBP, shoe.webp",
        "shoe,                  PNG,  shoe.png",
        "shoe.v2,               PNG,  shoe.v2.png",
        "shoe.v2.jpg,           PNG,  shoe.v2.png",
        "season.png/shoe,       JPEG, season.png/shoe.jpg",
        "season.png/shoe.png,   JPEG, season.png/shoe.jpg",
        "season.png\\shoe,      JPEG, season.png\\shoe.jpg",
        "a/b/shoe.tif,          TIFF, a/b/shoe.tif",
        "a/.png,                JPEG, a/.png.jpg",
        ".png,                  JPEG, .png.jpg",
        "../shoe.png,           JPEG, ../shoe.jpg",
        "shoe.,                 PNG,  shoe..png",
    })
    void aFileNameGetsTheExtensionOfTheResult(String name, ImageFormat format, String renamed) {
        assertThat(ResultMapping.renamed(name, format)).isEqualTo(renamed);
    }

    @Test
    void aPictureInTheBodyCanBeReadAgainAndItsFileEndsWithTheExchange() throws Exception {
        routes(routes -> routes.from("direct:edit")
                .to(EDIT + "&download=true&output={\"format\":\"png\"}")
                .process(exchange -> {
                    assertThat(exchange.getMessage().getBody()).isInstanceOf(StreamCache.class);
                    for (int i = 0; i < 2; i++) {
                        byte[] bytes = exchange.getMessage().getBody(byte[].class);
                        assertThat(ImageIO.read(new ByteArrayInputStream(bytes)).getWidth())
                                .isEqualTo(40);
                        exchange.getMessage().getBody(StreamCache.class).reset();
                        exchange.setProperty("length", (long) bytes.length);
                    }
                    assertThat(Shop.files(spool())).isEqualTo(1);
                })
                .to("mock:out")
                .setBody(routes.constant("done")));
        mock("out").expectedMessageCount(1);
        shop.start();

        Exchange exchange = call("direct:edit", FIRST, Map.of(Exchange.FILE_NAME, "shoe.jpg"));

        assertThat(exchange.getException()).isNull();
        mock("out").assertIsSatisfied();
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(Exchange.FILE_NAME, "shoe.png")
                .containsEntry(Exchange.FILE_LENGTH, exchange.getProperty("length"));
        assertThat(exchange.getProperty(ClaidConstants.TASK_PROPERTY)).isInstanceOf(ClaidTask.class);
        assertNoTemporaryFileIsLeft();
    }

    @Test
    void aCallerGetsThePictureAlthoughTheExchangeIsDone() throws Exception {
        routes(routes -> routes.from("direct:edit").to(EDIT + "&download=true"));
        shop.start();

        for (String uri : List.of(EDIT + "&download=true", "direct:edit")) {
            byte[] picture = template.requestBody(uri, (Object) FIRST, byte[].class);

            assertThat(ImageIO.read(new ByteArrayInputStream(picture)).getWidth())
                    .as(uri)
                    .isEqualTo(40);
        }
        assertNoTemporaryFileIsLeft();
    }

    @Test
    void aPictureReachesExchangesThatGoOnByThemselves() throws Exception {
        routes(routes -> {
            routes.from("direct:edit")
                    .to(EDIT + "&download=true")
                    .wireTap("direct:tapped")
                    .to("seda:queued?waitForTaskToComplete=Never")
                    .setBody(routes.constant("done"));
            for (String uri : List.of("direct:tapped", "seda:queued")) {
                routes.from(uri).delay(200).convertBodyTo(byte[].class).to("mock:out");
            }
        });
        mock("out").expectedMessageCount(2);
        shop.start();

        call("direct:edit", FIRST, Map.of());

        mock("out").assertIsSatisfied(10_000);
        for (Exchange exchange : mock("out").getExchanges()) {
            byte[] picture = exchange.getMessage().getBody(byte[].class);
            assertThat(ImageIO.read(new ByteArrayInputStream(picture)).getWidth())
                    .isEqualTo(40);
        }
        assertNoTemporaryFileIsLeft();
    }

    @Test
    void aPictureIsDownloadedFromBodyHeaderOrProperty() throws Exception {
        routes(routes -> {
            routes.from("direct:body")
                    .to(EDIT)
                    .to("claid:shop?operation=download")
                    .convertBodyTo(byte[].class);
            routes.from("direct:header")
                    .to(EDIT)
                    .setBody(routes.constant("something else"))
                    .removeProperty(ClaidConstants.TASK_PROPERTY)
                    .to("claid:shop?operation=download")
                    .convertBodyTo(byte[].class);
            routes.from("direct:property")
                    .to(EDIT)
                    .setBody(routes.constant("something else"))
                    .removeHeaders("*")
                    .setHeader(ClaidConstants.OPERATION, routes.constant("download"))
                    .to("claid:shop")
                    .convertBodyTo(byte[].class);
        });
        shop.start();

        for (String uri : List.of("direct:body", "direct:header", "direct:property")) {
            Exchange exchange = call(uri, FIRST, Map.of());
            assertThat(exchange.getException()).as(uri).isNull();
            byte[] picture = exchange.getMessage().getBody(byte[].class);
            assertThat(ImageIO.read(new ByteArrayInputStream(picture)).getWidth())
                    .as(uri)
                    .isEqualTo(40);
        }
        assertNoTemporaryFileIsLeft();
    }

    @Test
    void whereThereIsNothingToDownloadItSaysWhatWouldBe() {
        shop.start();

        assertThat(failure(ClaidInvalidRequestException.class, "claid:shop?operation=download", "x", Map.of()))
                .hasMessageContaining("nothing to download")
                .hasMessageContaining(ClaidConstants.TMP_URL);
        ClaidTask accepted = task("claid:shop", FIRST, Map.of());
        assertThat(failure(ClaidInvalidRequestException.class, "claid:shop?operation=download", accepted, Map.of()))
                .hasMessageContaining("has no result");
    }

    @Test
    void aResultAtAStorageIsNotDownloadedAndSaysWhy() {
        shop.start();

        assertThat(failure(
                        ClaidInvalidRequestException.class,
                        EDIT + "&download=true&output=storage://shop/out.jpg",
                        FIRST,
                        Map.of()))
                .hasMessageContaining("storage destination");
    }

    @Test
    void statusAsksOnce() {
        shop.claid.when(Call.SUBMIT).then(Outcome.never());
        shop.start();
        ClaidTask accepted = task("claid:shop", FIRST, Map.of());
        long polls = shop.claid.ledger().polls();

        Exchange exchange =
                call("claid:other?operation=status", null, Map.of(ClaidConstants.TASK_ID, "" + accepted.id()));

        assertThat(exchange.getMessage().getHeader(ClaidConstants.TASK_ID)).isEqualTo(accepted.id());
        assertThat(exchange.getMessage().getHeader(ClaidConstants.STATUS)).isIn("ACCEPTED", "PROCESSING");
        assertThat(exchange.getMessage().getHeader(ClaidConstants.CREATED_AT)).isInstanceOf(Instant.class);
        assertThat(shop.claid.ledger().polls()).isEqualTo(polls + 1);
    }

    @Test
    void awaitWaitsForATaskThatSomebodyElseSubmitted() {
        ClaidComponent elsewhere = new ClaidComponent();
        elsewhere.setConfiguration(shop.component.getConfiguration().copy());
        shop.camel.addComponent("elsewhere", elsewhere);
        shop.start();
        long id = task("elsewhere:shop?op.resizing.width=40", FIRST, Map.of()).id();

        Exchange exchange = call("claid:shop?operation=await&download=true", null, Map.of(ClaidConstants.TASK_ID, id));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(ClaidConstants.WIDTH)).isEqualTo(40);
        assertThat(shop.claid.ledger().submits()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"status,", "status,shoe", "await,-1", "await,"})
    void anIdThatIsNoneIsRefused(String operation, String id) {
        shop.start();

        assertThat(failure(
                        ClaidInvalidRequestException.class,
                        "claid:shop?operation=" + operation,
                        null,
                        id == null ? Map.of() : Map.of(ClaidConstants.TASK_ID, id)))
                .hasMessageContaining(ClaidConstants.TASK_ID)
                .hasMessageContaining("positive integer");
        assertThat(shop.claid.ledger().requests()).isZero();
    }
}
