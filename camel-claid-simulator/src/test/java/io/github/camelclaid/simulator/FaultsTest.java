package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.ErrorShape;
import io.github.camelclaid.simulator.script.Fault;
import io.github.camelclaid.simulator.script.Outcome;
import io.github.camelclaid.simulator.script.Timing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {

    private static final String INPUT = "storage://shop/shoe.png";

    @RegisterExtension
    static final ClaidSimulatorExtension claid =
            ClaidSimulatorExtension.with(builder -> builder.noQuota().duration(Timing.fixed(Duration.ofHours(1))));

    private ClaidSimulator simulator;
    private Client client;

    @BeforeEach
    void client() {
        simulator = claid.simulator();
        client = new Client(simulator);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402, 403, 404, 422, 429, 500, 503})
    void aRefusedSubmitIsNotCharged(int status) {
        simulator.when(Call.SUBMIT).times(1).then(Fault.status(status));

        Client.Reply reply = client.submit(INPUT);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().path("error_message").asText()).isNotEmpty();
        assertThat(simulator.ledger().charges()).isZero();
    }

    @Test
    void aSubmitThatFailsAfterBeingAcceptedIsCharged() {
        simulator.when(Call.SUBMIT).times(1).then(Fault.statusAfterAccepting(503));

        assertThat(client.submit(INPUT).status()).isEqualTo(503);
        assertThat(simulator.ledger().submits()).isEqualTo(1);
        assertThat(simulator.ledger().tasks()).hasSize(1);
    }

    @Test
    void aRuleEndsAfterItsTimes() {
        simulator.when(Call.SUBMIT).times(2).then(Fault.status(503));

        assertThat(client.submit(INPUT).status()).isEqualTo(503);
        assertThat(client.submit(INPUT).status()).isEqualTo(503);
        assertThat(client.submit(INPUT).status()).isEqualTo(200);
    }

    @Test
    void aRuleLooksAtTheInput() {
        simulator.when(Call.SUBMIT).input("bad").always().then(Fault.status(503));

        assertThat(client.submit("storage://shop/bad.png").status()).isEqualTo(503);
        assertThat(client.submit("storage://shop/good.png").status()).isEqualTo(200);
    }

    @Test
    void aRuleLooksAtTheInputOfThePolledTask() {
        long bad = client.submit("storage://shop/bad.png").data().path("id").asLong();
        long good = client.submit("storage://shop/good.png").data().path("id").asLong();
        simulator.when(Call.STATUS).input("bad").then(Fault.status(500));

        assertThat(client.poll(bad).status()).isEqualTo(500);
        assertThat(client.poll(good).status()).isEqualTo(200);
    }

    @Test
    void aRuleCanNameTheNthCall() {
        simulator.when(Call.SUBMIT).nth(2).then(Fault.status(503));

        assertThat(client.submit(INPUT).status()).isEqualTo(200);
        assertThat(client.submit(INPUT).status()).isEqualTo(503);
        assertThat(client.submit(INPUT).status()).isEqualTo(200);
    }

    @Test
    void aResetBeforeAcceptingIsNotCharged() throws Exception {
        simulator.when(Call.SUBMIT).then(Fault.resetBeforeAccepting());

        assertThatThrownBy(this::submitOnASocket).isInstanceOf(SocketException.class);
        assertThat(simulator.ledger().charges()).isZero();
    }

    @Test
    void aResetAfterAcceptingIsCharged() {
        simulator.when(Call.SUBMIT).then(Fault.resetAfterAccepting());

        assertThatThrownBy(this::submitOnASocket).isInstanceOf(SocketException.class);
        assertThat(simulator.ledger().charges()).isEqualTo(1);
    }

    @Test
    void aPageOfHtmlCanStandForJson() {
        simulator.when(Call.STATUS).then(Fault.html(502));

        Client.Reply reply = client.poll(1);

        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.header("content-type")).startsWith("text/html");
    }

    @Test
    void aBodyCanBeEmpty() {
        simulator.when(Call.SUBMIT).then(Fault.emptyBody(200));

        assertThat(client.submit(INPUT).body()).isEmpty();
    }

    @Test
    void jsonCanBreakOff() {
        simulator.when(Call.SUBMIT).then(Fault.garbage());

        Client.Reply reply = client.submit(INPUT);

        assertThat(reply.status()).isEqualTo(200);
        assertThatThrownBy(reply::json).isInstanceOf(UncheckedIOException.class);
        assertThat(simulator.ledger().charges()).isEqualTo(1);
    }

    @Test
    void aScripted429SaysWhenToComeBack() {
        simulator.when(Call.STATUS).then(Fault.rateLimited(Duration.ofMillis(2500)));

        Client.Reply reply = client.poll(1);

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.header("RateLimit-Reset")).isEqualTo("3");
        assertThat(reply.header("RateLimit-Remaining")).isEqualTo("-1");
        assertThat(reply.json().path("detail").path("error_code").asText()).isEqualTo("2001");
        assertThat(simulator.ledger().tooManyRequests()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(ErrorShape.class)
    void anErrorComesInEveryShape(ErrorShape shape) {
        simulator.when(Call.SUBMIT).then(Fault.status(422, shape));

        Client.Reply reply = client.submit(INPUT);

        assertThat(reply.status()).isEqualTo(422);
        switch (shape) {
            case TOP_LEVEL -> assertThat(reply.json().has("error_code")).isTrue();
            case DETAIL ->
                assertThat(reply.json().path("detail").has("error_code")).isTrue();
            case FIELD_LIST ->
                assertThat(reply.json().path("detail").path(0).has("loc")).isTrue();
            case NONE -> assertThat(reply.body()).isEmpty();
        }
    }

    @Test
    void anAnswerCanBeDelayedWhileTheTaskIsAlreadyAccepted() {
        simulator.when(Call.SUBMIT).then(Fault.delay(Duration.ofMillis(200)));
        long start = System.nanoTime();

        Client.Reply reply = client.submit(INPUT);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(190));
    }

    @Test
    void anAnswerThatNeverComesDoesNotKeepTheSimulatorOpen() {
        ClaidSimulator other = ClaidSimulator.builder().noQuota().start();
        other.when(Call.SUBMIT).then(Fault.delay(Duration.ofHours(1)));
        CompletableFuture<Client.Reply> reply = CompletableFuture.supplyAsync(() -> new Client(other).submit(INPUT));
        await().until(() -> other.ledger().charges() == 1);

        other.close();

        assertThat(reply).failsWithin(Duration.ofSeconds(5));
    }

    @Test
    void anAnswerCanTrickle() {
        simulator.when(Call.SUBMIT).then(Fault.trickle(20, Duration.ofMillis(5)));

        assertThat(client.submit(INPUT).data().path("status").asText()).isEqualTo("ACCEPTED");
    }

    @Test
    void anAnswerCanBreakOff() {
        simulator.when(Call.SUBMIT).then(Fault.truncated(10));

        assertThatThrownBy(() -> client.submit(INPUT)).isInstanceOf(UncheckedIOException.class);
        assertThat(simulator.ledger().charges()).isEqualTo(1);
    }

    @Test
    void anAnswerCanBeFarTooLong() {
        simulator.when(Call.SUBMIT).then(Fault.oversized(10_000_000));

        Client.Reply reply = client.submit(INPUT);

        assertThat(reply.body().length).isGreaterThan(10_000_000);
        assertThat(reply.data().path("status").asText()).isEqualTo("ACCEPTED");
    }

    @Test
    void anAnswerCanRedirect() {
        simulator.when(Call.STATUS).then(Fault.redirect(302, "http://127.0.0.1:1/elsewhere"));

        Client.Reply reply = client.poll(1);

        assertThat(reply.status()).isEqualTo(302);
        assertThat(reply.header("location")).isEqualTo("http://127.0.0.1:1/elsewhere");
    }

    @Test
    void aFixedAnswerCanCarryHeaders() {
        simulator.when(Call.SUBMIT).then(Fault.status(503).withHeader("Retry-After", "7"));

        assertThat(client.submit(INPUT).header("Retry-After")).isEqualTo("7");
    }

    @Test
    void anOutcomeForAPollIsAMistake() {
        assertThatThrownBy(() -> simulator.when(Call.STATUS).then(Outcome.cancelled()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("status");
    }

    @Test
    void aForgottenTaskIsNotFound() {
        long id = client.submit(INPUT).data().path("id").asLong();

        simulator.forgetTask(id);

        assertThat(client.poll(id).status()).isEqualTo(404);
    }

    /** Through a bare socket, since HTTP clients tell a reset and an end of the stream in the same words. */
    @Test
    void aConnectionCanBeClosedInGoodOrderWithoutAnAnswer() throws IOException {
        simulator.when(Call.SUBMIT).nth(1).then(Fault.closedBeforeAccepting());
        simulator.when(Call.SUBMIT).nth(2).then(Fault.closedAfterAccepting());

        assertThat(onASocket(submitText())).isEmpty();
        assertThat(simulator.ledger().charges()).isZero();
        assertThat(onASocket(submitText())).isEmpty();
        assertThat(simulator.ledger().charges()).isEqualTo(1);
    }

    @Test
    void afterTheLastAnswerOfAConnectionTheNextRequestIsNotRead() throws IOException {
        simulator.when(Call.SUBMIT).times(1).then(Fault.lastOfConnection());

        String answers = onASocket(submitText() + submitText());
        assertThat(answers).containsOnlyOnce("HTTP/1.1 200").doesNotContain("Connection: close");
        assertThat(simulator.ledger().charges()).isEqualTo(1);
    }

    @Test
    void anAnswerCanComeInChunks() {
        simulator.when(Call.SUBMIT).then(Fault.chunked(50));

        Client.Reply reply = client.submit(INPUT);
        assertThat(reply.header("Transfer-Encoding")).isEqualTo("chunked");
        assertThat(reply.data().path("status").asText()).isEqualTo("ACCEPTED");
    }

    @Test
    void theLastChunkCanBeMissing() {
        simulator.when(Call.SUBMIT).then(Fault.unfinishedChunks(50));

        assertThatThrownBy(() -> client.submit(INPUT)).isInstanceOf(UncheckedIOException.class);
        assertThat(simulator.ledger().charges()).isEqualTo(1);
    }

    @Test
    void latencyIsTheRequestsWayAndBlocksNoOther() {
        AtomicInteger underWay = new AtomicInteger();
        simulator.conduct().latency(random -> {
            underWay.incrementAndGet();
            return Duration.ofMinutes(10);
        });
        CompletableFuture<Client.Reply> slow = CompletableFuture.supplyAsync(() -> client.submit(INPUT));
        await().until(() -> underWay.get() == 1);
        simulator.conduct().latency(Timing.NONE);

        assertThat(new Client(simulator).submit(INPUT).status()).isEqualTo(200);
        assertThat(slow).isNotDone();
        assertThat(simulator.ledger().charges()).isEqualTo(1);
    }

    private void submitOnASocket() throws IOException {
        String answer = onASocket(submitText());
        throw new IllegalStateException("answered with " + answer);
    }

    private static String submitText() {
        String body = "{\"input\": \"" + INPUT + "\", \"operations\": {}}";
        return "POST /v1/image/edit/async HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer test-key\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** Everything that is answered until the connection is closed. */
    private String onASocket(String requests) throws IOException {
        URI url = URI.create(simulator.baseUrl());
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void theLastChunkIsMissingAlsoWhereTheConnectionIsClosedAfterwards() throws IOException {
        simulator.when(Call.SUBMIT).then(Fault.unfinishedChunks(50));

        assertThat(onASocket(submitText().replace("Host: localhost", "Host: localhost\r\nConnection: close")))
                .containsIgnoringCase("transfer-encoding: chunked")
                .doesNotEndWith("0\r\n\r\n");
    }
}
