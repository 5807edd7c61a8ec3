package io.github.camelclaid.client;

import static io.github.camelclaid.client.ClientFixture.KEY;
import static io.github.camelclaid.client.ClientFixture.failure;
import static io.github.camelclaid.client.ClientFixture.get;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class UploadTest {

    private static final String UPLOADED = """
            {"data":{"input":{"ext":"jpg","width":10,"height":20},\
            "output":{"ext":"png","tmp_url":"https://dl.example.com/1/shoe.png","width":10}}}""";

    @TempDir
    Path folder;

    @RegisterExtension
    final ClientFixture fixture = new ClientFixture();

    private Path file(byte[] bytes) throws Exception {
        return Files.write(folder.resolve("picture"), bytes);
    }

    private CompletableFuture<UploadedImage> upload(ClaidClient client, Path file) {
        return client.upload(new Upload(file, "shoe.jpg", "image/jpeg", null), ApiVersion.V1, fixture.slot);
    }

    private CompletableFuture<UploadedImage> upload(URI baseUrl, Path file) {
        return upload(fixture.client(baseUrl), file);
    }

    @Test
    void everyByteOfTheRequestIsTheDocumentedOne() throws Exception {
        RawServer server = fixture.close(RawServer.answering("200 OK", UPLOADED));
        byte[] picture = new byte[100_000];
        new Random(1).nextBytes(picture);
        Output png = Output.fromJson(JsonNodeFactory.instance.objectNode().put("format", "png"));

        get(fixture.client(server.url())
                .upload(new Upload(file(picture), "shoe.jpg", "image/jpeg", png), ApiVersion.V1, fixture.slot));

        RawServer.Request request = server.requests.get(0);
        String type = request.header("Content-Type");
        String boundary = type.substring(type.indexOf("boundary=") + 9);
        assertThat(request.line()).isEqualTo("POST /v1/image/edit/upload HTTP/1.1");
        assertThat(type).startsWith("multipart/form-data; boundary=");
        assertThat(request.header("Authorization")).isEqualTo("Bearer " + KEY);
        assertThat(request.header("Transfer-Encoding")).isNull();
        assertThat(new String(request.body(), ISO_8859_1))
                .isEqualTo("--" + boundary + "\r\n"
                        + "Content-Disposition: form-data; name=\"file\"; filename=\"shoe\"\r\n"
                        + "Content-Type: image/jpeg\r\n\r\n"
                        + new String(picture, ISO_8859_1) + "\r\n"
                        + "--" + boundary + "\r\n"
                        + "Content-Disposition: form-data; name=\"data\"\r\n"
                        + "Content-Type: application/json\r\n\r\n"
                        + "{\"operations\":{},\"output\":{\"format\":\"png\"}}\r\n"
                        + "--" + boundary + "--\r\n");
        assertThat(fixture.slot.reports).containsExactly("answered 200");
    }

    @Test
    void theAnswerSaysWhereThePictureIs() throws Exception {
        RawServer server = fixture.close(RawServer.answering("200 OK", "X-Request-Id: r-9\r\n", UPLOADED));

        UploadedImage image = get(upload(server.url(), file(new byte[0])));

        assertThat(image.tmpUrl()).isEqualTo("https://dl.example.com/1/shoe.png");
        assertThat(image.input().height()).isEqualTo(20);
        assertThat(image.output().ext()).isEqualTo("png");
        assertThat(image.requestId()).isEqualTo("r-9");
        assertThat(image.toString()).doesNotContain("dl.example.com");
    }

    @Test
    void aLargeFileArrivesWhole() throws Exception {
        long size = 100L << 20;
        Path sparse = folder.resolve("sparse");
        try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
            file.setLength(size);
        }
        CompletableFuture<Long> received = new CompletableFuture<>();
        RawServer server = fixture.server(connection -> {
            long length = Long.parseLong(connection.readHead().header("Content-Length"));
            connection.in.skipNBytes(length);
            received.complete(length);
            connection.answer("200 OK", "", UPLOADED);
        });

        get(upload(server.url(), sparse));

        assertThat(get(received)).isGreaterThan(size);
    }

    @Test
    void aRefusalBeforeTheFileWasReadIsCertain() throws Exception {
        Path large = file(new byte[20_000_000]);
        RawServer server = fixture.server(connection -> {
            connection.readHead();
            connection.answer("402 Payment Required", "", "{\"error_message\":\"No API calls left\"}");
            connection.awaitClose();
        });

        ClaidApiException refusal = failure(upload(server.url(), large), ClaidApiException.class);

        assertThat(refusal).hasMessage("Claid refused the upload: 402: No API calls left");
        assertThat(fixture.slot.reports).containsExactly("answered 402");
    }

    @Test
    void aFileThatCannotBeOpenedSendsNothing() throws Exception {
        RawServer server = fixture.close(RawServer.answering("200 OK", UPLOADED));

        failure(upload(server.url(), folder.resolve("missing")), NoSuchFileException.class);

        assertThat(fixture.slot.reports).containsExactly("unused");
        assertThat(server.connections).isEmpty();
    }

    @Test
    void aFileIsReadWhileItIsSentAndLeavesTheOutcomeUnknownIfItIsCutMeanwhile() throws Exception {
        Path large = file(new byte[20_000_000]);
        RawServer server = fixture.server(connection -> {
            connection.readHead();
            try (RandomAccessFile cut = new RandomAccessFile(large.toFile(), "rw")) {
                cut.setLength(10);
            }
            connection.awaitClose();
        });

        ClaidUnknownOutcomeException unknown = failure(upload(server.url(), large), ClaidUnknownOutcomeException.class);

        assertThat(unknown).hasMessageContaining("became shorter");
        assertThat(fixture.slot.reports).containsExactly("unanswered");
    }

    @Test
    void aServerThatStopsReadingIsLeftAtTheDeadline() throws Exception {
        Path large = file(new byte[20_000_000]);
        CompletableFuture<Void> closed = new CompletableFuture<>();
        RawServer server = fixture.server(connection -> {
            connection.readHead();
            get(closed);
        });

        failure(
                upload(
                        fixture.client(
                                new ClaidConnection(server.url(), KEY).withUploadTimeout(Duration.ofMillis(300))),
                        large),
                ClaidUnknownOutcomeException.class);
        closed.complete(null);

        assertThat(fixture.slot.reports).containsExactly("unanswered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"data\":{\"input\":{}}}", "{\"data\":{\"output\":{\"tmp_url\":\"\"}}}", "ok"})
    void aSuccessThatNamesNoPictureIsUnknown(String body) throws Exception {
        RawServer server = fixture.close(RawServer.answering("200 OK", body));

        failure(upload(server.url(), file(new byte[1])), ClaidUnknownOutcomeException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    shoe.jpg           | shoe
                    shoe.final.JPEG    | shoe.final
                    model 2.5          | model 2.5
                    ../../etc/passwd   | passwd
                    C:\\temp\\shoe.png | shoe
                    a"; filename="b    | a ; filename= b
                    Schuh größe.webp   | Schuh größe
                    .png               | image
                    """)
    void aFileNameIsBare(String given, String sent) {
        assertThat(new Upload(Path.of("x"), given, "image/png", null).fileName())
                .isEqualTo(sent);
    }

    @Test
    void aFileNameCannotAddLinesToTheRequest() {
        Upload upload = new Upload(Path.of("x"), "a\r\nX-Evil: 1\u2028b\u0000", "image/png", null);

        assertThat(upload.fileName()).isEqualTo("a X-Evil: 1 b");
        assertThat(new Upload(Path.of("x"), null, "image/png", null).fileName()).isEqualTo("image");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "jpeg", "image/", "image/png\r\nX: y", "image/png; q=1"})
    void aMediaTypeIsTypeAndSubtype(String mime) {
        assertThatThrownBy(() -> new Upload(Path.of("x"), "x", mime, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mime");
    }
}
