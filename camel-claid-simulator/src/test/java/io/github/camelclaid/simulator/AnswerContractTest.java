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
     * @param definition of its 200
     * @param scripted refusals that are declared, but come by script only
     */
    private record Endpoint(String name, Call call, String definition, Set<Integer> scripted, Asks asks) {

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * @param right gets a 200
     * @param wrong gets a 422
     * @param missing gets a 404; null where nothing can be missing
     */
    private record Asks(
            Function<Client, Reply> right, Function<Client, Reply> wrong, Function<Client, Reply> missing) {}

    private static Stream<Endpoint> endpoints() {
        return Stream.of(
                new Endpoint(
                        "POST image/edit/async",
                        Call.SUBMIT,
                        "Response_AsyncAcceptedResponse_",
                        PAID,
                        new Asks(
                                client -> client.submit(SHOE, "{}", "{\"format\": \"png\"}"),
                                client -> client.submit(SHOE, SQUEEZED),
                                null)),
                new Endpoint(
                        "GET image/edit/async/{id}",
                        Call.STATUS,
                        "Response_AsyncResultResponse_",
                        FREE,
                        new Asks(
                                client -> client.poll(id(client.submit(SHOE))),
                                client -> client.get("/v1/image/edit/async/first"),
                                client -> client.poll(17))),
                new Endpoint(
                        "POST image/edit/batch",
                        Call.BATCH,
                        "Response_BatchAcceptedResponse_",
                        PAID,
                        new Asks(
                                client -> client.batch(list(SHOE), "{}", "\"storage://shop/out/\""),
                                client -> client.batch("[]", "{}", "{}"),
                                null)),
                new Endpoint(
                        "GET image/edit/batch/{id}",
                        Call.STATUS,
                        "Response_BatchResultResponse_",
                        FREE,
                        new Asks(
                                client -> client.pollBatch(id(client.batch(list(SHOE), "{}", "{}"))),
                                client -> client.get("/v1/image/edit/batch/first"),
                                client -> client.pollBatch(17))),
                new Endpoint(
                        "POST image/edit/upload",
                        Call.UPLOAD,
                        "Response_EditResponse_",
                        PAID,
                        new Asks(
                                client -> client.upload("{\"operations\": {}}", PICTURE),
                                client -> client.upload("{\"operations\": " + SQUEEZED + "}", PICTURE),
                                null)));
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

    @ParameterizedTest
    @MethodSource("endpoints")
    void whatIsAskedForFits(Endpoint endpoint) {
        Reply reply = endpoint.asks().right().apply(client(settings()));

        assertFits(reply, 200, endpoint.definition());
        assertThat(reply.json().has("data"))
                .as("the schema requires no member of an envelope")
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void aWrongKeyFits(Endpoint endpoint) {
        assertFits(endpoint.asks().right().apply(client(settings().apiKey("another"))), 401, PROBLEM);
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void whatIsNotValidFits(Endpoint endpoint) {
        assertFits(endpoint.asks().wrong().apply(client(settings())), 422, PROBLEM);
    }

    private static Stream<Endpoint> endpointsOfSomething() {
        return endpoints().filter(endpoint -> endpoint.asks().missing() != null);
    }

    @ParameterizedTest
    @MethodSource("endpointsOfSomething")
    void whatIsMissingFits(Endpoint endpoint) {
        assertFits(endpoint.asks().missing().apply(client(settings())), 404, PROBLEM);
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

        assertFits(endpoint.asks().right().apply(client), status, PROBLEM);
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void aRequestTooManyFitsButForItsPlace(Endpoint endpoint) {
        Client client = client(settings().quota("1/60s"));
        client.poll(17);

        Reply reply = endpoint.asks().wrong().apply(client);

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
        assertFits(reply, "Response_AsyncResultResponse_", Contradiction.EMPTY_RESULT);
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
        assertFits(reply, 200, "Response_BatchResultResponse_");
    }

    @Test
    void aBatchThatIsPartlyMadeFits() {
        Client client = client(settings());

        Reply reply = client.pollBatch(id(client.batch(list(SHOE, VAST, NOTHING), "{}", "\"storage://shop/out/\"")));

        assertThat(reply.data().path("results")).hasSize(1);
        assertThat(reply.data().path("errors")).hasSize(2);
        assertFits(reply, 200, "Response_BatchResultResponse_");
    }

    @Test
    void aResultInAStorageFits() {
        Client client = client(settings());

        Reply reply = client.poll(id(client.submit(SHOE, "{}", "\"storage://shop/out/my%20shoe.jpg\"")));

        assertThat(reply.data().findPath("output_object").has("claid_storage_uri"))
                .isTrue();
        assertFits(reply, 200, "Response_AsyncResultResponse_");
    }

    @Test
    void aStatusThatNobodyKnowsDoesNotFit() {
        Client client = client(settings());
        simulator.when(Call.BATCH).then(Outcome.status("FROBNICATING"));

        Reply reply = client.pollBatch(id(client.batch(list(SHOE), "{}", "{}")));

        assertThat(contract.complaints("Response_BatchResultResponse_", reply.json()))
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
}
