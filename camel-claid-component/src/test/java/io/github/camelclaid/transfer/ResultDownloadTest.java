package io.github.camelclaid.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultDownloadTest {

    private static final int MAX_BYTES = 100_000;
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Expected PNG = new Expected("image/png");

    @TempDir
    Path directory;

    private final List<HttpExchange> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private HttpServer server;
    private ResultDownload download;

    @BeforeEach
    void aServerAndAClient() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(workers);
        server.start();
        download = downloadWithin(LONG);
    }

    @AfterEach
    void stopAll() {
        finished.countDown();
        download.close();
        server.stop(0);
        workers.shutdownNow();
        timer.shutdownNow();
    }

    @Test
    void aResultIsWrittenToAPrivateFile() throws Exception {
        serve("/a.png", exchange -> answer(exchange, 200, png(50_000)));

        DownloadedImage image = fetch("/a.png?signature=1%2F2", PNG);

        assertThat(image.file()).hasBinaryContent(png(50_000)).hasParentRaw(directory);
        assertThat(image.size()).isEqualTo(50_000);
        assertThat(image.format()).isEqualTo(ImageFormat.PNG);
        assertThat(Files.getPosixFilePermissions(image.file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(asked.get(0).getRequestURI()).hasToString("/a.png?signature=1%2F2");
    }

    @Test
    void nothingThatIdentifiesTheUserIsSent() throws Exception {
        serve("/a.png", exchange -> answer(exchange, 200, png(10)));
        serve("/moved", exchange -> redirect(exchange, "/a.png"));

        fetch("/moved", PNG);

        assertThat(asked).hasSize(2).allSatisfy(exchange -> assertThat(exchange.getRequestHeaders())
                .doesNotContainKeys("Authorization", "Cookie", "Referer"));
    }

    @Test
    void threeRedirectsAreFollowed() throws Exception {
        serve("/1", exchange -> redirect(exchange, "2"));
        serve("/2", exchange -> redirect(exchange, "/3"));
        serve("/3", exchange -> redirect(exchange, base() + "/a.png"));
        serve("/a.png", exchange -> answer(exchange, 200, png(10)));

        assertThat(fetch("/1", PNG).size()).isEqualTo(10);
    }

    @Test
    void aFourthRedirectIsRefused() {
        serve("/loop", exchange -> redirect(exchange, "/loop"));

        assertThat(failureOf("/loop", PNG)).hasMessage("The result at localhost is refused: more than 3 redirects");
        assertThat(asked).hasSize(4);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            https://inner.example/a?secret     | The result at inner.example is refused: its host resolves to a private address
            https://10.1.2.3/a?secret          | The result at 10.1.2.3 is refused: its host resolves to a private address
            https://[::1]/a?secret             | The result at [::1] is refused: its host resolves to a loopback address
            https://169.254.169.254/a?secret   | The result at 169.254.169.254 is refused: its host resolves to a metadata address
            https://2130706433/a?secret        | The result at 2130706433 is refused: its host resolves to a loopback address
            https://localhost/a?secret         | The result at localhost is refused: its host resolves to a loopback address
            http://outer.example/a?secret      | The result at outer.example is refused: only https is read, not http
            file:///etc/passwd                 | The result at an address without host cannot be read
            https://a b/?secret                | The result at localhost redirects to what is no URL
            """)
    void aRedirectIsLookedAtLikeTheFirstUrl(String target, String message) {
        serve("/moved", exchange -> redirect(exchange, target));

        ClaidDownloadException failure = failureOf("/moved", PNG);

        assertThat(failure).hasMessage(message);
        assertThat(failure.isRetryable()).isFalse();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aPrivateAddressIsRefusedAtOnceToo() {
        assertThat(failureOf(URI.create("https://inner.example/a?secret"), PNG))
                .hasMessage("The result at inner.example is refused: its host resolves to a private address");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 410})
    void aResultThatIsGoneIsCalledExpired(int status) {
        serve("/a.png", exchange -> answer(exchange, status, "<Error>".getBytes()));

        ClaidDownloadException failure = failureOf("/a.png?secret", PNG);

        assertThat(failure)
                .hasMessage("The result at localhost answered " + status + "; it has probably expired after 24 hours");
        assertThat(failure.isExpired()).isTrue();
        assertThat(failure.isRetryable()).isFalse();
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.host()).isEqualTo("localhost");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aServerThatIsBusyMayBeAskedAgain() {
        serve("/a.png", exchange -> answer(exchange, 503, new byte[0]));

        ClaidDownloadException failure = failureOf("/a.png", PNG);

        assertThat(failure).hasMessage("The result at localhost answered 503");
        assertThat(failure.isRetryable()).isTrue();
        assertThat(asked).hasSize(1);
    }

    @Test
    void anAnnouncedSizeBeyondTheLimitIsRefused() {
        serve("/a.png", exchange -> answer(exchange, 200, png(MAX_BYTES + 1)));

        ClaidDownloadException failure = failureOf("/a.png", PNG);

        assertThat(failure).hasMessage("The result at localhost is refused: it has more than 100000 bytes");
        assertThat(failure.isRetryable()).isFalse();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aSizeBeyondTheLimitThatIsNotAnnouncedIsRefused() {
        serve("/a.png", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(png(MAX_BYTES + 1));
            exchange.getResponseBody().flush();
            await(finished);
        });

        assertThat(failureOf("/a.png", PNG))
                .hasMessage("The result at localhost is refused: it has more than 100000 bytes");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aResultOfExactlyTheLimitIsTaken() throws Exception {
        serve("/a.png", exchange -> answer(exchange, 200, png(MAX_BYTES)));

        assertThat(fetch("/a.png", PNG).size()).isEqualTo(MAX_BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n3e8\r\n"})
    void aBodyThatIsCutOffLeavesNoFile(String announced) throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            workers.execute(() -> cutOff(socket, "HTTP/1.1 200 OK\r\n" + announced));
            URI url = URI.create("http://localhost:" + socket.getLocalPort() + "/a.png?secret");
            download.close();
            download = download(url, LONG);

            ClaidDownloadException failure = failureOf(url, PNG);

            assertThat(failure)
                    .hasMessageStartingWith("The result at localhost was not read completely: ")
                    .hasMessageNotContaining("secret");
            assertThat(failure.isRetryable()).isTrue();
            assertThat(directory).isEmptyDirectory();
        }
    }

    @Test
    void anotherTypeThanReportedLeavesNoFile() {
        serve("/a.png", exchange -> answer(exchange, 200, png(10)));

        assertThat(failureOf("/a.png", new Expected("image/webp")))
                .hasMessage("The result at localhost is image/png, where image/webp was reported");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void whatIsNoImageLeavesNoFile() {
        serve("/a.png", exchange -> answer(exchange, 200, "<html>".getBytes()));
        serve("/empty", exchange -> answer(exchange, 200, new byte[0]));

        assertThat(failureOf("/a.png", Expected.ANY_IMAGE)).hasMessage("The result at localhost is no image");
        assertThat(failureOf("/empty", new Expected("image/jxl"))).hasMessage("The result at localhost is no image");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void anImageTypeNewerThanThisReleaseIsTakenAsItIs() throws Exception {
        serve("/a.jxl", exchange -> answer(exchange, 200, new byte[] {0, 1, 2}));

        assertThat(fetch("/a.jxl", new Expected("image/jxl")).format()).isNull();
    }

    @Test
    void aServerThatTricklesIsLeftAtTheDeadline() {
        download.close();
        download = downloadWithin(Duration.ofMillis(300));
        serve("/a.png", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(png(10));
            exchange.getResponseBody().flush();
            await(finished);
        });

        ClaidDownloadException failure = failureOf("/a.png", PNG);

        assertThat(failure).hasMessageContaining("not complete within PT0.3S");
        assertThat(failure.isRetryable()).isTrue();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void closingEndsWhatIsUnderWay() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        serve("/a.png", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(png(10));
            exchange.getResponseBody().flush();
            started.countDown();
            await(finished);
        });
        var future = download.fetch(URI.create(base() + "/a.png"), PNG);
        started.await(10, TimeUnit.SECONDS);

        download.close();

        assertThat(future).failsWithin(Duration.ofSeconds(10)).withThrowableOfType(ExecutionException.class);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aResultThatNobodyWaitsForAnyMoreIsDeleted() throws Exception {
        Spool spool = new Spool(directory, MAX_BYTES);
        Download late = new Download(null, new DownloadGuard(URI.create(base())), spool, PNG);
        late.start(URI.create("ftp://localhost/ends-at-once"), LONG);
        Path file = spool.newFile(".result");

        late.completed(new Reply(200, null, file, 10, png(10)));

        assertThat(file).doesNotExist();
    }

    private static void cutOff(ServerSocket server, String head) {
        try (Socket socket = server.accept()) {
            // the request has to be read, or closing resets the connection before the answer is through
            BufferedReader request =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            while (!request.readLine().isEmpty()) {
                continue;
            }
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(png(500));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ResultDownload downloadWithin(Duration limit) {
        return download(URI.create(base()), limit);
    }

    private ResultDownload download(URI base, Duration limit) {
        DownloadGuard guard = new DownloadGuard(base, MAX_BYTES, false);
        return new ResultDownload(
                guard, new Spool(directory, MAX_BYTES), new ResponseDeadline(timer, limit), new Names());
    }

    private String base() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void serve(String path, Handler handler) {
        server.createContext(path, exchange -> {
            asked.add(exchange);
            try (exchange) {
                handler.handle(exchange);
            }
        });
    }

    private DownloadedImage fetch(String path, Expected expected) throws Exception {
        return download.fetch(URI.create(base() + path), expected).get(10, TimeUnit.SECONDS);
    }

    private ClaidDownloadException failureOf(String path, Expected expected) {
        return failureOf(URI.create(base() + path), expected);
    }

    private ClaidDownloadException failureOf(URI url, Expected expected) {
        var failure = catchThrowableOfType(
                ExecutionException.class, () -> download.fetch(url, expected).get(10, TimeUnit.SECONDS));
        assertThat(failure).isNotNull();
        assertThat(failure.getCause()).isInstanceOf(ClaidDownloadException.class);
        return (ClaidDownloadException) failure.getCause();
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().add("Location", location);
        answer(exchange, 302, "<a>moved</a>".getBytes());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] png(int size) {
        byte[] image = new byte[size];
        byte[] magic = HexFormat.of().parseHex("89504e470d0a1a0a");
        System.arraycopy(magic, 0, image, 0, Math.min(size, magic.length));
        return image;
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    /** One name of the inner network; everything else as the system has it. */
    private static final class Names implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return host.equals("inner.example")
                    ? new InetAddress[] {InetAddress.getByName("8.8.8.8"), InetAddress.getByName("192.168.0.7")}
                    : SystemDefaultDnsResolver.INSTANCE.resolve(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
