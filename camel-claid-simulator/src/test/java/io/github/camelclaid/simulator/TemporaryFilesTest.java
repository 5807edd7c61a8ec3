package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.github.camelclaid.simulator.cli.SimulatorCommand;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Fault;
import io.github.camelclaid.simulator.script.Timing;
import java.awt.Color;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the simulator leaves on disk: nothing but results. */
@Timeout(60)
class TemporaryFilesTest {

    private static final byte[] PICTURE = Pictures.encoded(Pictures.plain(40, 30, Color.RED), "png");
    private static final String FILE =
            "--frontier\r\nContent-Disposition: form-data; name=\"file\"; filename=\"shoe.png\"\r\n"
                    + "Content-Type: image/png\r\n\r\n";
    private static final String DATA = "\r\n--frontier\r\nContent-Disposition: form-data; name=\"data\"\r\n\r\n";
    private static final String END = "\r\n--frontier--\r\n";

    @TempDir
    Path shop;

    private ClaidSimulator simulator;
    private Client client;
    private Path folder;
    private HttpServer web;

    @BeforeEach
    void start() throws Exception {
        Files.write(shop.resolve("shoe.png"), PICTURE);
        Files.write(shop.resolve("text.png"), new byte[] {1, 2, 3});
        Files.write(shop.resolve("large.png"), new byte[60_000]);
        Set<Path> before = folders(Path.of(System.getProperty("java.io.tmpdir")));
        simulator = ClaidSimulator.builder()
                .noQuota()
                .duration(Timing.fixed(Duration.ZERO))
                .storage("shop", shop)
                .maxInputBytes(50_000)
                .maxStoredBytes(1_000)
                .start();
        client = new Client(simulator);
        Set<Path> mine = new HashSet<>(folders(Path.of(System.getProperty("java.io.tmpdir"))));
        mine.removeAll(before);
        folder = mine.stream()
                .filter(path ->
                        path.toString().contains("-" + ProcessHandle.current().pid() + "-"))
                .findFirst()
                .orElseThrow();
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/breaks-off.png", exchange -> {
            exchange.sendResponseHeaders(200, PICTURE.length);
            exchange.getResponseBody().write(PICTURE, 0, 20);
            exchange.close();
        });
        web.start();
    }

    @AfterEach
    void stop() {
        simulator.close();
        web.stop(0);
    }

    private static Set<Path> folders(Path parent) throws IOException {
        try (Stream<Path> all = Files.list(parent)) {
            return all.filter(path -> path.getFileName().toString().startsWith("claid-simulator-"))
                    .collect(Collectors.toSet());
        }
    }

    private List<String> files() {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> !name.equals("lock"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void nothingIsLeft() {
        await().untilAsserted(() -> assertThat(files()).isEmpty());
    }

    private static byte[] form(byte[] file, String data) {
        String text = FILE + new String(file, StandardCharsets.ISO_8859_1) + DATA + data + END;
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private int upload(BodyPublisher body) {
        return client.send(client.request("/v1/image/edit/upload")
                        .header("Authorization", "Bearer " + Client.KEY)
                        .header("Content-Type", "multipart/form-data; boundary=frontier")
                        .POST(body))
                .status();
    }

    private int upload(byte[] body) {
        return upload(BodyPublishers.ofByteArray(body));
    }

    private JsonNode finished(String input, String output) {
        JsonNode accepted = client.submit(input, "{}", output).data();
        return client.poll(accepted.path("id").asLong()).data();
    }

    @Test
    void ofAnUploadOnlyTheResultIsKept() {
        assertThat(upload(form(PICTURE, "{\"operations\": {}}"))).isEqualTo(200);

        await().untilAsserted(() -> assertThat(files()).hasSize(1));
    }

    @Test
    void ofAnUploadThatIsRefusedNothingIsKept() {
        assertThat(upload(form(PICTURE, "{\"frobnicate\": 1}"))).isEqualTo(422);
        assertThat(upload(form(PICTURE, "no JSON"))).isEqualTo(422);
        assertThat(upload(form(new byte[100], "{\"operations\": {}}"))).isEqualTo(422);

        nothingIsLeft();
    }

    @Test
    void ofAnUploadThatEndsInTheMiddleNothingIsKept() {
        byte[] whole = form(PICTURE, "{\"operations\": {}}");
        assertThat(upload(Arrays.copyOf(whole, 200))).isEqualTo(422);

        nothingIsLeft();
    }

    @Test
    void ofAnUploadThatIsTooLargeNothingIsKept() {
        byte[] large = form(new byte[200_000], "{\"operations\": {}}");
        assertThat(upload(large)).isEqualTo(413);
        // of unknown length: the connection is closed as soon as it is too much
        catchThrowable(() -> upload(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))));
        assertThat(simulator.ledger().uploads()).isZero();

        nothingIsLeft();
    }

    @Test
    void ofAnUploadWhoseSenderGoesAwayNothingIsKept() throws Exception {
        URI url = URI.create(simulator.baseUrl());
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            OutputStream out = socket.getOutputStream();
            String head = "POST /v1/image/edit/upload HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Client.KEY
                    + "\r\nContent-Type: multipart/form-data; boundary=frontier\r\nContent-Length: 40000\r\n\r\n";
            out.write((head + FILE).getBytes(StandardCharsets.ISO_8859_1));
            out.write(new byte[20_000]);
            out.flush();
            await().untilAsserted(() -> assertThat(files()).isNotEmpty());
        }

        nothingIsLeft();
    }

    @Test
    void ofAnUploadThatAFaultStrikesNothingIsKept() {
        simulator.when(Call.UPLOAD).then(Fault.status(503));
        assertThat(upload(form(PICTURE, "{\"operations\": {}}"))).isEqualTo(503);

        nothingIsLeft();
    }

    @Test
    void ofEditsThatFailNothingIsKept() {
        URI site = URI.create("http://127.0.0.1:" + web.getAddress().getPort() + "/breaks-off.png");
        for (String input : List.of(
                "storage://shop/missing.png", "storage://shop/text.png", "storage://shop/large.png", site.toString())) {
            assertThat(finished(input, "{}").path("status").asText()).as(input).isEqualTo("ERROR");
        }
        JsonNode nowhere = finished("storage://shop/shoe.png", "{\"destination\": \"storage://none/shoe.png\"}");
        assertThat(nowhere.path("status").asText()).isEqualTo("ERROR");

        nothingIsLeft();
    }

    @Test
    void anEditWhoseResultWouldBeTooMuchFailsAndSaysWhatToDo() {
        Pictures.saved(Pictures.halves(1500, 1500, Color.RED, Color.BLUE), shop.resolve("halves.png"));
        JsonNode task = finished("storage://shop/halves.png", "{}");

        assertThat(task.path("status").asText()).isEqualTo("ERROR");
        assertThat(task.path("errors").path(0).path("error").asText())
                .contains("more than 1000 bytes")
                .contains("maxStoredBytes");
        nothingIsLeft();
    }

    @Test
    void whatAKilledSimulatorLeavesIsRemovedByTheNextOne(@TempDir Path temporary) throws Exception {
        Process living = child(temporary);
        Process killed = child(temporary);
        assertThat(folders(temporary)).hasSize(2);

        killed.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        assertThat(folders(temporary)).hasSize(2);
        Set<Path> before = folders(temporary);
        Process next = child(temporary);

        assertThat(folders(temporary)).hasSize(2).isNotEqualTo(before);
        living.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        next.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    /** A simulator in a process of its own, once it serves. */
    private static Process child(Path temporary) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        java.toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        SimulatorCommand.class.getName(),
                        "--port",
                        "0")
                .redirectErrorStream(true)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("Claid simulator at ")) {
                return process;
            }
        }
        throw new AssertionError("the simulator did not start");
    }
}
