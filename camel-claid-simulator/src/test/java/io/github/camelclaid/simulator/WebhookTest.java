package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.camelclaid.simulator.ledger.WebhookEntry;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Notice;
import io.github.camelclaid.simulator.script.Outcome;
import io.github.camelclaid.simulator.script.Timing;
import io.github.camelclaid.simulator.time.VirtualTime;
import io.github.camelclaid.simulator.webhook.SignatureEncoding;
import io.github.camelclaid.simulator.webhook.Webhook;
import java.awt.Color;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WebhookTest {

    private static final String SECRET = "s3cr€t of the shop";
    private static final String SHOE = "storage://shop/shoe.png";

    @TempDir
    Path shop;

    private final VirtualTime clock = VirtualTime.start();
    private final Queue<Received> received = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
    private HttpServer receiver;
    private ClaidSimulator simulator;
    private Client client;

    private record Received(Headers headers, byte[] body) {

        JsonNode json() {
            try {
                return new ObjectMapper().readTree(body);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        String signature() {
            return headers.getFirst("X-Claid-Hmac-SHA256");
        }
    }

    @BeforeEach
    void listen() throws Exception {
        Pictures.saved(Pictures.plain(40, 30, Color.RED), shop.resolve("shoe.png"));
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", this::receive);
        receiver.start();
    }

    private void receive(HttpExchange exchange) throws IOException {
        received.add(new Received(
                exchange.getRequestHeaders(), exchange.getRequestBody().readAllBytes()));
        Integer status = answers.poll();
        if (status != null && status == 302) {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
        }
        exchange.sendResponseHeaders(status == null ? 204 : status, -1);
        exchange.close();
    }

    @AfterEach
    void stop() {
        if (simulator != null) {
            simulator.close();
        }
        receiver.stop(0);
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook?token=hush");
    }

    private void start() {
        start(webhook -> webhook);
    }

    private void start(UnaryOperator<Webhook> setting) {
        simulator = ClaidSimulator.builder()
                .clock(clock)
                .noQuota()
                .duration(Timing.fixed(Duration.ofSeconds(10)))
                .storage("shop", shop)
                .webhook(setting.apply(Webhook.to(address()).secret(SECRET)))
                .start();
        client = new Client(simulator);
    }

    private long submit(String input) {
        return client.submit(input).data().path("id").asLong();
    }

    /** Lets the time pass in which tasks end, and waits until so many attempts to tell of it are over. */
    private List<WebhookEntry> attempts(int count) {
        clock.advance(Duration.ofSeconds(10));
        await().until(() -> simulator.ledger().webhooks().size() >= count);
        return simulator.ledger().webhooks();
    }

    private Received only() {
        assertThat(received).hasSize(1);
        return received.element();
    }

    private static byte[] mac(byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return mac.doFinal(body);
    }

    @Test
    void whatTheResultEndpointSaysIsToldThoughNobodyPolls() {
        start();
        long id = submit(SHOE);

        assertThat(attempts(1)).containsExactly(new WebhookEntry(id, 1, clock.instant(), 204, null));

        assertThat(simulator.ledger().polls()).isZero();
        assertThat(only().headers().getFirst("Content-Type")).isEqualTo("application/json");
        assertThat(only().json()).isEqualTo(client.poll(id).json());
        assertThat(only().json().path("data").path("status").asText()).isEqualTo("DONE");
    }

    @Test
    void nothingIsToldBeforeTheTaskHasEnded() {
        start();
        submit(SHOE);
        clock.advance(Duration.ofSeconds(9));
        client.poll(1001);

        assertThat(received).isEmpty();
    }

    @Test
    void failuresAreToldToo() {
        start();
        submit("storage://shop/missing.png");
        attempts(1);

        assertThat(only().json().path("data").path("status").asText()).isEqualTo("ERROR");
        assertThat(only().json()
                        .path("data")
                        .path("errors")
                        .path(0)
                        .path("error")
                        .asText())
                .isNotEmpty();
    }

    @Test
    void aTaskThatIsCancelledIsToldOf() {
        start();
        simulator.when(Call.SUBMIT).then(Outcome.cancelled());
        submit(SHOE);
        attempts(1);

        assertThat(only().json().path("data").path("status").asText()).isEqualTo("CANCELLED");
    }

    @Test
    void aBatchIsToldOfAsItsOwnResultEndpointShowsIt() {
        start();
        long id = client.batch("[\"" + SHOE + "\", \"" + SHOE + "\"]", "{}", "{}")
                .data()
                .path("id")
                .asLong();
        attempts(1);

        assertThat(only().json()).isEqualTo(client.pollBatch(id).json());
        assertThat(only().json().path("data").path("results")).hasSize(2);
    }

    @Test
    void anAiEditIsToldOfAsItsOwnResultEndpointShowsIt() {
        start();
        simulator.when(Call.AI_EDIT).then(Notice.twice());
        client.aiEdit(SHOE, "{\"prompt\": \"on a beach\"}", "{}");
        attempts(2);

        assertThat(received).hasSize(2).allSatisfy(webhook -> assertThat(
                        webhook.json().path("data").path("result").path("output_objects"))
                .hasSize(1));
    }

    @ParameterizedTest
    @EnumSource
    void theSignatureFitsTheRawBytesInEveryEncoding(SignatureEncoding encoding) throws Exception {
        start(webhook -> webhook.encoding(encoding));
        submit(SHOE);
        attempts(1);

        byte[] mac = mac(only().body());
        String hex = HexFormat.of().formatHex(mac);
        assertThat(only().signature())
                .isEqualTo(
                        switch (encoding) {
                            case HEX -> hex;
                            case UPPER_CASE_HEX ->
                                HexFormat.of().withUpperCase().formatHex(mac);
                            case PREFIXED_HEX -> "sha256=" + hex;
                            case BASE64 -> Base64.getEncoder().encodeToString(mac);
                            case BASE64URL ->
                                Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
                        });
    }

    @Test
    void withoutASecretThereIsNoSignature() {
        start(webhook -> Webhook.to(address()));
        submit(SHOE);
        attempts(1);

        assertThat(only().signature()).isNull();
    }

    @Test
    void theTaskCanBeToldWithoutItsWrapping() {
        start(Webhook::withoutData);
        long id = submit(SHOE);
        attempts(1);

        assertThat(only().json()).isEqualTo(client.poll(id).data());
    }

    @Test
    void aWrongSignatureLooksLikeARightOne() throws Exception {
        start();
        simulator.when(Call.SUBMIT).then(Notice.wronglySigned());
        submit(SHOE);
        attempts(1);

        assertThat(only().signature())
                .matches("[0-9a-f]{64}")
                .isNotEqualTo(HexFormat.of().formatHex(mac(only().body())));
    }

    @Test
    void theSignatureCanBeMissing() {
        start();
        simulator.when(Call.SUBMIT).then(Notice.unsigned());
        submit(SHOE);
        attempts(1);

        assertThat(only().signature()).isNull();
    }

    @Test
    void aDuplicateIsTheSameToTheLastByte() {
        start();
        simulator.when(Call.SUBMIT).times(1).then(Notice.twice());
        submit(SHOE);
        attempts(2);

        List<Received> copies = List.copyOf(received);
        assertThat(copies).hasSize(2);
        assertThat(copies.get(1).body()).isEqualTo(copies.get(0).body());
        assertThat(copies.get(1).signature()).isEqualTo(copies.get(0).signature());
    }

    @Test
    void aLostWebhookIsInTheLedgerAlone() {
        start();
        simulator.when(Call.SUBMIT).input("shoe").then(Notice.lost());
        long lost = submit(SHOE);
        long told = submit("storage://shop/missing.png");

        assertThat(attempts(2)).extracting(WebhookEntry::taskId).containsExactlyInAnyOrder(lost, told);
        assertThat(only().json().path("data").path("id").asLong()).isEqualTo(told);
        assertThat(simulator.ledger().webhooks())
                .filteredOn(entry -> entry.taskId() == lost)
                .allMatch(entry -> !entry.arrived() && entry.failure().startsWith("lost"));
    }

    @Test
    void aWebhookCanComeBeforeTheSubmitIsAnswered() {
        start();
        simulator.when(Call.SUBMIT).then(Notice.beforeTheAnswer());

        JsonNode answer = client.submit(SHOE).data();

        assertThat(only().json().path("data").path("id")).isEqualTo(answer.path("id"));
        assertThat(only().json().path("data").path("status").asText()).isEqualTo("DONE");
        assertThat(answer.path("status").asText()).isEqualTo("ACCEPTED");
    }

    @Test
    void aBatchCanBeToldOfBeforeItIsAnswered() {
        start();
        simulator.when(Call.BATCH).then(Notice.beforeTheAnswer());

        JsonNode answer = client.batch("[\"" + SHOE + "\"]", "{}", "{}").data();

        assertThat(only().json().path("data").path("id")).isEqualTo(answer.path("id"));
    }

    @Test
    void theWrappingCanDifferForOneTask() {
        start();
        simulator.when(Call.SUBMIT).input("missing").then(Notice.withoutData());
        submit("storage://shop/missing.png");
        attempts(1);

        assertThat(only().json().has("data")).isFalse();
        assertThat(only().json().path("status").asText()).isEqualTo("ERROR");
    }

    @Test
    void aDelayedWebhookComesThatMuchLater() {
        start();
        simulator.when(Call.SUBMIT).input("shoe").then(Notice.delayed(Duration.ofMinutes(5)));
        simulator.when(Call.SUBMIT).input("shoe").then(Notice.unsigned());
        long delayed = submit(SHOE);
        long usual = submit("storage://shop/missing.png");
        assertThat(attempts(1)).extracting(WebhookEntry::taskId).containsExactly(usual);
        assertThat(client.poll(delayed).data().path("status").asText()).isEqualTo("DONE");
        assertThat(only().json().path("data").path("id").asLong()).isEqualTo(usual);

        clock.advance(Duration.ofMinutes(5));

        assertThat(attempts(2)).extracting(WebhookEntry::taskId).containsExactly(usual, delayed);
        assertThat(received).last().satisfies(webhook -> assertThat(webhook.signature())
                .isNull());
    }

    @Test
    void aRuleInWordsCanSayIt() {
        start();
        simulator.rule("submit: webhook-first");
        simulator.rule("submit: webhook-unsigned");

        submit(SHOE);

        assertThat(only().signature()).isNull();
    }

    @Test
    void withoutMoreAttemptsAFailureIsNotRepeated() {
        start();
        answers.add(500);
        long id = submit(SHOE);
        assertThat(attempts(1)).extracting(WebhookEntry::status).containsExactly(500);

        clock.advance(Duration.ofHours(1));
        submit(SHOE);

        assertThat(attempts(2)).extracting(WebhookEntry::taskId).containsExactly(id, id + 1);
    }

    @Test
    void aFailureIsRepeatedAsOftenAsIsSaid() {
        start(webhook -> webhook.attempts(3));
        answers.addAll(List.of(500, 503, 500));
        submit(SHOE);

        attempts(1);
        attempts(2);
        List<WebhookEntry> all = attempts(3);

        assertThat(all).extracting(WebhookEntry::attempt).containsExactly(1, 2, 3);
        assertThat(all).extracting(WebhookEntry::status).containsExactly(500, 503, 500);
    }

    @Test
    void redirectsAreNotFollowed() {
        start(webhook -> webhook.attempts(3));
        answers.add(302);
        submit(SHOE);

        assertThat(attempts(1)).extracting(WebhookEntry::status).containsExactly(302);
        assertThat(only().json().has("data")).isTrue();
    }

    @Test
    void aReceiverThatIsNotThereIsInTheLedger() {
        start();
        receiver.stop(0);
        submit(SHOE);

        assertThat(attempts(1)).extracting(WebhookEntry::failure).containsExactly("the connection failed");
        JsonNode entry =
                client.get("/_simulator/ledger").json().path("webhooks").path(0);
        assertThat(entry.path("failure").asText()).isEqualTo("the connection failed");
        assertThat(entry.path("attempt").asInt()).isEqualTo(1);
    }

    @Test
    void webhooksToStrangersAreRefused() {
        ClaidSimulatorBuilder stranger =
                ClaidSimulator.builder().webhook(Webhook.to(URI.create("https://192.0.2.1/hook?token=hush")));

        assertThatIllegalArgumentException()
                .isThrownBy(stranger::start)
                .withMessageContaining("192.0.2.1")
                .withMessageContaining("allow it by name")
                .withMessageNotContaining("hush");
    }

    @Test
    void webhooksGoToHostsThatWereAllowed() {
        ClaidSimulatorBuilder allowed = ClaidSimulator.builder()
                .allowHost("192.0.2.1")
                .webhook(Webhook.to(URI.create("https://192.0.2.1/hook")));

        assertThat(allowed.start()).satisfies(ClaidSimulator::close);
    }

    @Test
    void anAddressThatIsNoneIsRefused() {
        for (String address : List.of("file:///etc/passwd", "/hook", "http://me:hush@localhost/hook")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Webhook.to(URI.create(address)))
                    .withMessageContaining("http(s) address")
                    .withMessageNotContaining("hush");
        }
    }

    @Test
    void neitherTheSecretNorTheKeyIsShownAnywhere() {
        start();
        submit(SHOE);
        attempts(1);

        String ledger = new String(client.get("/_simulator/ledger").body(), StandardCharsets.UTF_8);
        assertThat(ledger).contains("webhooks").doesNotContain(SECRET, "hush", Client.KEY);
        assertThat(Webhook.to(address()).secret(SECRET).toString())
                .startsWith("webhook to http://127.0.0.1")
                .doesNotContain(SECRET, "hush");
        assertThat(only().headers().toString() + new String(only().body(), StandardCharsets.UTF_8))
                .doesNotContain(Client.KEY)
                .doesNotContain(SECRET);
    }
}
