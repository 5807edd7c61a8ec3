package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelclaid.simulator.ledger.TaskEntry;
import io.github.camelclaid.simulator.ledger.Violation;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Timing;
import io.github.camelclaid.simulator.time.VirtualTime;
import java.awt.Color;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key, the quota and the ledger, as a client meets them. */
class AccountTest {

    private static final String INPUT = "storage://shop/shoe.png";

    @TempDir
    Path shop;

    private final VirtualTime clock = VirtualTime.start();
    private ClaidSimulator simulator;
    private Client client;

    @BeforeEach
    void pictures() {
        Pictures.saved(Pictures.plain(40, 30, Color.RED), shop.resolve("shoe.png"));
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private void start(String quota) {
        start(settings().quota(quota));
    }

    private ClaidSimulatorBuilder settings() {
        return ClaidSimulator.builder()
                .clock(clock)
                .duration(Timing.fixed(Duration.ZERO))
                .storage("shop", shop);
    }

    private void start(ClaidSimulatorBuilder settings) {
        simulator = settings.start();
        client = new Client(simulator);
    }

    private String finishedUrl() {
        long id = client.submit(INPUT).data().path("id").asLong();
        JsonNode result = client.poll(id).data().path("result");
        return result.path("output_object").path("tmp_url").asText();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer wrong", "test-key", "Basic dGVzdC1rZXk="})
    void aWrongKeyIsRefusedOnEveryCall(String authorization) {
        start("120/60s");

        Client.Reply reply =
                client.send(client.request("/v1/image/edit/async/1").header("Authorization", authorization));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.json().path("error_code").asText()).isEqualTo("111");
        assertThat(reply.json().path("error_type").asText()).isEqualTo("auth");
        assertThat(simulator.ledger().unauthorized()).isEqualTo(1);
    }

    @Test
    void aWrongKeyTakesNoRoomInTheQuota() {
        start("1/60s");
        client.send(client.request("/v1/image/edit/async/1"));

        assertThat(client.submit(INPUT).status()).isEqualTo(200);
    }

    @Test
    void everyAnswerHasARequestId() {
        start("120/60s");

        assertThat(client.send(client.request("/nowhere")).header("x-request-id"))
                .matches("[0-9a-f-]{36}");
        assertThat(client.submit(INPUT).header("x-request-id")).matches("[0-9a-f-]{36}");
    }

    @Test
    void theQuotaIsInTheHeaders() {
        start("120/60s,4/1s");

        Client.Reply reply = client.submit(INPUT);

        assertThat(reply.header("RateLimit-Limit")).isEqualTo("120, 120;w=60, 4;w=1");
        assertThat(reply.header("RateLimit-Remaining")).isEqualTo("119");
        assertThat(reply.header("RateLimit-Reset")).isEqualTo("60");
    }

    @Test
    void aRequestTooManyIsRefusedAndNotCharged() {
        start("120/60s,4/1s");
        for (int i = 0; i < 4; i++) {
            client.submit(INPUT);
        }

        Client.Reply reply = client.submit(INPUT);

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.header("RateLimit-Limit")).isEqualTo("4, 120;w=60, 4;w=1");
        assertThat(reply.header("RateLimit-Remaining")).isEqualTo("-1");
        assertThat(reply.json().path("detail").path("error_code").asText()).isEqualTo("2001");
        assertThat(simulator.ledger().submits()).isEqualTo(4);
        assertThat(simulator.ledger().tooManyRequests()).isEqualTo(1);
        assertThat(simulator.ledger().peak(Duration.ofSeconds(1))).isEqualTo(5);
    }

    @Test
    void pollsCountForTheQuota() {
        start("1/1s");
        client.submit(INPUT);

        assertThat(client.poll(1).status()).isEqualTo(429);
    }

    @Test
    void pollsCanBeFree() {
        start(settings().quota("1/1s").pollsCount(false));
        client.submit(INPUT);

        assertThat(client.poll(1).status()).isEqualTo(404);
    }

