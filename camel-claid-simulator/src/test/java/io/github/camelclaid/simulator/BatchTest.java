package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelclaid.simulator.ledger.TaskEntry;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Deviation;
import io.github.camelclaid.simulator.script.Fault;
import io.github.camelclaid.simulator.script.Outcome;
import io.github.camelclaid.simulator.script.Timing;
import io.github.camelclaid.simulator.time.VirtualTime;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists and folders. */
class BatchTest {

    private static final Duration DURATION = Duration.ofSeconds(10);
    private static final String TEN_SHOES =
            list(IntStream.range(0, 10).mapToObj(i -> "storage://shop/in/shoe%d.png".formatted(i)));

    @TempDir
    Path shop;

    private final VirtualTime clock = VirtualTime.start();
    private ClaidSimulator simulator;
    private Client client;

    @BeforeEach
    void start() throws IOException {
        simulator = ClaidSimulator.builder()
                .noQuota()
                .clock(clock)
                .duration(Timing.fixed(DURATION))
                .storage("shop", shop)
                .start();
        client = new Client(simulator);
        for (int i = 0; i < 10; i++) {
            picture("in/shoe%d.png".formatted(i));
        }
        picture("in/kids/shoe0.png");
        picture("in/kids/winter/boot.PNG");
        Files.writeString(shop.resolve("in/notes.txt"), "not a picture");
        Files.createDirectories(shop.resolve("empty/very"));
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private void picture(String name) throws IOException {
        Path file = shop.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, Pictures.encoded(Pictures.plain(40, 30, Color.RED), "png"));
    }

    private static String list(Stream<String> addresses) {
        return addresses.toList().toString().replaceAll("[^\\[\\], ]+", "\"$0\"");
    }

    private static String text(String address) {
        return "\"" + address + "\"";
    }

    private static String recursively(String folder) {
        return "{\"source\": \"%s\", \"recursive\": true}".formatted(folder);
    }

    private long accepted(String input, String output) {
        Client.Reply reply = client.batch(input, "{\"resizing\": {\"width\": 20}}", output);
        assertThat(reply.status()).as("%s", reply.json()).isEqualTo(200);
        return reply.data().path("id").asLong();
    }

    private JsonNode finished(String input, String output) {
        long id = accepted(input, output);
        clock.advance(DURATION);
        return client.pollBatch(id).data();
    }

    private static List<String> keys(JsonNode task) {
        return task.path("results").findValuesAsText("object_key");
    }

    @Test
    void aBatchIsAcceptedAsATaskOfItsOwnFamily() {
        JsonNode accepted = client.batch(TEN_SHOES, "{}", "{}").data();

        long id = accepted.path("id").asLong();
        assertThat(accepted.path("id").isIntegralNumber()).isTrue();
        assertThat(accepted.path("status").asText()).isEqualTo("ACCEPTED");
        assertThat(accepted.path("created_at").asText()).isNotEmpty();
        assertThat(accepted.path("request").path("input")).hasSize(10);
        assertThat(accepted.path("result_url").asText()).endsWith("/v1/image/edit/batch/" + id);
        assertThat(client.pollBatch(id).data().path("results").isArray()).isTrue();
        assertThat(client.poll(id).status()).isEqualTo(404);
    }

    @Test
    void anEditIsUnknownOnThePathOfBatches() {
        long id = client.submit("storage://shop/in/shoe1.png").data().path("id").asLong();

        assertThat(client.pollBatch(id).status()).isEqualTo(404);
    }

    @Test
    void bothVersionsServeBatches() {
        Client older = new Client(simulator, "v1-beta1");

        JsonNode accepted = older.batch(TEN_SHOES, "{}", "{}").data();

        assertThat(accepted.path("result_url").asText()).contains("/v1-beta1/image/edit/batch/");
        assertThat(older.pollBatch(accepted.path("id").asLong()).status()).isEqualTo(200);
    }

    @Test
    void otherMethodsAreNotAllowed() {
        assertThat(client.get("/v1/image/edit/batch").status()).isEqualTo(405);
    }

    @Test
    void everyPictureOfAListIsEdited() {
        JsonNode task = finished(TEN_SHOES, text("storage://shop/out/"));

        assertThat(task.path("status").asText()).as("%s", task).isEqualTo("DONE");
        assertThat(task.path("errors")).isEmpty();
        assertThat(task.path("results")).hasSize(10).allSatisfy(pair -> {
            assertThat(pair.path("input_object").path("width").asInt()).isEqualTo(40);
            assertThat(pair.path("output_object").path("width").asInt()).isEqualTo(20);
        });
        for (int i = 0; i < 10; i++) {
            assertThat(shop.resolve("out/shoe%d.jpg".formatted(i))).exists();
        }
    }

