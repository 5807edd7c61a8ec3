package io.github.camelclaid.client;

import static io.github.camelclaid.client.ClientFixture.ACCEPTED;
import static io.github.camelclaid.client.ClientFixture.KEY;
import static io.github.camelclaid.client.ClientFixture.failure;
import static io.github.camelclaid.client.ClientFixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A server that cannot prove who it is gets nothing to read. */
@Timeout(60)
class TlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path folder;

    /** Trusts, and proves to be, {@code localhost}. */
    private static SSLContext localhost;

    @RegisterExtension
    final ClientFixture fixture = new ClientFixture();

    @BeforeAll
    static void certify() throws Exception {
        Path store = folder.resolve("localhost.p12");
        String keytool = System.getProperty("java.home") + "/bin/keytool -genkeypair -alias a -keyalg EC"
                + " -dname CN=localhost -ext san=dns:localhost -validity 2 -storepass changeit -keystore localhost.p12";
        Process generation = new ProcessBuilder(keytool.split(" "))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(generation.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory proof = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        proof.init(keys, PASSWORD);
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        known.setCertificateEntry("a", keys.getCertificate("a"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(known);
        localhost = SSLContext.getInstance("TLS");
        localhost.init(proof.getKeyManagers(), trust.getTrustManagers(), null);
    }

    private RawServer tlsServer() throws Exception {
        return fixture.close(new RawServer(
                localhost.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                connection -> {
                    while (connection.read() != null) {
                        connection.answer("200 OK", "", ACCEPTED);
                    }
                }));
    }

    @Test
    void aTrustedServerIsTalkedToWithHttp11() throws Exception {
        RawServer server = tlsServer();

        ClaidTask task = get(fixture.submit(fixture.client(
                new ClaidConnection(URI.create("https://localhost:" + server.port()), KEY).withSslContext(localhost))));

        assertThat(task.id()).isEqualTo(7);
        assertThat(server.requests.get(0).line()).endsWith("HTTP/1.1");
    }

    @Test
    void aServerThatIsNotTrustedGetsNothing() throws Exception {
        RawServer server = tlsServer();

        ClaidUnavailableException unavailable = failure(
                fixture.submit(URI.create("https://localhost:" + server.port())), ClaidUnavailableException.class);

        assertThat(unavailable).hasMessageContaining("nothing was sent");
        assertThat(fixture.slot.reports).containsExactly("unused");
        assertThat(server.requests).isEmpty();
    }

    @Test
    void aServerWithAnotherNameGetsNothing() throws Exception {
        RawServer server = tlsServer();

        failure(
                fixture.submit(fixture.client(new ClaidConnection(URI.create("https://127.0.0.1:" + server.port()), KEY)
                        .withSslContext(localhost))),
                ClaidUnavailableException.class);

        assertThat(fixture.slot.reports).containsExactly("unused");
        assertThat(server.requests).isEmpty();
    }

    @Test
    void aServerThatSpeaksNoTlsGetsNothing() throws Exception {
        RawServer server = fixture.server(connection -> connection.write("HTTP/1.1 400 Bad Request\r\n\r\n"));

        failure(fixture.submit(URI.create("https://localhost:" + server.port())), ClaidUnavailableException.class);

        assertThat(fixture.slot.reports).containsExactly("unused");
    }

    @Test
    void aHandshakeThatStallsEndsAtTheDeadlineAndSendsNothing() throws Exception {
        RawServer server = fixture.server(RawServer.Connection::awaitClose);

        failure(
                fixture.submit(fixture.client(new ClaidConnection(URI.create("https://localhost:" + server.port()), KEY)
                        .withRequestTimeout(Duration.ofMillis(300)))),
                ClaidUnavailableException.class);

        assertThat(fixture.slot.reports).containsExactly("unused");
    }

    @Test
    void aResetDuringTheHandshakeSendsNothing() throws Exception {
        RawServer server = fixture.server(connection -> {
            connection.in.read();
            connection.reset();
        });

        failure(fixture.submit(URI.create("https://localhost:" + server.port())), ClaidUnavailableException.class);

        assertThat(fixture.slot.reports).containsExactly("unused");
    }
}