    @Test
    void whatWasRefusedCanCountForTheQuota() {
        start(settings().quota("1/10s").refusalsCount(true));
        client.submit(INPUT);
        clock.advance(Duration.ofSeconds(9));
        client.submit(INPUT);

        clock.advance(Duration.ofSeconds(1));

        assertThat(client.submit(INPUT).header("RateLimit-Reset")).isEqualTo("10");
        assertThat(simulator.ledger().submits()).isEqualTo(1);
    }

    @Test
    void timeMakesRoomInTheQuota() {
        start("1/1s");
        client.submit(INPUT);

        clock.advance(Duration.ofSeconds(1));

        assertThat(client.submit(INPUT).status()).isEqualTo(200);
    }

    @Test
    void onlyServedVersionsAreKnown() {
        start(settings().prefixes("v1"));

        assertThat(new Client(simulator, "v1-beta1").submit(INPUT).status()).isEqualTo(404);
        assertThat(new Client(simulator, "v1").submit(INPUT).status()).isEqualTo(200);
        assertThat(simulator.ledger().requests(Call.SUBMIT)).isEqualTo(1);
    }

    @Test
    void aTaskIsFoundUnderBothVersions() {
        start(settings());
        long id = new Client(simulator, "v1-beta1")
                .submit(INPUT)
                .data()
                .path("id")
                .asLong();

        assertThat(new Client(simulator, "v1").poll(id).status()).isEqualTo(200);
    }

    @Test
    void aTaskThatNeverWasIsNotFound() {
        start(settings());

        assertThat(client.poll(1).status()).isEqualTo(404);
        assertThat(client.get("/v1/image/edit/async/abc").status()).isEqualTo(422);
    }

    @Test
    void theKeyAtATemporaryUrlIsAViolation() {
        start(settings());
        String url = finishedUrl();

        Client.Reply reply = client.get(url.substring(simulator.baseUrl().length()));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(simulator.ledger().violations())
                .extracting(Violation::what)
                .singleElement()
                .asString()
                .contains("temporary URL")
                .doesNotContain(Client.KEY);
    }

    @Test
    void aTemporaryUrlNeedsNoKey() {
        start(settings());

        assertThat(client.open(finishedUrl()).status()).isEqualTo(200);
        assertThat(simulator.ledger().violations()).isEmpty();
    }

    @Test
    void aTemporaryUrlExpiresAfterADay() {
        start(settings());
        String url = finishedUrl();

        clock.advance(Duration.ofHours(24).minusMillis(1));
        assertThat(client.open(url).status()).isEqualTo(200);
        clock.advance(Duration.ofMillis(1));
        assertThat(client.open(url).status()).isEqualTo(404);
    }

    @Test
    void theLedgerKnowsEachTask() {
        start(settings());
        String url = finishedUrl();
        byte[] picture = client.open(url).body();

        TaskEntry entry = simulator.ledger().tasks().get(0);

        assertThat(entry.input()).isEqualTo(INPUT);
        assertThat(entry.outcome()).isEqualTo("DONE");
        assertThat(entry.polls()).isEqualTo(1);
        assertThat(entry.downloads()).isEqualTo(1);
        assertThat(entry.resultBytes()).isEqualTo(picture.length);
        assertThat(simulator.ledger().bytesOut()).isGreaterThan(picture.length);
        assertThat(simulator.ledger().bytesIn()).isPositive();
    }

    @Test
    void theLedgerIsServedAsJson() {
        start(settings());
        finishedUrl();

        JsonNode page = client.send(client.request("/_simulator/ledger")).json();

        assertThat(page.path("charges").asInt()).isEqualTo(1);
        assertThat(page.path("requests").path("status").asInt()).isEqualTo(1);
        assertThat(page.path("tasks").path(0).path("outcome").asText()).isEqualTo("DONE");
        assertThat(page.path("violations")).isEmpty();
    }

    @Test
    void aSpanThatIsNotWatchedHasNoPeak() {
        start("1/1s");

        assertThatThrownBy(() -> simulator.ledger().peak(Duration.ofSeconds(7)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aResetStartsACleanPage() {
        start("1/1s");
        client.submit(INPUT);

        simulator.reset();

        assertThat(simulator.ledger().charges()).isZero();
        assertThat(simulator.ledger().tasks()).isEmpty();
        assertThat(client.submit(INPUT).status()).isEqualTo(200);
    }
}