    @Test
    void theOrderOfTheResultsIsNotThatOfTheInputs() {
        List<String> first = keys(finished(TEN_SHOES, text("storage://shop/out/")));
        List<String> two = keys(finished(
                list(Stream.of("storage://shop/in/shoe1.png", "storage://shop/in/shoe2.png")),
                text("storage://shop/out/")));

        assertThat(first).hasSize(10).isNotEqualTo(first.stream().sorted().toList());
        assertThat(two).containsExactly("out/shoe2.jpg", "out/shoe1.jpg");
    }

    @Test
    void withoutADestinationTheResultsAreAtTemporaryUrls() {
        JsonNode task = finished(TEN_SHOES, "{\"format\": \"png\"}");

        List<String> urls = task.path("results").findValuesAsText("tmp_url");
        assertThat(urls).hasSize(10).anyMatch(url -> url.endsWith("/shoe3.png"));
        assertThat(Pictures.decoded(client.open(urls.get(0)).body()).getWidth()).isEqualTo(20);
        assertThat(simulator.ledger().task(task.path("id").asLong()).downloads())
                .isEqualTo(1);
    }

    @Test
    void oneDeadAddressAmongTenGivesNineResultsAndOneError() {
        JsonNode task = finished(TEN_SHOES.replace("shoe7", "dead"), text("storage://shop/out/"));

        assertThat(task.path("status").asText()).isEqualTo("DONE");
        assertThat(task.path("results")).hasSize(9);
        assertThat(task.path("errors")).hasSize(1);
        JsonNode error = task.path("errors").path(0);
        assertThat(error.path("error").asText()).contains("storage://shop/in/dead.png", "no such object");
        assertThat(error.path("created_at").asText()).isNotEmpty();
        assertThat(error.has("input_object")).isFalse();
    }

    @Test
    void aBatchOfWhichNothingCouldBeMadeEndsInError() {
        JsonNode task = finished(list(Stream.of("storage://shop/in/dead.png", "storage://shop/in/notes.txt")), "{}");

        assertThat(task.path("status").asText()).isEqualTo("ERROR");
        assertThat(task.path("results")).isEmpty();
        assertThat(task.path("errors")).hasSize(2);
    }

    @Test
    void theRootOfAFolderIsEditedWithoutItsSubFoldersAndOtherFiles() {
        JsonNode task = finished(text("storage://shop/in/"), text("storage://shop/out/"));

        assertThat(task.path("status").asText()).isEqualTo("DONE");
        assertThat(task.path("errors")).isEmpty();
        assertThat(keys(task)).hasSize(10).allMatch(key -> key.matches("out/shoe\\d.jpg"));
    }

    @Test
    void subFoldersAreKeptBelowTheDestination() {
        JsonNode task = finished(recursively("storage://shop/in/"), text("storage://shop/out/"));

        assertThat(keys(task)).hasSize(12).contains("out/shoe0.jpg", "out/kids/shoe0.jpg", "out/kids/winter/boot.jpg");
        assertThat(shop.resolve("out/kids/winter/boot.jpg")).exists();
    }

    @Test
    void anObjectMayNameAFolderOrAFile() {
        assertThat(finished("{\"source\": \"storage://shop/in/\"}", "{}").path("results"))
                .hasSize(10);
        assertThat(finished("{\"source\": \"storage://shop/in/shoe1.png\"}", "{}")
                        .path("results"))
                .hasSize(1);
        assertThat(finished(text("storage://shop/in/shoe1.png"), "{}").path("results"))
                .hasSize(1);
    }

    @Test
    void resultsOfOneNameGetASuffix() throws IOException {
        picture("in/shoe1.jpeg");
        picture("in/shoe1.gif");

        JsonNode task = finished(text("storage://shop/in/"), text("storage://shop/out/"));

        assertThat(keys(task)).hasSize(12).contains("out/shoe1.jpg", "out/shoe1-1.jpg", "out/shoe1-2.jpg");
    }

    @Test
    void picturesOfOneNameInTwoFoldersGetASuffixAtTemporaryUrls() {
        JsonNode task = finished(recursively("storage://shop/in/"), "{}");

        assertThat(task.path("results").findValuesAsText("tmp_url"))
                .anyMatch(url -> url.endsWith("/shoe0.jpg"))
                .anyMatch(url -> url.endsWith("/shoe0-1.jpg"));
    }

