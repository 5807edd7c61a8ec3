package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Fault;
import io.github.camelclaid.simulator.script.Outcome;
import io.github.camelclaid.simulator.script.Timing;
import io.github.camelclaid.simulator.time.VirtualTime;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be changed while the simulator runs, in code and over HTTP. */
class RunningChangesTest {

    private static final String INPUT = "storage://shop/shoe.png";

    @TempDir
    Path shop;

    private final VirtualTime time = VirtualTime.start();
    private ClaidSimulator simulator;
    private Client client;

    @BeforeEach
    void start() throws IOException {
        Files.write(shop.resolve("shoe.png"), Pictures.encoded(Pictures.plain(40, 30, Color.RED), "png"));
        simulator = ClaidSimulator.builder()
                .clock(time)
                .quota("3/60s")
                .storage("shop", shop)
                .duration(Timing.fixed(Duration.ofSeconds(10)))
                .start();
        client = new Client(simulator);
    }

    @AfterEach
    void close() {
        simulator.close();
    }

    private Client.Reply control(String method, String path, String body) {
        return client.send(client.request("/_simulator/" + path)
                .header("Authorization", "Bearer " + Client.KEY)
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void aSmallerQuotaCountsThePast() {
        client.submit(INPUT);
        client.submit(INPUT);
        simulator.quota("2/60s");

        assertThat(client.submit(INPUT).status()).isEqualTo(429);
        time.advance(Duration.ofSeconds(60));
        assertThat(client.submit(INPUT).status()).isEqualTo(200);
        assertThat(client.submit(INPUT).header("RateLimit-Limit")).isEqualTo("2, 2;w=60");
    }

    @Test
    void aLargerQuotaCountsThePast() {
        for (int i = 0; i < 3; i++) {
            client.submit(INPUT);
        }
        assertThat(client.submit(INPUT).status()).isEqualTo(429);
        assertThat(control("POST", "settings?quota=4/120s", "").status()).isEqualTo(200);

        assertThat(client.submit(INPUT).status()).isEqualTo(200);
        assertThat(client.submit(INPUT).status()).isEqualTo(429);
        assertThat(simulator.ledger().peak(Duration.ofSeconds(120))).isEqualTo(2);
    }

    @Test
    void aResetGoesBackToTheSettingsOfTheStart() {
        control(
                "POST",
                "settings?quota=none&polls-count=false&refusals-count=true&quota-headers=false&duration=1s",
                "");
        assertThat(client.submit(INPUT).header("RateLimit-Limit")).isNull();
        assertThat(control("POST", "reset", "").status()).isEqualTo(200);

        assertThat(client.submit(INPUT).header("RateLimit-Limit")).isEqualTo("3, 3;w=60");
        assertThat(simulator.conduct().pollsCount()).isTrue();
        assertThat(simulator.conduct().refusalsCount()).isFalse();
    }

    @Test
    void theQuotaHeldInSilenceStillHolds() {
        simulator.conduct().quotaHeaders(false);
        for (int i = 0; i < 3; i++) {
            assertThat(client.submit(INPUT).header("RateLimit-Remaining")).isNull();
        }

        Client.Reply refused = client.submit(INPUT);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("RateLimit-Reset")).isNull();
    }

    @Test
    void pollsCanStopCounting() {
        simulator.conduct().pollsCount(false);
        long id = client.submit(INPUT).data().path("id").asLong();
        for (int i = 0; i < 10; i++) {
            assertThat(client.poll(id).status()).isEqualTo(200);
        }
    }

    @Test
    void aTaskIsForgottenSomeTimeAfterItsEnd() {
        simulator.quota("none");
        simulator.when(Call.SUBMIT).then(Outcome.done().forgottenAfter(Duration.ofSeconds(5)));
        long id = client.submit(INPUT).data().path("id").asLong();
        time.advance(Duration.ofSeconds(14));
        assertThat(client.poll(id).data().path("status").asText()).isEqualTo("DONE");
        time.advance(Duration.ofSeconds(1));

        assertThat(client.poll(id).status()).isEqualTo(404);
    }

    @Test
    void aSubmitCanBeAnsweredWithTheIdOfTheTaskBefore() {
        simulator.quota("none");
        simulator.rule("submit nth=2: done with-the-id-before");
        long first = client.submit(INPUT).data().path("id").asLong();
        long second = client.submit("storage://shop/hat.png").data().path("id").asLong();

        assertThat(second).isEqualTo(first);
        assertThat(simulator.ledger().tasks()).hasSize(2);
        assertThat(client.poll(first).data().path("request").path("input").asText())
                .isEqualTo(INPUT);
        assertThat(client.submit(INPUT).data().path("id").asLong()).isEqualTo(first + 2);
    }

    @Test
    void temporaryUrlsCanBeOverAtOnce() {
        simulator.quota("none");
        long id = client.submit(INPUT).data().path("id").asLong();
        time.advance(Duration.ofSeconds(10));
        String url = client.poll(id).data().at("/result/output_object/tmp_url").asText();
        assertThat(client.open(url).status()).isEqualTo(200);
        assertThat(control("POST", "results/expire", "").status()).isEqualTo(200);

        assertThat(client.open(url).status()).isEqualTo(404);
        assertThat(new String(client.open(url).body())).startsWith("<?xml");
    }

    @Test
    void anExpiredUrlCanBeForbiddenAsAtABucket() {
        simulator.when(Call.RESULT).then(Fault.bucketError(403, "AccessDenied"));

        Client.Reply reply = client.open(simulator.baseUrl() + "/_tmp/x/shoe.jpg");
        assertThat(reply.status()).isEqualTo(403);
        assertThat(new String(reply.body())).contains("<Code>AccessDenied</Code>");
    }

    @Test
    void afterARestartItIsAtTheSameAddressAndKnowsItsTasks() {
        long id = client.submit(INPUT).data().path("id").asLong();
        String address = simulator.baseUrl();
        simulator.goDown();
        assertThatThrownBy(() -> client.poll(id)).isInstanceOf(UncheckedIOException.class);
        simulator.comeBack();

        assertThat(simulator.baseUrl()).isEqualTo(address);
        assertThat(client.poll(id).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"keep", "forget"})
    void aRestartOverHttpKeepsOrForgetsTheTasks(String tasks) {
        simulator.quota("none");
        long id = client.submit(INPUT).data().path("id").asLong();
        String url = simulator.baseUrl();
        assertThat(control("POST", "restart?down=500ms&tasks=" + tasks, "").status())
                .isEqualTo(200);

        await().until(() -> refuses(url));
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(client.poll(id).status()).isEqualTo(tasks.equals("keep") ? 200 : 404));
    }

