package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelclaid.contract.Contract;
import io.github.camelclaid.simulator.Client.Reply;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Fault;
import io.github.camelclaid.simulator.script.Outcome;
import io.github.camelclaid.simulator.script.Timing;
import io.github.camelclaid.simulator.time.VirtualTime;
import java.awt.Color;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every answer fits the published schema, but where its documents contradict each other. */
class AnswerContractTest {

    private static final byte[] PICTURE = Pictures.encoded(Pictures.plain(40, 30, Color.RED), "png");
    private static final String SHOE = "storage://shop/shoe.png";
    private static final String VAST = "storage://shop/vast.png";
    private static final String NOTHING = "storage://shop/missing.png";
    private static final String SQUEEZED = "{\"resizing\": {\"fit\": \"squeeze\"}}";
    private static final String PROBLEM = "HttpErrorDetails";
    private static final String EDIT = "Response_AsyncResultResponse_";
    private static final String BATCH = "Response_BatchResultResponse_";
    private static final String AI_EDIT = "Response_AiEditResultResponse_";
    private static final String STORAGE = "Response_StorageOutDetailed_Pydantic_";
    private static final String BUCKET = """
            {"name": "archive", "type": "s3", "parameters": {"bucket": "pictures", "path": "in",
             "credentials": {"access_key": "key", "secret_access_key": "secret"}}}""";
    private static final String WEB_FOLDER = """
            {"name": "site", "type": "web_folder", "parameters": {"base_url": "https://shop.example/in/"}}""";
    private static final Set<Integer> PAID = Set.of(402, 403);
    private static final Set<Integer> FREE = Set.of(403);
    private static final Duration TASK = Duration.ofSeconds(10);

    @TempDir
    Path shop;

    private final Contract contract = Contract.published();
    private final VirtualTime clock = VirtualTime.start();
    private ClaidSimulator simulator;

    /**
     * One of what is served.
     *
     * @param scripted refusals that are declared, but come by script only
     */
    private record Endpoint(String name, Call call, Set<Integer> scripted, List<Ask> asks) {

