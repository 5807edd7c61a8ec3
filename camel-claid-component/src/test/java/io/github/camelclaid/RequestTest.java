package io.github.camelclaid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelclaid.client.ClaidInvalidRequestException;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.EditRequest;
import io.github.camelclaid.client.Format;
import io.github.camelclaid.client.Operations;
import io.github.camelclaid.client.Output;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.converter.stream.InputStreamCache;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of message and options, told by the request that the server echoes. */
class RequestTest extends InShop {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WIDE = "{\"resizing\":{\"width\":40}}";

    @BeforeEach
    void start() {
        shop.start();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private JsonNode sent(String uri, Object body, Map<String, Object> headers) {
        return task(uri, body, headers).request();
    }

    private ClaidInvalidRequestException refused(String uri, Object body, Map<String, Object> headers) {
        ClaidInvalidRequestException refusal = failure(ClaidInvalidRequestException.class, uri, body, headers);
        assertThat(shop.claid.ledger().requests())
                .as("what is refused here is not sent")
                .isZero();
        return refusal;
    }

    @Test
    void aHeaderCountsMoreThanTheBodyAndTheBodyMoreThanTheEndpoint() {
        String endpoint = "claid:shop?input=storage://shop/picture-2.jpg&op.resizing.width=10&op.resizing.height=11"
                + "&op.padding=1px&output=storage://shop/endpoint.jpg";
        JsonNode request = sent(
                endpoint,
                "{\"input\":\"" + SECOND + "\",\"operations\":{\"resizing\":{\"width\":20,\"height\":21}},"
                        + "\"output\":\"storage://shop/body.jpg\"}",
                Map.of(
                        ClaidConstants.INPUT, FIRST,
                        ClaidConstants.OPERATIONS, "{\"resizing\":{\"width\":30}}",
                        ClaidConstants.OUTPUT, "storage://shop/header.jpg"));

        assertThat(request)
                .isEqualTo(json("{\"input\":\"" + FIRST
                        + "\",\"operations\":{\"resizing\":{\"width\":30,\"height\":21},\"padding\":\"1px\"},"
                        + "\"output\":\"storage://shop/header.jpg\"}"));
    }

    @Test
    void theEndpointAloneIsEnough() {
        JsonNode request = sent("claid:shop?input=" + FIRST + "&op.resizing.width=40", null, Map.of());

        assertThat(request).isEqualTo(json("{\"input\":\"" + FIRST + "\",\"operations\":" + WIDE + "}"));
    }

    @Test
    void singleOptionsAreLaidOverOperations() {
        JsonNode request = sent(
                "claid:shop?operations={\"resizing\":{\"width\":10,\"height\":20}}&op.resizing.width=40",
                FIRST,
                Map.of());

        assertThat(request.path("operations")).isEqualTo(json("{\"resizing\":{\"width\":40,\"height\":20}}"));
    }

    @Test
    void anOutputOfPartsComesTogetherFromAllSources() {
        JsonNode request = sent(
                "claid:shop?output={\"format\":{\"type\":\"jpeg\",\"quality\":80}}",
                FIRST,
                Map.of(ClaidConstants.OUTPUT, "storage://shop/out.jpg"));

        assertThat(request.path("output"))
                .isEqualTo(json("{\"format\":{\"type\":\"jpeg\",\"quality\":80},"
                        + "\"destination\":\"storage://shop/out.jpg\"}"));
    }

    @Test
    void nullInAHeaderTakesAwayWhatTheEndpointAsksFor() {
        JsonNode request = sent(
                "claid:shop?op.resizing.width=40&op.padding=5px",
                FIRST,
                Map.of(ClaidConstants.OPERATIONS, "{\"padding\":null}"));

        assertThat(request.path("operations")).isEqualTo(json(WIDE));
    }

    @Test
    void everyFormOfOperationsInAHeaderIsUnderstood() {
        for (Object form : List.of(
                WIDE,
                json(WIDE),
                Map.of("resizing", Map.of("width", 40)),
                Operations.builder().resizing(resizing -> resizing.width(40)).build())) {
            JsonNode request = sent("claid:shop", FIRST, Map.of(ClaidConstants.OPERATIONS, form));

            assertThat(request.path("operations")).as(form.getClass().getName()).isEqualTo(json(WIDE));
        }
    }

    @Test
    void everyFormOfOutputInAHeaderIsUnderstood() {
        JsonNode png = json("{\"format\":{\"type\":\"png\"}}");
        for (Object form : List.of(
                png.toString(),
                png,
                Map.of("format", Map.of("type", "png")),
                Output.builder().format(Format.png()).build())) {
            JsonNode request = sent("claid:shop", FIRST, Map.of(ClaidConstants.OUTPUT, form));

            assertThat(request.at("/output/format").toString())
                    .as(form.getClass().getName())
                    .contains("png");
        }
    }

    @Test
    void everyFormOfARequestAsBodyIsUnderstood() throws Exception {
        String text = "{\"input\":\"" + FIRST + "\",\"operations\":" + WIDE + "}";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(dir.resolve("request.json"), bytes);
        EditRequest typed = EditRequest.builder()
                .input(FIRST)
                .operations(edits -> edits.resizing(resizing -> resizing.width(40)))
                .build();
        for (Object body : List.of(
                text,
                " \n\t" + text,
                new StringBuilder(text),
                bytes,
                new ByteArrayInputStream(bytes),
                new InputStreamCache(bytes),
                json(text),
                JSON.readValue(text, Map.class),
                Map.of("input", FIRST, "operations", typed.operations()),
                typed,
                file,
                file.toFile())) {
            assertThat(sent("claid:shop", body, Map.of()))
                    .as(body.getClass().getName())
                    .isEqualTo(json(text));
        }
        assertThat(shop.claid.ledger().uploads()).isZero();
    }

    @Test
    void aTypedRequestWithoutOperationsTakesThoseOfTheEndpoint() {
        EditRequest typed = EditRequest.builder().input(FIRST).build();

        assertThat(sent("claid:shop?op.resizing.width=40", typed, Map.of()).path("operations"))
                .isEqualTo(json(WIDE));
    }

    @Test
    void aUrlIsUnderstoodAsTextAndAsJsonText() {
        for (Object body : List.of(FIRST, "  " + FIRST + "\n", json("\"" + FIRST + "\""))) {
            assertThat(sent("claid:shop", body, Map.of()).path("input").textValue())
                    .isEqualTo(FIRST);
        }
    }

    @Test
    void everyFormOfBytesIsUploaded() throws Exception {
        byte[] bytes = Shop.picture(5, "png");
        Path file = Files.write(dir.resolve("five.png"), bytes);
        GenericFile<java.io.File> taken = new GenericFile<>();
        taken.setFile(file.toFile());
        int uploads = 0;
        for (Object body : List.of(
                bytes, new ByteArrayInputStream(bytes), new InputStreamCache(bytes), file, file.toFile(), taken)) {
            ClaidTask task = task("claid:shop?duplicates=allow&op.resizing.width=40", body, Map.of());

            assertThat(shop.claid.ledger().uploads())
                    .as(body.getClass().getName())
                    .isEqualTo(++uploads);
            assertThat(task.request().path("input").textValue()).startsWith(shop.claid.baseUrl());
        }
        assertThat(file).as("what was only referenced").hasBinaryContent(bytes);
    }

    @Test
    void aBodyThatWasReadBeforeIsReadFromItsBeginning() throws Exception {
        InputStreamCache cache = new InputStreamCache(Shop.picture(5, "png"));
        cache.readAllBytes();

        task("claid:shop", cache, Map.of());

        assertThat(shop.claid.ledger().uploads()).isEqualTo(1);
        assertThat(cache.readAllBytes()).as("once more").isEqualTo(Shop.picture(5, "png"));
    }

    @Test
    void bytesAreIgnoredWhereAHeaderNamesTheInput() throws Exception {
        JsonNode request = sent("claid:shop", Shop.picture(5, "png"), Map.of(ClaidConstants.INPUT, FIRST));

        assertThat(request.path("input").textValue()).isEqualTo(FIRST);
        assertThat(shop.claid.ledger().uploads()).isZero();
    }

    @Test
    void aFinishedTaskAsBodyHasItsResultEdited() {
        ClaidTask done = task("claid:shop?operation=edit&op.resizing.width=40", FIRST, Map.of());

        JsonNode request = sent("claid:shop?op.padding=5px", done, Map.of());

        assertThat(request.path("input").textValue()).isEqualTo(done.output().tmpUrl());
    }

    @Test
    void aTaskWithoutResultCannotBeEdited() {
        ClaidTask accepted = task("claid:shop", FIRST, Map.of());
        long before = shop.claid.ledger().submits();

        assertThat(failure(ClaidInvalidRequestException.class, "claid:other", accepted, Map.of()))
                .hasMessageContaining("task " + accepted.id())
                .hasMessageContaining("no result");
        assertThat(shop.claid.ledger().submits()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a shoe", "ftp://host/a.jpg", "/tmp/a.jpg", "https://"})
    void aTextThatIsNeitherUrlNorJsonSaysWhatWouldWork(String text) {
        ClaidInvalidRequestException refusal = refused("claid:shop", text, Map.of());

        assertThat(refusal).hasMessageContaining(text).hasMessageContaining("http");
    }

    @Test
    void bytesThatAreNoImageSayWhatWouldWork() {
        for (Object body : List.of(
                "plain".getBytes(StandardCharsets.UTF_8),
                new byte[0],
                new ByteArrayInputStream("plain".getBytes(StandardCharsets.UTF_8)))) {
            assertThat(refused("claid:shop", body, Map.of()))
                    .hasMessageContaining("JPEG")
                    .extracting(ClaidInvalidRequestException::path)
                    .isEqualTo("body");
        }
        assertThat(Shop.files(spoolOf())).as("temporary files").isZero();
    }

    private Path spoolOf() {
        return shop.camel
                .getEndpoint("claid:shop", ClaidEndpoint.class)
                .service()
                .spool()
                .directory();
    }

    @Test
    void aBodyOfAnotherKindSaysWhatWouldWork() {
        assertThat(refused("claid:shop", new Object() {}, Map.of())).hasMessageContaining("allowed: the URL");
    }

    @Test
    void nothingAtAllSaysThatTheInputIsMissing() {
        for (Object body : new Object[] {null, "", "  "}) {
            assertThat(refused("claid:shop?op.resizing.width=40", body, Map.of()))
                    .hasMessageContaining("input is missing")
                    .hasMessageContaining(ClaidConstants.INPUT);
        }
    }

    @Test
    void aListOfBytesOrFilesIsRefused() {
        for (Object element : List.of(new byte[] {1}, dir.toFile(), dir)) {
            assertThat(refused("claid:shop", List.of(FIRST, element), Map.of()))
                    .hasMessageContaining(
                            "body[1] is of type " + element.getClass().getTypeName())
                    .hasMessageContaining("one by one");
        }
    }

    @Test
    void aListWithoutAnythingIsRefused() {
        for (Object body : List.of(List.of(), "[]", new String[0], Map.of("input", List.of()))) {
            assertThat(refused("claid:shop", body, Map.of())).hasMessageContaining("input is an empty list");
        }
        assertThat(refused("claid:shop", FIRST, Map.of(ClaidConstants.INPUT, List.of())))
                .hasMessageContaining("input is an empty list");
    }

    @Test
    void whatIsWrongInAListIsNamedByItsPlace() {
        assertThat(refused("claid:shop", List.of(FIRST, "shoe.jpg"), Map.of()).path())
                .isEqualTo("input[1]");
    }

    @Test
    void picturesOfABatchAreNotFetchedIntoOneMessage() {
        for (String operation : List.of("edit", "await")) {
            assertThat(refused(
                            "claid:shop?download=true&operation=" + operation,
                            List.of(FIRST, SECOND),
                            Map.of(ClaidConstants.TASK_ID, 7, ClaidConstants.BATCH, true)))
                    .hasMessageContaining("download is true for a batch")
                    .hasMessageContaining("consumer with download=true");
        }
    }

    @Test
    void jsonThatIsBrokenIsNamed() {
        assertThat(refused("claid:shop", "{\"input\":", Map.of())).hasMessageContaining("body is no JSON");
        assertThat(refused("claid:shop", FIRST, Map.of(ClaidConstants.OPERATIONS, "{resizing")))
                .hasMessageContaining(ClaidConstants.OPERATIONS + " is no JSON");
        assertThat(refused("claid:shop", FIRST, Map.of(ClaidConstants.OPERATIONS, 5)))
                .hasMessageContaining("java.lang.Integer");
    }

    @Test
    void whatIsOutOfRangeNamesPathValueAndWhatIsAllowed() {
        ClaidInvalidRequestException refusal = refused(
                "claid:shop", FIRST, Map.of(ClaidConstants.OPERATIONS, "{\"adjustments\":{\"exposure\":1000}}"));

        assertThat(refusal.path()).isEqualTo("operations.adjustments.exposure");
        assertThat(refusal.value()).isEqualTo("1000");
        assertThat(refusal).hasMessageContaining("-100").hasMessageContaining("100");
    }

    @Test
    void whatThisReleaseDoesNotKnowPassesWhereValidationIsLenient() {
        Map<String, Object> headers = Map.of(ClaidConstants.OPERATIONS, "{\"resizng\":{\"width\":40}}");

        assertThat(refused("claid:shop", FIRST, headers)).hasMessageContaining("did you mean resizing");
        // the server says no; it was asked
        call("claid:shop?validate=lenient", FIRST, headers);
        assertThat(shop.claid.ledger().requests()).isEqualTo(1);
    }

    @Test
    void bytesAreRefusedWhereStagingIsNone() throws Exception {
        assertThat(refused("claid:shop?staging=none", Shop.picture(1, "png"), Map.of()))
                .hasMessageContaining("staging");
    }

    @Test
    void theOperationOfAMessageReplacesThatOfTheEndpoint() {
        Exchange exchange = call("claid:shop?op.resizing.width=40", FIRST, Map.of(ClaidConstants.OPERATION, "edit"));

        assertThat(exchange.getMessage().getBody(ClaidTask.class).output().width())
                .isEqualTo(40);
        assertThat(exchange.getMessage().getHeader(ClaidConstants.OPERATION)).isNull();
    }

    @Test
    void anOperationThatDoesNotExistNamesThoseThatDo() {
        assertThat(refused("claid:shop", FIRST, Map.of(ClaidConstants.OPERATION, "upscale")))
                .hasMessageContaining("upscale")
                .hasMessageContaining("submit, edit, status, await, download");
    }

    @Test
    void headersOfTheRequestAreConsumed() {
        Exchange exchange = call(
                "claid:shop",
                null,
                Map.of(
                        ClaidConstants.OPERATION, "submit",
                        ClaidConstants.INPUT, FIRST,
                        ClaidConstants.OPERATIONS, WIDE,
                        ClaidConstants.OUTPUT, "storage://shop/out.jpg",
                        ClaidConstants.TASK_KEY, "order 7"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeaders())
                .doesNotContainKeys(
                        ClaidConstants.OPERATION,
                        ClaidConstants.INPUT,
                        ClaidConstants.OPERATIONS,
                        ClaidConstants.OUTPUT,
                        ClaidConstants.TASK_KEY);
    }

    @Test
    void theSameKeyWithAnotherRequestIsRefused() {
        Map<String, Object> key = Map.of(ClaidConstants.TASK_KEY, "order 7");
        ClaidTask first = task("claid:shop", FIRST, key);

        assertThat(task("claid:shop", FIRST, key).id()).isEqualTo(first.id());
        assertThat(failure(ClaidInvalidRequestException.class, "claid:shop", SECOND, key))
                .hasMessageContaining("order 7");
        assertThat(shop.claid.ledger().submits()).isEqualTo(1);
    }

    @Test
    void tasksAreToldApartByKeyHeadersButNotByTheirTraces() {
        ClaidTask first = task("claid:shop", FIRST, Map.of(Exchange.FILE_NAME, "a.jpg", "breadcrumbId", "1"));
        ClaidTask again = task("claid:shop", FIRST, Map.of(Exchange.FILE_NAME, "a.jpg", "breadcrumbId", "2"));
        ClaidTask other = task("claid:shop", FIRST, Map.of(Exchange.FILE_NAME, "b.jpg", "breadcrumbId", "1"));

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(other.id()).isNotEqualTo(first.id());
    }

    @Test
    void aStreamBodyInARouteIsUploadedAndLeftReadable() throws Exception {
        routes(routes -> routes.from("direct:stream")
                .setProperty("before", routes.body())
                .to("claid:shop?operation=edit&op.resizing.width=40")
                .setBody(routes.exchangeProperty("before"))
                .convertBodyTo(byte[].class));
        byte[] picture = Shop.picture(5, "png");

        byte[] after = template.requestBody("direct:stream", (Object) new ByteArrayInputStream(picture), byte[].class);

        assertThat(after).isEqualTo(picture);
        assertThat(shop.claid.ledger().uploads()).isEqualTo(1);
    }

    @Test
    void aStreamOfNothingButSpaceIsNoImage() {
        InputStream space = new ByteArrayInputStream(" ".repeat(20_000).getBytes(StandardCharsets.UTF_8));

        assertThat(refused("claid:shop", space, Map.of())).hasMessageContaining("JPEG");
    }
}