    /** Or did, so shortly ago that connections are new. */
    private boolean refuses(String url) {
        try {
            return new Client(simulator).open(url + "/_simulator/ledger").status() != 200;
        } catch (UncheckedIOException e) {
            return true;
        }
    }

    @Test
    void rulesComeAndGoOverHttp() {
        Client.Reply added = control("POST", "script", "submit times=1: status 503\n\nstatus: status 500\n");
        assertThat(new String(added.body())).isEqualTo("submit times=1: status 503 (1 left)\nstatus: status 500\n");
        assertThat(client.submit(INPUT).status()).isEqualTo(503);
        control("DELETE", "script", "");

        assertThat(new String(control("GET", "script", "").body()).trim()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST|script|submit: rest|in 'submit: rest': no effect 'rest'",
                "POST|settings?quota=4||not a quota: '4'",
                "POST|settings?quota=,||not a quota: ''",
                "POST|settings?quota=1/999999999h||not a quota: '1/999999999h'",
                "POST|settings?latency=0ms..999999999h||too long: '999999999h', at most 8760h",
                "POST|settings?latency=1s&qouta=none||no setting 'qouta', only profile",
                "POST|settings?polls-count=no||polls-count must be true or false, not 'no'",
                "POST|settings?profile=mild||no profile 'mild', only perfect, realistic, flaky, hostile",
                "POST|restart?dwon=3s||no parameter 'dwon'",
                "POST|restart?tasks=lose||tasks must be keep or forget, not 'lose'",
                "POST|tasks/forget?id=x||id must be that of a task, not 'x'",
            })
    void whatIsMisspeltIsRefusedAndChangesNothing(String method, String path, String body, String message) {
        Client.Reply reply = control(method, path, body == null ? "" : body);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().path("error_message").asText()).contains(message);
        assertThat(simulator.rules()).isEmpty();
        assertThat(simulator.conduct().latency()).isSameAs(Timing.NONE);
    }

    @Test
    void nothingIsChangedWithoutTheKey() {
        assertThat(client.send(client.request("/_simulator/reset").POST(HttpRequest.BodyPublishers.noBody()))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void atTwentyTimesTheSpeedEverythingTakesATwentiethAndTheAnswersSaySo() throws IOException {
        try (ClaidSimulator fast = ClaidSimulator.builder()
                .clock(time)
                .speed(20)
                .quota("4/60s,2/1s")
                .storage("shop", shop)
                .duration(Timing.fixed(Duration.ofSeconds(10)))
                .resultLifetime(Duration.ofHours(24))
                .start()) {
            Client to = new Client(fast);
            Client.Reply accepted = to.submit(INPUT);
            assertThat(accepted.header("RateLimit-Limit")).isEqualTo("4, 4;w=3, 2;w=0.05");
            time.advance(Duration.ofMillis(500));
            Client.Reply polled = to.poll(accepted.data().path("id").asLong());
            assertThat(polled.data().path("status").asText()).isEqualTo("DONE");
            String url = polled.data().at("/result/output_object/tmp_url").asText();
            time.advance(Duration.ofMinutes(71));
            assertThat(to.open(url).status()).isEqualTo(200);
            time.advance(Duration.ofMinutes(1));

            assertThat(to.open(url).status()).isEqualTo(404);
        }
    }

    @Test
    void idsBeginBehindThoseOfEarlierTasks() {
        try (ClaidSimulator later = ClaidSimulator.builder().earlierTasks(500).start()) {
            assertThat(new Client(later).submit(INPUT).data().path("id").asLong())
                    .isEqualTo(1501);
        }
    }

    @Test
    void whatIsForgottenBeforeItIsMadeNeverIs() {
        simulator.quota("none");
        long forgotten = client.submit(INPUT).data().path("id").asLong();
        simulator.forgetTasks();
        long kept = client.submit(INPUT).data().path("id").asLong();
        time.advance(Duration.ofSeconds(10));

        assertThat(client.poll(kept).data().path("status").asText()).isEqualTo("DONE");
        assertThat(simulator.ledger().task(forgotten).outcome()).isNull();
    }
}