        /** A request that nothing is wrong with. */
        Reply right(Client client) {
            return asks.get(0).how().apply(client);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A request that gets that status and an answer of that definition. */
    private record Ask(int status, String definition, Function<Client, Reply> how) {

        @Override
        public String toString() {
            return status + " " + definition;
        }
    }

    private static Stream<Endpoint> endpoints() {
        return Stream.of(edits(), aiEdits(), storages()).flatMap(each -> each);
    }

    private static Stream<Endpoint> edits() {
        return Stream.of(
                new Endpoint(
                        "POST image/edit",
                        Call.EDIT,
                        PAID,
                        List.of(
                                new Ask(200, "Response_EditResponse_", client -> client.edit(SHOE, "{}", "{}")),
                                new Ask(422, PROBLEM, client -> client.edit(SHOE, SQUEEZED, "{}")),
                                new Ask(422, PROBLEM, client -> client.edit(VAST, "{}", "{}")))),
                new Endpoint(
                        "POST image/edit/async",
                        Call.SUBMIT,
                        PAID,
                        List.of(
                                new Ask(200, "Response_AsyncAcceptedResponse_", client -> client.submit(SHOE)),
                                new Ask(422, PROBLEM, client -> client.submit(SHOE, SQUEEZED)))),
                new Endpoint(
                        "GET image/edit/async/{id}",
                        Call.STATUS,
                        FREE,
                        List.of(
                                new Ask(200, EDIT, client -> client.poll(id(client.submit(SHOE)))),
                                new Ask(404, PROBLEM, client -> client.poll(17)),
                                new Ask(422, PROBLEM, client -> client.get("/v1/image/edit/async/first")))),
                new Endpoint(
                        "POST image/edit/batch",
                        Call.BATCH,
                        PAID,
                        List.of(
                                new Ask(
                                        200,
                                        "Response_BatchAcceptedResponse_",
                                        client -> client.batch(list(SHOE), "{}", "\"storage://shop/out/\"")),
                                new Ask(422, PROBLEM, client -> client.batch("[]", "{}", "{}")))),
                new Endpoint(
                        "GET image/edit/batch/{id}",
                        Call.STATUS,
                        FREE,
                        List.of(
                                new Ask(
                                        200,
                                        BATCH,
                                        client -> client.pollBatch(id(client.batch(list(SHOE), "{}", "{}")))),
                                new Ask(404, PROBLEM, client -> client.pollBatch(17)),
                                new Ask(422, PROBLEM, client -> client.get("/v1/image/edit/batch/first")))),
                new Endpoint(
                        "POST image/edit/upload",
                        Call.UPLOAD,
                        PAID,
                        List.of(
                                new Ask(
                                        200,
                                        "Response_EditResponse_",
                                        client -> client.upload("{\"operations\": {}}", PICTURE)),
                                new Ask(
                                        422,
                                        PROBLEM,
                                        client -> client.upload("{\"operations\": " + SQUEEZED + "}", PICTURE)))));
    }

    private static Stream<Endpoint> aiEdits() {
        String options = "{\"prompt\": \"on a beach\"}";
        return Stream.of(
                new Endpoint(
                        "POST image/ai-edit",
                        Call.AI_EDIT,
                        PAID,
                        List.of(
                                new Ask(
                                        200,
                                        "Response_AiEditAcceptedResponse_",
                                        client -> client.aiEdit(SHOE, options, "{\"number_of_images\": 2}")),
                                new Ask(422, PROBLEM, client -> client.aiEdit(SHOE, "{}", "{}")))),
                new Endpoint(
                        "GET image/ai-edit/{id}",
                        Call.STATUS,
                        FREE,
                        List.of(
                                new Ask(
                                        200,
                                        AI_EDIT,
                                        client -> client.pollAiEdit(id(client.aiEdit(SHOE, options, "{}")))),
                                new Ask(
                                        200,
                                        AI_EDIT,
                                        client -> client.pollAiEdit(id(client.aiEdit(NOTHING, options, "{}")))),
                                new Ask(404, PROBLEM, client -> client.pollAiEdit(17)),
                                new Ask(422, "HTTPValidationError", client -> client.get("/v1/image/ai-edit/first")))));
    }

    private static Stream<Endpoint> storages() {
        return Stream.of(
                new Endpoint(
                        "GET storage/storage-types",
                        Call.STORAGE,
                        FREE,
                        List.of(new Ask(
                                200,
                                "Response_List_apps.storage.models.StorageType__",
                                client -> client.get("/v1/storage/storage-types")))),
                new Endpoint(
                        "GET storage/storages",
                        Call.STORAGE,
                        FREE,
                        List.of(new Ask(200, "Response_List_apps.storage.serializers.StorageOut_Pydantic__", client -> {
                            client.send("POST", "storage/storages", BUCKET);
                            client.send("POST", "storage/storages", WEB_FOLDER);
                            return client.get("/v1/storage/storages");
                        }))),
                new Endpoint(
                        "POST storage/storages",
                        Call.STORAGE,
                        FREE,
                        List.of(
                                new Ask(200, STORAGE, client -> client.send("POST", "storage/storages", BUCKET)),
                                new Ask(200, STORAGE, client -> client.send("POST", "storage/storages", WEB_FOLDER)),
                                new Ask(422, PROBLEM, client -> client.send("POST", "storage/storages", "{}")))),
                new Endpoint(
                        "GET storage/storages/{id}",
                        Call.STORAGE,
                        FREE,
                        List.of(
                                new Ask(200, STORAGE, client -> client.get(bucket(client))),
                                new Ask(404, PROBLEM, client -> client.get("/v1/storage/storages/17")),
                                new Ask(422, PROBLEM, client -> client.get("/v1/storage/storages/first")))),
                new Endpoint(
                        "PATCH storage/storages/{id}",
                        Call.STORAGE,
                        FREE,
                        List.of(
                                new Ask(200, STORAGE, client -> patched(client, "{\"name\": \"attic\"}")),
                                new Ask(404, PROBLEM, client -> client.send("PATCH", "storage/storages/17", "{}")),
                                new Ask(422, PROBLEM, client -> patched(client, "{\"name\": 5}")))),
                new Endpoint(
                        "DELETE storage/storages/{id}",
                        Call.STORAGE,
                        FREE,
                        List.of(
                                new Ask(200, "Response", client -> client.send("DELETE", tail(bucket(client)), "")),
                                new Ask(404, PROBLEM, client -> client.send("DELETE", "storage/storages/17", "")),
                                new Ask(422, PROBLEM, client -> client.send("DELETE", "storage/storages/a", "")))));
    }

    /** What the simulator says on purpose although the schema refuses it; mended, the schema would allow it. */
    private enum Contradiction {
        /** The schema's own default of {@code result} misses what it requires; prose says empty until there is one. */
        EMPTY_RESULT(answer -> {
            assertThat(answer.path("data").path("result")).isEmpty();
            ObjectNode mended = answer.deepCopy();
            mended.withObject("/data").remove("result");
            return mended;
        }),
        /** The schema has errors at the top; the page about rate limits shows this one under {@code detail}. */
        PROBLEM_UNDER_DETAIL(answer -> answer.path("detail"));

        private final UnaryOperator<JsonNode> mended;

        Contradiction(UnaryOperator<JsonNode> mended) {
            this.mended = mended;
        }
    }

    @BeforeEach
    void pictures() {
        Pictures.saved(Pictures.plain(40, 30, Color.RED), shop.resolve("shoe.png"));
        Pictures.saved(Pictures.plain(400, 300, Color.RED), shop.resolve("vast.png"));
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private ClaidSimulatorBuilder settings() {
        return ClaidSimulator.builder()
                .clock(clock)
                .noQuota()
                .duration(Timing.fixed(Duration.ZERO))
                .storage("shop", shop)
                .maxPixels(10_000);
    }

    private Client client(ClaidSimulatorBuilder settings) {
        simulator = settings.start();
        return new Client(simulator);
    }

    private void assertFits(Reply reply, int status, String definition) {
        assertThat(reply.status()).as("%s", reply.json()).isEqualTo(status);
        assertThat(reply.header("content-type")).isEqualTo("application/json");
        assertThat(contract.complaints(definition, reply.json()))
                .as("%s", reply.json())
                .isEmpty();
    }

    private void assertFits(Reply reply, String definition, Contradiction but) {
        assertThat(contract.allows(definition, reply.json()))
                .as("%s is no contradiction any more: %s", but, reply.json())
                .isFalse();
        JsonNode mended = but.mended.apply(reply.json());
        assertThat(contract.complaints(definition, mended)).as("%s", mended).isEmpty();
    }

    private static Stream<Arguments> asks() {
        return endpoints().flatMap(endpoint -> endpoint.asks().stream().map(ask -> Arguments.of(endpoint, ask)));
    }

    @ParameterizedTest
    @MethodSource("asks")
    void anAnswerFits(Endpoint endpoint, Ask ask) {
        Reply reply = ask.how().apply(client(settings()));

        assertFits(reply, ask.status(), ask.definition());
        // the schema requires no member of an envelope
        assertThat(reply.json().has("data")).isEqualTo(ask.status() == 200);
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void aWrongKeyFits(Endpoint endpoint) {
        assertFits(endpoint.right(client(settings().apiKey("another"))), 401, PROBLEM);
    }

    static Stream<Arguments> scripted() {
        return endpoints()
                .flatMap(endpoint -> endpoint.scripted().stream().map(status -> Arguments.of(endpoint, status)));
    }

    @ParameterizedTest
    @MethodSource("scripted")
    void aScriptedRefusalFits(Endpoint endpoint, int status) {
        Client client = client(settings());
        simulator.when(endpoint.call()).then(Fault.status(status));

        assertFits(endpoint.right(client), status, PROBLEM);
    }

    /** Requests about storages take no room in it, and are never too many. */
    private static Stream<Endpoint> underQuota() {
        return Stream.concat(edits(), aiEdits());
    }

    @ParameterizedTest
    @MethodSource("underQuota")
    void aRequestTooManyFitsButForItsPlace(Endpoint endpoint) {
        Client client = client(settings().quota("1/60s"));
        client.poll(17);

        Reply reply = endpoint.right(client);

        assertThat(reply.status()).isEqualTo(429);
        assertFits(reply, PROBLEM, Contradiction.PROBLEM_UNDER_DETAIL);
    }

    static Stream<Arguments> progress() {
        Outcome done = Outcome.done().lasting(TASK);
        return Stream.of(
                Arguments.of(SHOE, done, "ACCEPTED", Duration.ZERO),
                Arguments.of(SHOE, done, "PROCESSING", TASK.dividedBy(2)),
                Arguments.of(SHOE, done.showing("WAITING"), "WAITING", Duration.ZERO),
                Arguments.of(SHOE, done.showing("PAUSED"), "PAUSED", TASK.dividedBy(2)),
                Arguments.of(SHOE, Outcome.error("no face found", "too dark"), "ERROR", TASK),
                Arguments.of(SHOE, Outcome.cancelled(), "CANCELLED", TASK),
                Arguments.of(NOTHING, done, "ERROR", TASK),
                Arguments.of(VAST, done, "ERROR", TASK));
    }

    @ParameterizedTest
    @MethodSource("progress")
    void anEditWithoutAResultFitsButForItsEmptyResult(String input, Outcome outcome, String status, Duration time) {
        Client client = client(settings());
        simulator.when(Call.SUBMIT).then(outcome);
        long id = id(client.submit(input));
        clock.advance(time);

        Reply reply = client.poll(id);

        assertThat(reply.data().path("status").asText()).isEqualTo(status);
        assertFits(reply, EDIT, Contradiction.EMPTY_RESULT);
    }

    @ParameterizedTest
    @MethodSource("progress")
    void aBatchWithoutAResultFits(String input, Outcome outcome, String status, Duration time) {
        Client client = client(settings());
        simulator.when(Call.BATCH).then(outcome);
        long id = id(client.batch(list(input), "{}", "{}"));
        clock.advance(time);

        Reply reply = client.pollBatch(id);

        assertThat(reply.data().path("status").asText()).isEqualTo(status);
        assertFits(reply, 200, BATCH);
    }

    @Test
    void aBatchThatIsPartlyMadeFits() {
        Client client = client(settings());

        Reply reply = client.pollBatch(id(client.batch(list(SHOE, VAST, NOTHING), "{}", "\"storage://shop/out/\"")));

        assertThat(reply.data().path("results")).hasSize(1);
        assertThat(reply.data().path("errors")).hasSize(2);
        assertFits(reply, 200, BATCH);
    }

    @Test
    void aResultInAStorageFits() {
        Client client = client(settings());

        Reply reply = client.poll(id(client.submit(SHOE, "{}", "\"storage://shop/out/my%20shoe.jpg\"")));

        assertThat(reply.data().findPath("output_object").has("claid_storage_uri"))
                .isTrue();
        assertFits(reply, 200, EDIT);
    }

    @Test
    void aStatusThatNobodyKnowsDoesNotFit() {
        Client client = client(settings());
        simulator.when(Call.BATCH).then(Outcome.status("FROBNICATING"));

        Reply reply = client.pollBatch(id(client.batch(list(SHOE), "{}", "{}")));

        assertThat(contract.complaints(BATCH, reply.json()))
                .singleElement()
                .asString()
                .contains("/data/status");
    }

    private static long id(Reply accepted) {
        return accepted.data().path("id").asLong();
    }

    private static String list(String... inputs) {
        return "[\"" + String.join("\", \"", inputs) + "\"]";
    }

    /** Makes a storage. */
    private static String bucket(Client client) {
        return "/v1/storage/storages/" + id(client.send("POST", "storage/storages", BUCKET));
    }

    private static Reply patched(Client client, String body) {
        return client.send("PATCH", tail(bucket(client)), body);
    }

    /** A path without its version. */
    private static String tail(String path) {
        return path.substring("/v1/".length());
    }
}
