package io.github.camelclaid.client;

import static io.github.camelclaid.client.ClientFixture.KEY;
import static io.github.camelclaid.client.ClientFixture.failure;
import static io.github.camelclaid.client.ClientFixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a question for a task's status ends with: nothing here costs anything, so nothing is unknown. */
@Timeout(60)
class StatusOutcomeTest {

    @RegisterExtension
    final ClientFixture fixture = new ClientFixture();

    private static final String DONE = "{\"data\":{\"id\":7,\"status\":\"DONE\"}}";

    private CompletableFuture<ClaidTask> ask(ClaidClient client) {
        return client.status(TaskFamily.EDIT, 7, ApiVersion.V1, fixture.slot);
    }

    private CompletableFuture<ClaidTask> ask(URI baseUrl) {
        return ask(fixture.client(baseUrl));
    }

    @Test
    void theTaskIsAskedForByItsIdAtTheBaseUrl() throws Exception {
        RawServer elsewhere = fixture.close(RawServer.answering("200 OK", "{}"));
        RawServer server = fixture.close(RawServer.answering(
                "200 OK", "{\"data\":{\"id\":7,\"status\":\"DONE\",\"result_url\":\"" + elsewhere.url() + "\"}}"));
        ClaidClient client = fixture.client(server.url());

        get(ask(client));
        ClaidTask task = get(ask(client));

        assertThat(task.status()).isEqualTo(TaskStatus.DONE);
        assertThat(server.requests)
                .extracting(RawServer.Request::line)
                .containsOnly("GET /v1/image/edit/async/7 HTTP/1.1");
        assertThat(server.requests.get(0).header("Authorization")).isEqualTo("Bearer " + KEY);
        assertThat(server.requests.get(0).header("Upgrade")).isNull();
        assertThat(elsewhere.connections).isEmpty();
        assertThat(server.connections).hasSize(1);
    }

    @Test
    void aBatchIsAskedForAtThePathOfBatches() throws Exception {
        RawServer server = fixture.close(RawServer.answering(
                "200 OK",
                "{\"data\":{\"id\":7,\"status\":\"DONE\",\"results\":[{\"output_object\":{\"ext\":\"jpg\"}}]}}"));

        ClaidTask task = get(fixture.client(server.url()).status(TaskFamily.BATCH, 7, ApiVersion.V1, fixture.slot));

        assertThat(server.requests)
                .extracting(RawServer.Request::line)
                .containsExactly("GET /v1/image/edit/batch/7 HTTP/1.1");
        assertThat(task.family()).isEqualTo(TaskFamily.BATCH);
        assertThat(task.results()).hasSize(1);
    }

    @Test
    void anAnswerAboutAThousandImagesIsRead() throws Exception {
        String result =
                "{\"output_object\":{\"ext\":\"jpg\",\"tmp_url\":\"https://r.example/" + "x".repeat(2000) + "\"}}";
        RawServer server = fixture.close(RawServer.answering(
                "200 OK", "{\"id\":7,\"status\":\"DONE\",\"results\":[" + result + ("," + result).repeat(999) + "]}"));

        ClaidTask task = get(fixture.client(server.url()).status(TaskFamily.BATCH, 7, ApiVersion.V1, fixture.slot));

        assertThat(task.results()).hasSize(1000);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 403, 404, 408, 422, 429, 500, 502, 503})
    void anErrorIsToldWithItsStatusAndNotAskedAgain(int status) throws Exception {
        RawServer server = fixture.close(
                RawServer.answering(status + " No", "RateLimit-Reset: 3\r\nRateLimit-Remaining: -1\r\n", "<html>"));

        ClaidApiException error = failure(ask(server.url()), ClaidApiException.class);

        assertThat(error.httpStatus()).isEqualTo(status);
        assertThat(error.retryable()).isEqualTo(status == 408 || status == 429 || status >= 500);
        assertThat(fixture.slot.reports).containsExactly("answered " + status);
        assertThat(fixture.slot.headers.reset()).hasValue(Duration.ofSeconds(3));
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void aResetIsUnavailableAndNotAskedAgain() throws Exception {
        RawServer server = fixture.server(connection -> {
            connection.read();
            connection.reset();
        });

        failure(ask(server.url()), ClaidUnavailableException.class);

        assertThat(fixture.slot.reports).containsExactly("unanswered");
        assertThat(server.connections).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{\"data\":{\"status\":\"DONE\"}}", "null"})
    void aSuccessThatCannotBeReadIsUnavailable(String body) throws Exception {
        RawServer server = fixture.close(RawServer.answering("200 OK", body));

        failure(ask(server.url()), ClaidUnavailableException.class);

        assertThat(fixture.slot.reports).containsExactly("answered 200");
    }

    @Test
    void silenceIsUnavailable() throws Exception {
        RawServer server = fixture.server(RawServer.Connection::awaitClose);

        ClaidUnavailableException unavailable = failure(
                ask(fixture.client(new ClaidConnection(server.url(), KEY).withRequestTimeout(Duration.ofMillis(200)))),
                ClaidUnavailableException.class);

        assertThat(unavailable).hasMessageContaining("PT0.2S");
        assertThat(fixture.slot.reports).containsExactly("unanswered");
    }

    @Test
    void anUnreachableHostIsUnavailable() throws Exception {
        failure(ask(URI.create("https://claid.invalid")), ClaidUnavailableException.class);

        assertThat(fixture.slot.reports).containsExactly("unused");
    }

    @Test
    void aTrickleOnAUsedConnectionEndsToo() throws Exception {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        RawServer server = fixture.server(connection -> {
            connection.read();
            connection.answer("200 OK", "", DONE);
            connection.read();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{");
            connection.trickle();
            closed.complete(null);
        });
        ClaidClient client =
                fixture.client(new ClaidConnection(server.url(), KEY).withRequestTimeout(Duration.ofMillis(900)));
        get(client.status(TaskFamily.EDIT, 7, ApiVersion.V1, new RecordingSlot()));

        failure(client.status(TaskFamily.EDIT, 7, ApiVersion.V1, fixture.slot), ClaidUnavailableException.class);

        get(closed);
        assertThat(server.connections).hasSize(1);
        assertThat(fixture.slot.reports).containsExactly("answered 200");
    }

    @Test
    void anAnswerAboutAnotherTaskIsNoAnswer() throws Exception {
        RawServer server = fixture.server(connection -> {
            connection.read();
            connection.answer("200 OK", "", DONE.replace("7", "8"));
        });

        assertThat(failure(ask(server.url()), ClaidUnavailableException.class))
                .hasMessage("Claid's answer for task 7 is about 8");
    }
}