    @Test
    void namesWithSpacesAndOtherLettersAreFoundAndKept() throws IOException {
        picture("öffentlich/rote + Schuhe.png");

        JsonNode task = finished(text("storage://shop/%C3%B6ffentlich/"), text("storage://shop/out%20put/"));

        assertThat(task.path("errors")).isEmpty();
        assertThat(keys(task)).containsExactly("out put/rote + Schuhe.jpg");
        assertThat(shop.resolve("out put/rote + Schuhe.jpg")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"storage://shop/empty/", "storage://shop/nowhere/"})
    void aFolderWithoutPicturesIsDoneWithNothing(String folder) {
        JsonNode task = finished(recursively(folder), "{}");

        assertThat(task.path("status").asText()).isEqualTo("DONE");
        assertThat(task.path("results").isArray()).isTrue();
        assertThat(task.path("results")).isEmpty();
        assertThat(task.path("errors")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "storage://attic/in/, Storage attic is not found",
        "storage://shop/../, leads out of the storage",
        "storage://shop/in/%2e%2e/%2e%2e/, leads out of the storage",
    })
    void aFolderThatCannotBeListedIsAnError(String folder, String reason) {
        JsonNode task = finished(text(folder), "{}");

        assertThat(task.path("status").asText()).isEqualTo("ERROR");
        assertThat(task.path("errors").findValuesAsText("error"))
                .singleElement()
                .asString()
                .contains(reason);
    }

