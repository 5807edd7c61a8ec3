package io.github.camelclaid.client;

import static io.github.camelclaid.client.ClientFixture.ACCEPTED;
import static io.github.camelclaid.client.ClientFixture.EDIT;
import static io.github.camelclaid.client.ClientFixture.KEY;
import static io.github.camelclaid.client.ClientFixture.failure;
import static io.github.camelclaid.client.ClientFixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelclaid.quota.RateLimitHeaders;
import io.github.camelclaid.quota.Slot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a submit ends with, for everything that can happen on its way: never a doubt taken for a no. */
@Timeout(60)
class SubmitOutcomeTest {

    @TempDir
    Path folder;

    @RegisterExtension
    final ClientFixture fixture = new ClientFixture();

    @Test
    void anAcceptedEditIsATask() throws Exception {
        RawServer server = fixture.close(
                RawServer.answering("200 OK", "X-Request-Id: r-1\r\nRateLimit-Remaining: 118\r\n", ACCEPTED));

        ClaidTask task = get(fixture.submit(server.url()));

        assertThat(task.id()).isEqualTo(7);
        assertThat(task.status()).isEqualTo(TaskStatus.ACCEPTED);
        assertThat(task.requestId()).isEqualTo("r-1");
        assertThat(fixture.slot.reports).containsExactly("answered 200");
        assertThat(fixture.slot.headers.remaining()).hasValue(118);
    }

    @Test
    void aPaidAnswerIsReadWhateverItsHeadersSay() throws Exception {
        RawServer server = fixture.close(RawServer.answering(
                "200 OK",
                "RateLimit-Limit: ;, 120;w=60, ;\r\nRateLimit-Remaining: ;\r\nRateLimit-Reset: ,\r\n",
                ACCEPTED));

        assertThat(get(fixture.submit(server.url())).id()).isEqualTo(7);

        assertThat(fixture.slot.reports).containsExactly("answered 200");
    }

    @Test
    void limitsMayComeInSeveralHeaders() throws Exception {
        RawServer server = fixture.close(RawServer.answering(
                "200 OK", "RateLimit-Limit: 120, 120;w=60\r\nRateLimit-Limit: 4;w=1\r\n", ACCEPTED));

        get(fixture.submit(server.url()));

        assertThat(fixture.slot.headers.windows().toString()).isEqualTo("[120/60s, 4/1s]");
    }

    @Test
    void theRequestIsTheDocumentedOne() throws Exception {
        RawServer server = fixture.close(RawServer.answering("201 Created", ACCEPTED));

        get(fixture.submit(server.url()));

        RawServer.Request request = server.requests.get(0);
        assertThat(request.line()).isEqualTo("POST /v1-beta1/image/edit/async HTTP/1.1");
        assertThat(request.header("Authorization")).isEqualTo("Bearer " + KEY);
        assertThat(request.header("Content-Type")).isEqualTo("application/json");
        assertThat(request.header("Accept")).isEqualTo("application/json");
        assertThat(request.header("User-Agent")).startsWith("camel-claid/");
        assertThat(request.text()).isEqualTo(EDIT.toJson().toString());
    }

    @Test
    void aBatchGoesToThePathOfBatches() throws Exception {
        RawServer server = fixture.close(RawServer.answering("200 OK", ACCEPTED));
        EditRequest list = EditRequest.builder()
                .inputs(List.of("https://a.example/1.jpg", "https://a.example/2.jpg"))
                .build();

        ClaidTask task = get(fixture.client(server.url()).submit(list, ApiVersion.V1, fixture.slot));

        RawServer.Request request = server.requests.get(0);
        assertThat(request.line()).isEqualTo("POST /v1/image/edit/batch HTTP/1.1");
        assertThat(request.text())
                .isEqualTo("{\"input\":[\"https://a.example/1.jpg\",\"https://a.example/2.jpg\"],\"operations\":{}}");
        assertThat(task.family()).isEqualTo(TaskFamily.BATCH);
        assertThat(task.isFailed()).as("it is only accepted").isFalse();
    }

    @Test
    void aPathOfTheBaseUrlIsKept() throws Exception {
        RawServer server = fixture.close(RawServer.answering("200 OK", ACCEPTED));

        ClaidClient client = fixture.client(URI.create(server.url() + "/proxy/claid/"));
        get(client.submit(EDIT, ApiVersion.V1, fixture.slot));

        assertThat(server.requests.get(0).line()).isEqualTo("POST /proxy/claid/v1/image/edit/async HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402, 403, 404, 405, 406, 410, 411, 413, 414, 415, 421, 422, 426, 429, 431})
    void aRefusalIsCertain(int status) throws Exception {
        RawServer server = fixture.close(RawServer.answering(status + " No", "X-Request-Id: r-2\r\n", """
                {"error_code":"123","error_type":"billing","error_message":"No API calls left","error_details":{}}"""));

        ClaidApiException refusal = failure(fixture.submit(server.url()), ClaidApiException.class);

        assertThat(refusal)
                .hasMessage(
                        "Claid refused the edit: " + status + " billing, code 123: No API calls left (request id r-2)");
        assertThat(refusal.httpStatus()).isEqualTo(status);
        assertThat(refusal.retryable()).isEqualTo(status == 429);
        assertThat(fixture.slot.reports).containsExactly("answered " + status);
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void aRefusalIsCertainEvenIfItsTextBreaksOff() throws Exception {
        RawServer server = fixture.server(connection -> {
            connection.read();
            connection.write("HTTP/1.1 402 Payment Required\r\nContent-Length: 500\r\n\r\n{\"error");
        });

        ClaidApiException refusal = failure(fixture.submit(server.url()), ClaidApiException.class);

        assertThat(refusal).hasMessage("Claid refused the edit: 402: Payment Required");
        assertThat(fixture.slot.reports).containsExactly("answered 402");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRedirectIsARefusalAndItsTargetNeverSeesTheKey(int status) throws Exception {
        RawServer target = fixture.close(RawServer.answering("200 OK", ACCEPTED));
        RawServer server =
                fixture.close(RawServer.answering(status + " Elsewhere", "Location: " + target.url() + "/v1\r\n", ""));

        ClaidApiException refusal = failure(fixture.submit(server.url()), ClaidApiException.class);

        assertThat(refusal).hasMessageContaining("redirect").hasMessageContaining("baseUrl");
        assertThat(target.connections).isEmpty();
        assertThat(server.requests).hasSize(1);
        assertThat(fixture.slot.reports).containsExactly("answered " + status);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 303, 304, 408, 409, 412, 451, 500, 502, 503, 504, 599})
    void anyOtherStatusLeavesTheOutcomeUnknownAndIsNotRepeated(int status) throws Exception {
        RawServer server = fixture.close(RawServer.answering(
                status + " Trouble", "Retry-After: 0\r\nX-Request-Id: r-3\r\n", status == 304 ? "" : "<html>"));

        ClaidUnknownOutcomeException unknown =
                failure(fixture.submit(server.url()), ClaidUnknownOutcomeException.class);

        assertThat(unknown.httpStatus()).hasValue(status);
        assertThat(unknown.requestId()).hasValue("r-3");
        assertThat(unknown).hasMessageContaining("may have been charged").hasMessageContaining("r-3");
        assertThat(server.requests).hasSize(1);
        assertThat(fixture.slot.reports).containsExactly("answered " + status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{}",
                "{\"data\":{}}",
                "{\"data\":{\"id\":null}}",
                "{\"data\":{\"id\":1.5}}",
                "{\"data\":{\"id\":99999999999999999999}}",
                "{\"data\":[7]}",
                "{\"data\":{\"id\":7"
            })
    void aSuccessWithoutAReadableIdIsUnknown(String body) throws Exception {
        RawServer server = fixture.close(RawServer.answering("200 OK", body));

        ClaidUnknownOutcomeException unknown =
                failure(fixture.submit(server.url()), ClaidUnknownOutcomeException.class);

        assertThat(unknown.httpStatus()).hasValue(200);
        assertThat(fixture.slot.reports).containsExactly("answered 200");
    }

    @Test
    void aTreeDeeperThanAnyAnswerIsUnknown() throws Exception {
        RawServer server = fixture.close(RawServer.answering(
                "200 OK", "{\"data\":{\"x\":" + "[".repeat(5000) + "]".repeat(5000) + ",\"id\":7}}"));

        failure(fixture.submit(server.url()), ClaidUnknownOutcomeException.class);
    }

    @Test
    void aSuccessThatBreaksOffIsUnknown() throws Exception {
        RawServer server = fixture.server(connection -> {
            connection.read();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + ACCEPTED);
        });

        ClaidUnknownOutcomeException unknown =
                failure(fixture.submit(server.url()), ClaidUnknownOutcomeException.class);

        assertThat(unknown.httpStatus()).hasValue(200);
        assertThat(fixture.slot.reports).containsExactly("answered 200");
    }

    @Test
    void anAnswerThatIsTooLongIsUnknownAndNotReadToItsEnd() throws Exception {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        RawServer server = fixture.server(connection -> {
            connection.read();
            try {
                connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                while (true) {
                    connection.write("400\r\n" + " ".repeat(1024) + "\r\n");
                }
            } catch (IOException e) {
                closed.complete(null);
            }
        });

        ClaidUnknownOutcomeException unknown =
                failure(fixture.submit(server.url()), ClaidUnknownOutcomeException.class);

        assertThat(unknown).hasMessageContaining("longer than 1000000 bytes");
        get(closed);
        assertThat(fixture.slot.reports).containsExactly("answered 200");
    }

    @Test
    void anAnswerThatAnnouncesTooMuchIsUnknown() throws Exception {
        RawServer server = fixture.server(connection -> {
            connection.read();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n ");
            connection.awaitClose();
        });

        failure(fixture.submit(server.url()), ClaidUnknownOutcomeException.class);

        assertThat(fixture.slot.reports).containsExactly("answered 200");
    }

    @Test
    void aResetAfterReadingIsUnknownAndNotRepeated() throws Exception {
        RawServer server = fixture.server(connection -> {
            connection.read();
            connection.reset();
        });

        ClaidUnknownOutcomeException unknown =
                failure(fixture.submit(server.url()), ClaidUnknownOutcomeException.class);

        assertThat(unknown.httpStatus()).isEqualTo(OptionalInt.empty());
        assertThat(fixture.slot.reports).containsExactly("unanswered");
        assertThat(server.connections).hasSize(1);
    }

    @Test
    void aResetBeforeReadingIsUnknownToo() throws Exception {
        RawServer server = fixture.server(connection -> {
            connection.in.read();
            connection.reset();
        });

        failure(fixture.submit(server.url()), ClaidUnknownOutcomeException.class);

        assertThat(fixture.slot.reports).containsExactly("unanswered");
        assertThat(server.connections).hasSize(1);
    }

    @Test
    void aFarewellInsteadOfAnAnswerIsUnknown() throws Exception {
        RawServer server = fixture.server(RawServer.Connection::read);

        failure(fixture.submit(server.url()), ClaidUnknownOutcomeException.class);

        assertThat(fixture.slot.reports).containsExactly("unanswered");
        assertThat(server.connections).hasSize(1);
    }

    @Test
    void somethingOtherThanHttpIsUnknown() throws Exception {
        RawServer server = fixture.server(connection -> {
            connection.read();
            connection.write("220 mail ready\r\n".repeat(20));
        });

        failure(fixture.submit(server.url()), ClaidUnknownOutcomeException.class);

        assertThat(fixture.slot.reports).containsExactly("unanswered");
    }

    @Test
    void aConnectionThatTheServerClosedWhileIdleIsNotUsedAgain() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        RawServer server = fixture.server(connection -> {
            connection.read();
            connection.answer("200 OK", "", ACCEPTED);
            connection.socket.close();
            closed.countDown();
        });
        ClaidClient client = fixture.client(server.url());
        get(fixture.submit(client));
        closed.await();

        // the farewell is on its way when the next is submitted: seen or not, nothing is sent twice
        CompletableFuture<ClaidTask> second = client.submit(EDIT, ApiVersion.V1, new RecordingSlot());
        second.handle((task, trouble) -> null).get();

        if (second.isCompletedExceptionally()) {
            failure(second, ClaidUnknownOutcomeException.class);
            assertThat(server.requests).hasSize(1);
        } else {
            assertThat(server.requests).hasSize(2);
        }
    }

    @Test
    void silenceEndsAtTheDeadlineAndClosesTheConnection() throws Exception {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        RawServer server = fixture.server(connection -> {
            connection.read();
            connection.awaitClose();
            closed.complete(null);
        });

        ClaidUnknownOutcomeException unknown = failure(
                fixture.submit(fixture.client(
                        new ClaidConnection(server.url(), KEY).withRequestTimeout(Duration.ofMillis(300)))),
                ClaidUnknownOutcomeException.class);

        assertThat(unknown).hasMessageContaining("no complete answer within PT0.3S");
        get(closed);
        assertThat(fixture.slot.reports).containsExactly("unanswered");
    }

    @Test
    void aTrickleEndsAtTheDeadlineAndClosesTheConnection() throws Exception {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        RawServer server = fixture.server(connection -> {
            connection.read();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{");
            connection.trickle();
            closed.complete(null);
        });

        failure(
                fixture.submit(fixture.client(
                        new ClaidConnection(server.url(), KEY).withRequestTimeout(Duration.ofMillis(400)))),
                ClaidUnknownOutcomeException.class);

        get(closed);
        assertThat(fixture.slot.reports).containsExactly("answered 200");
    }

    @Test
    void eachSubmitHasAConnectionOfItsOwn() throws Exception {
        RawServer server = fixture.server(connection -> {
            connection.read();
            connection.answer("200 OK", "", ACCEPTED);
            connection.read();
        });
        ClaidClient client = fixture.client(server.url());
        get(client.submit(EDIT, ApiVersion.V1, new RecordingSlot()));
        get(client.submit(EDIT, ApiVersion.V1, new RecordingSlot()));

        assertThat(server.connections).hasSize(2);
    }

    @Test
    void aBeginningIsNoAnswer() throws Exception {
        RawServer server = fixture.server(connection -> {
            connection.read();
            connection.write("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n");
            connection.answer("200 OK", "", ACCEPTED);
        });

        assertThat(get(fixture.submit(server.url())).id()).isEqualTo(7);
        assertThat(fixture.slot.reports).containsExactly("answered 200");
    }

    @Test
    void aServerThatRepeatsTheKeyInGarbageDoesNotGetItIntoAMessage() throws Exception {
        RawServer server = fixture.server(connection -> {
            connection.read();
            connection.write("bad " + KEY + " key\r\n\r\n");
        });

        // the fixture looks through the causes, too
        failure(fixture.submit(server.url()), ClaidUnknownOutcomeException.class);
    }

    @Test
    void aRequestThatCannotBeWrittenGivesItsSlotBack() throws Exception {
        RawServer server = fixture.close(RawServer.answering("200 OK", ACCEPTED));

        failure(fixture.client(server.url()).submit(null, ApiVersion.V1, fixture.slot), NullPointerException.class);

        assertThat(fixture.slot.reports).containsExactly("unused");
        assertThat(server.connections).isEmpty();
    }

    @Test
    void theLoopbackAddressOfIpv6IsReached() throws Exception {
        RawServer server;
        try {
            server = fixture.close(new RawServer(new ServerSocket(0, 1, InetAddress.getByName("::1")), connection -> {
                connection.read();
                connection.answer("200 OK", "", ACCEPTED);
            }));
        } catch (IOException e) {
            Assumptions.abort("no IPv6 here");
            return;
        }

        assertThat(get(fixture.submit(URI.create("http://[::1]:" + server.port())))
                        .id())
                .isEqualTo(7);
    }

    @Test
    void aRefusedConnectionSendsNothing() throws Exception {
        int port;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }

        ClaidUnavailableException unavailable =
                failure(fixture.submit(URI.create("http://127.0.0.1:" + port)), ClaidUnavailableException.class);

        assertThat(unavailable).hasMessageContaining("nothing was sent");
        assertThat(fixture.slot.reports).containsExactly("unused");
    }

    @Test
    void anUnknownHostSendsNothing() throws Exception {
        failure(fixture.submit(URI.create("https://claid.invalid")), ClaidUnavailableException.class);

        assertThat(fixture.slot.reports).containsExactly("unused");
    }

    @Test
    void aCallThatGetsNoConnectionInTimeSendsNothingThenOrLater() throws Exception {
        CountDownLatch busy = new CountDownLatch(64);
        CountDownLatch release = new CountDownLatch(1);
        RawServer server = fixture.server(connection -> {
            while (connection.read() != null) {
                busy.countDown();
                release.await();
                connection.answer("200 OK", "", "{\"data\":{\"id\":7,\"output\":{\"tmp_url\":\"https://x.example\"}}}");
            }
        });
        ClaidClient client =
                fixture.client(new ClaidConnection(server.url(), KEY).withRequestTimeout(Duration.ofMillis(500)));
        Upload upload = new Upload(Files.writeString(folder.resolve("shoe.jpg"), "x"), "shoe", "image/jpeg", null);
        List<CompletableFuture<UploadedImage>> patient = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            patient.add(client.upload(upload, ApiVersion.V1, new RecordingSlot()));
        }
        busy.await();

        ClaidUnavailableException unavailable = failure(fixture.submit(client), ClaidUnavailableException.class);
        release.countDown();
        for (CompletableFuture<UploadedImage> each : patient) {
            get(each);
        }

        assertThat(unavailable).hasMessageContaining("nothing was sent");
        assertThat(fixture.slot.reports).containsExactly("unused");
        get(client.submit(EDIT, ApiVersion.V1, new RecordingSlot()));
        assertThat(server.requests).hasSize(65);
    }