    @Test
    void aLinkDoesNotLeadOutOfAFolder(@TempDir Path elsewhere) throws IOException {
        Files.createSymbolicLink(shop.resolve("in/link"), elsewhere);
        Files.createSymbolicLink(shop.resolve("in/link.png"), elsewhere.resolve("secret.png"));
        Pictures.saved(Pictures.plain(4, 3, Color.RED), elsewhere.resolve("secret.png"));

        assertThat(finished(recursively("storage://shop/in/"), "{}").path("results"))
                .hasSize(12);
        assertThat(finished(recursively("storage://shop/in/link/"), "{}")
                        .path("status")
                        .asText())
                .isEqualTo("ERROR");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            {"operations": {}}                                                                   | input
            {"operations": {}, "input": []}                                                      | input
            {"operations": {}, "input": 3}                                                       | input
            {"operations": {}, "input": "in/"}                                                   | input
            {"operations": {}, "input": ["storage://shop/a.png", "ftp://x/y"]}                   | input.1
            {"operations": {}, "input": [3]}                                                     | input.0
            {"operations": {}, "input": {"recursive": true}}                                     | input.source
            {"operations": {}, "input": {"source": "storage://shop/in/", "recursive": "yes"}}    | input.recursive
            {"operations": {}, "input": {"source": "storage://shop/in/", "depth": 3}}            | input.depth
            {"operations": {}, "input": "storage://shop/in/", "output": "storage://shop/x.jpg"}  | output
            {"operations": {}, "input": "storage://shop/in/", "output": "storage://shop"}        | output
            {"operations": {}, "input": "storage://shop/in/", "output": {"destination": "storage://shop/out"}} | output.destination
            {"operations": {"x": 1}, "input": "storage://shop/in/"}                              | operations.x
            """)
    void aMistakeIsNamedByItsPathAndCostsNothing(String request, String path) {
        Client.Reply reply = client.postBatch(request);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().path("error_details").fieldNames()).toIterable().containsExactly(path);
        assertThat(simulator.ledger().charges()).isZero();
    }

    @Test
    void aBatchIsOneChargeHoweverManyPicturesItHolds() {
        long id = accepted(recursively("storage://shop/in/"), "{}");
        client.pollBatch(id);
        clock.advance(DURATION);
        client.pollBatch(id);

        assertThat(simulator.ledger().charges()).isEqualTo(1);
        assertThat(simulator.ledger().batches()).isEqualTo(1);
        assertThat(simulator.ledger().submits()).isZero();
        assertThat(simulator.ledger().requests(Call.BATCH)).isEqualTo(1);
        assertThat(simulator.ledger().polls()).isEqualTo(2);
        TaskEntry entry = simulator.ledger().task(id);
        assertThat(entry.pictures()).isEqualTo(12);
        assertThat(entry.input()).isEqualTo("storage://shop/in/");
        assertThat(entry.outcome()).isEqualTo("DONE");
        assertThat(entry.polls()).isEqualTo(2);
        assertThat(entry.resultBytes()).isPositive();
    }

    @Test
    void aBatchTakesItsTimeAsAWhole() {
        long id = accepted(TEN_SHOES, "{}");

        clock.advance(DURATION.minusSeconds(1));
        assertThat(client.pollBatch(id).data().path("status").asText()).isEqualTo("PROCESSING");
        clock.advance(Duration.ofSeconds(1));
        assertThat(client.pollBatch(id).data().path("status").asText()).isEqualTo("DONE");
    }

    @Test
    void aForgottenBatchIsUnknown() {
        long id = accepted(TEN_SHOES, "{}");

        simulator.forgetTask(id);

        assertThat(client.pollBatch(id).status()).isEqualTo(404);
    }

    @Nested
    class Scripts {

        @Test
        void faultsStrikeBatches() {
            simulator.when(Call.BATCH).input("shoe4").times(1).then(Fault.status(503));
            simulator.when(Call.SUBMIT).then(Fault.status(500));

            assertThat(client.batch(TEN_SHOES, "{}", "{}").status()).isEqualTo(503);
            assertThat(client.batch(TEN_SHOES, "{}", "{}").status()).isEqualTo(200);
            assertThat(simulator.ledger().charges()).isEqualTo(1);
        }

        @Test
        void aPollOfABatchIsAPoll() {
            simulator.when(Call.STATUS).input("shoe4").times(1).then(Fault.status(503));
            long id = accepted(TEN_SHOES, "{}");

            assertThat(client.pollBatch(id).status()).isEqualTo(503);
            assertThat(client.pollBatch(id).status()).isEqualTo(200);
        }

        @Test
        void aWholeBatchCanFail() {
            simulator.when(Call.BATCH).then(Outcome.error("no faces found"));

            JsonNode task = finished(TEN_SHOES, "{}");

            assertThat(task.path("status").asText()).isEqualTo("ERROR");
            assertThat(task.path("errors").findValuesAsText("error")).containsExactly("no faces found");
            assertThat(task.path("results")).isEmpty();
        }

        @Test
        void singlePicturesOfABatchCanFail() {
            simulator
                    .when(Call.BATCH)
                    .then(Outcome.done().failing("shoe3", "no face found").failing("shoe4", "too dark"));

            JsonNode task = finished(TEN_SHOES, text("storage://shop/out/"));

            assertThat(task.path("status").asText()).isEqualTo("DONE");
            assertThat(keys(task)).hasSize(8).doesNotContain("out/shoe3.jpg", "out/shoe4.jpg");
            assertThat(task.path("errors").findValuesAsText("error"))
                    .containsExactlyInAnyOrder("no face found", "too dark");
        }

        @Test
        void aDownloadOfABatchIsKnownByItsFileName() {
            simulator.when(Call.RESULT).input("shoe3").then(Fault.status(503));
            JsonNode task = finished(TEN_SHOES, "{}");

            for (String url : task.path("results").findValuesAsText("tmp_url")) {
                assertThat(client.open(url).status()).isEqualTo(url.contains("shoe3") ? 503 : 200);
            }
        }

        private JsonNode partly(Deviation deviation) {
            simulator.when(Call.STATUS).then(deviation);
            return finished(TEN_SHOES.replace("shoe7", "dead"), text("storage://shop/out/"));
        }

        private static JsonNode first(JsonNode task) {
            return task.path("results").path(0);
        }

        @Test
        void aPartlyFailedBatchCanEndInErrorWithItsResults() {
            JsonNode task = partly(Deviation.partlyFailedIsError());

            assertThat(task.path("status").asText()).isEqualTo("ERROR");
            assertThat(task.path("results")).hasSize(9);
        }

        @Test
        void resultsCanBeMissing() {
            assertThat(partly(Deviation.resultAbsent()).has("results")).isFalse();
            simulator.reset();
            assertThat(partly(Deviation.resultNull()).path("results").isNull()).isTrue();
            simulator.reset();
            JsonNode empty = partly(Deviation.resultEmpty());
            assertThat(empty.path("results").isArray()).isTrue();
            assertThat(empty.path("results")).isEmpty();
            assertThat(empty.has("result")).isFalse();
        }

        @Test
        void errorsCanBeMissing() {
            assertThat(partly(Deviation.errorsAbsent()).has("errors")).isFalse();
            simulator.reset();
            assertThat(partly(Deviation.errorsNull()).path("errors").isNull()).isTrue();
        }

        @Test
        void inputsCanBeUnknown() {
            JsonNode task = partly(Deviation.nullInputObject());
            assertThat(first(task).path("input_object").isNull()).isTrue();
            assertThat(task.path("errors").path(0).path("input_object").isNull())
                    .isTrue();
            simulator.reset();
            assertThat(first(partly(Deviation.inputObjectAbsent())).has("input_object"))
                    .isFalse();
            simulator.reset();
            assertThat(first(partly(Deviation.partialInputObject()))
                            .path("input_object")
                            .fieldNames())
                    .toIterable()
                    .containsExactly("format");
        }

        @Test
        void resultsCanNameTheirPlaceAndNothingElse() {
            JsonNode output = first(partly(Deviation.storageFieldsOnly())).path("output_object");

            assertThat(output.fieldNames())
                    .toIterable()
                    .containsExactly("object_key", "object_bucket", "object_uri", "claid_storage_uri");
        }

        @Test
        void imagesDeviateInBatchesAsInEdits() {
            JsonNode task = partly(Deviation.withoutSize().and(Deviation.upperCaseFormat()));

            assertThat(task.path("results"))
                    .allMatch(pair -> !pair.path("output_object").has("width"))
                    .allMatch(pair ->
                            pair.path("output_object").path("format").asText().equals("JPEG"));
        }
    }
}