    @Test
    void closingTheClientEndsWhatWasSentAsUnknown() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        RawServer server = fixture.server(connection -> {
            connection.read();
            read.countDown();
            connection.awaitClose();
        });
        ClaidClient client = fixture.client(server.url());
        CompletableFuture<ClaidTask> task = fixture.submit(client);
        read.await();

        client.close();

        failure(task, ClaidUnknownOutcomeException.class);
        assertThat(fixture.slot.reports).containsExactly("unanswered");
    }

    @Test
    void aClosedClientSendsNothing() throws Exception {
        RawServer server = fixture.close(RawServer.answering("200 OK", ACCEPTED));
        ClaidClient client = fixture.client(server.url());
        client.close();

        failure(fixture.submit(client), ClaidUnavailableException.class);

        assertThat(fixture.slot.reports).containsExactly("unused");
        assertThat(server.connections).isEmpty();
    }

    @Test
    void theFutureCompletesOnAThreadOfTheClient() throws Exception {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        RawServer server = fixture.server(connection -> {
            connection.read();
            mayAnswer.await();
            connection.answer("200 OK", "", ACCEPTED);
        });
        CompletableFuture<String> thread = fixture.submit(server.url())
                .thenApply(task -> Thread.currentThread().getName());

        mayAnswer.countDown();

        assertThat(get(thread)).startsWith("claid-charge-");
    }

    @Test
    void cancellingTheFutureLetsTheSlotHearWhatBecameOfTheRequest() throws Exception {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        RawServer server = fixture.server(connection -> {
            connection.read();
            mayAnswer.await();
            connection.answer("200 OK", "", ACCEPTED);
        });
        CountDownLatch told = new CountDownLatch(1);
        CompletableFuture<ClaidTask> task = fixture.client(server.url()).submit(EDIT, ApiVersion.V1, new Slot() {
            @Override
            public void answered(int httpStatus, RateLimitHeaders headers) {
                told.countDown();
            }

            @Override
            public void unanswered() {}

            @Override
            public void unused() {}
        });

        task.cancel(true);
        mayAnswer.countDown();

        told.await();
    }
}
