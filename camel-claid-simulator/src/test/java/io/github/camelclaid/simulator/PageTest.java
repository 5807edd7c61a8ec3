package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Outcome;
import io.github.camelclaid.simulator.script.Timing;
import io.github.camelclaid.simulator.time.VirtualTime;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page at / and what it is made of, over plain HTTP. */
class PageTest {

    @TempDir
    Path shop;

    private final VirtualTime clock = VirtualTime.start();
    private int port;
    private ClaidSimulator simulator;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        Pictures.saved(Pictures.plain(400, 300, Color.RED), shop.resolve("shoe.png"));
        simulator = ClaidSimulator.builder()
                .clock(clock)
                .noQuota()
                .duration(Timing.fixed(Duration.ofSeconds(10)))
                .storage("shop", shop)
                .start();
        port = Integer.parseInt(simulator.baseUrl().replaceFirst(".*:", ""));
        client = new Client(simulator);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private Client.Reply page(String path) {
        return client.open(simulator.baseUrl() + path);
    }

    private JsonNode shown() {
        return page("/_simulator/ledger?newest=10").json().path("tasks").path(0);
    }

    private long submit(String input) {
        return client.submit(input, "{}").data().path("id").asLong();
    }

    /** @return the id of the last one */
    private long submitted(int count) {
        for (int i = 1; i < count; i++) {
            submit("storage://shop/dot.png");
        }
        return submit("storage://shop/dot.png");
    }

    private long done(String input) {
        long id = submit(input);
        clock.advance(Duration.ofSeconds(10));
        client.poll(id);
        return id;
    }

    private static Color middle(Client.Reply thumbnail) {
        assertThat(thumbnail.header("Content-Type")).isEqualTo("image/jpeg");
        BufferedImage image = Pictures.decoded(thumbnail.body());
        return Pictures.at(image, image.getWidth() / 2, image.getHeight() / 2);
    }

    /** The answer to a request with exactly these headers. */
    private String raw(int port, String request, String... headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            String head = request + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void thePageNeedsNoKeyAndNothingFromElsewhere() {
        String html = new String(page("/").body(), StandardCharsets.UTF_8);
        String script = new String(page("/_simulator/page.js").body(), StandardCharsets.UTF_8);
        String style = new String(page("/_simulator/page.css").body(), StandardCharsets.UTF_8);

        assertThat(html).contains("Claid simulator", "_simulator/page.js", "_simulator/page.css");
        assertThat(html + style).doesNotContain("http:", "https:", "url(", "onclick", "style=");
        assertThat(script).doesNotContain("innerHTML", "insertAdjacentHTML", "eval(", "document.write");
        assertThat(page("/_simulator/page.css").header("Content-Type")).startsWith("text/css");
        assertThat(page("/_simulator/page.js").header("Content-Type")).startsWith("text/javascript");
        assertThat(page("/_simulator/icon.svg").header("Content-Type")).isEqualTo("image/svg+xml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/_simulator/page.js", "/_simulator/ledger", "/_simulator/tasks/1/input"})
    void browsersMayDoNothingWithItButShowIt(String path) {
        assertThat(page(path).header("Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self';")
                .doesNotContain("unsafe");
        assertThat(page(path).header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page(path).header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    }

    @Test
    void aTaskInProgressIsShownWithItsStatus() {
        long id = submit("storage://shop/shoe.png");
        clock.advance(Duration.ofSeconds(5));

        assertThat(shown().path("id").asLong()).isEqualTo(id);
        assertThat(shown().path("status").asText()).isEqualTo("PROCESSING");
        assertThat(shown().path("family").asText()).isEqualTo("edit");
        assertThat(shown().path("thumbnails").asInt()).isZero();
    }

    @Test
    void aFinishedTaskIsShownWithItsResult() {
        done("storage://shop/shoe.png");

        assertThat(shown().path("status").asText()).isEqualTo("DONE");
        assertThat(shown().path("ended_at").asText()).isEqualTo("2026-01-01T00:00:10Z");
        assertThat(page(shown().path("results")
                                .path(0)
                                .path("address")
                                .asText()
                                .substring(simulator.baseUrl().length()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aFailedTaskIsShownWithItsErrors() {
        simulator.when(Call.SUBMIT).then(Outcome.error("<script>no face found</script>"));
        done("storage://shop/shoe.png");

        assertThat(shown().path("status").asText()).isEqualTo("ERROR");
        assertThat(shown().path("errors").path(0).asText()).isEqualTo("<script>no face found</script>");
    }

    @Test
    void aResultInAStorageIsShownByItsAddress() {
        long id = client.submit("storage://shop/shoe.png", "{}", "{\"destination\": \"storage://shop/out/\"}")
                .data()
                .path("id")
                .asLong();
        clock.advance(Duration.ofSeconds(10));
        client.poll(id);

        assertThat(shown().path("results").path(0).path("address").asText()).isEqualTo("storage://shop/out/shoe.jpg");
    }

    @Test
    void inputAndOutputHaveThumbnails() {
        long id = client.submit("storage://shop/shoe.png", "{\"adjustments\": {\"exposure\": -100}}")
                .data()
                .path("id")
                .asLong();
        clock.advance(Duration.ofSeconds(10));
        client.poll(id);

        assertThat(shown().path("thumbnails").asInt()).isEqualTo(1);
        Color input = middle(page("/_simulator/tasks/" + id + "/input"));
        Color output = middle(page("/_simulator/tasks/" + id + "/output"));
        assertThat(input.getRed()).isGreaterThan(240);
        assertThat(output.getRed()).isLessThan(input.getRed());
    }

    @Test
    void theFirstPicturesOfABatchHaveThumbnails() {
        Pictures.saved(Pictures.plain(400, 300, Color.BLUE), shop.resolve("boot.png"));
        long id = client.batch("[\"storage://shop/shoe.png\", \"storage://shop/boot.png\"]", "{}", "{}")
                .data()
                .path("id")
                .asLong();
        clock.advance(Duration.ofSeconds(10));
        client.pollBatch(id);

        assertThat(shown().path("thumbnails").asInt()).isEqualTo(2);
        Color first = middle(page("/_simulator/tasks/" + id + "/output/0"));
        Color second = middle(page("/_simulator/tasks/" + id + "/output/1"));
        assertThat(first.getRed() + second.getRed()).isBetween(240, 270);
        assertThat(page("/_simulator/tasks/" + id + "/output/2").status()).isEqualTo(404);
        assertThat(page("/_simulator/tasks/" + id + "/output/x").status()).isEqualTo(404);
    }

    @Test
    void onlyTheNewestTasksHaveThumbnails() {
        Pictures.saved(Pictures.plain(1, 1, Color.RED), shop.resolve("dot.png"));
        long first = done("storage://shop/dot.png");
        assertThat(page("/_simulator/tasks/" + first + "/input").status()).isEqualTo(200);

        long last = submitted(300);
        clock.advance(Duration.ofSeconds(10));
        await().until(() -> simulator.ledger().tasks().stream().allMatch(task -> task.outcome() != null));

        assertThat(page("/_simulator/tasks/" + first + "/input").status()).isEqualTo(404);
        assertThat(page("/_simulator/tasks/" + last + "/input").status()).isEqualTo(200);
    }

    @Test
    void theNewestTasksComeFirstWhateverTheirIds() {
        long batch = client.batch("[\"storage://shop/shoe.png\"]", "{}", "{}")
                .data()
                .path("id")
                .asLong();
        clock.advance(Duration.ofSeconds(1));
        long edit = submit("storage://shop/shoe.png");

        JsonNode both = page("/_simulator/ledger?newest=2").json().path("tasks");
        JsonNode one = page("/_simulator/ledger?newest=1").json().path("tasks");
        assertThat(both.path(0).path("id").asLong()).isEqualTo(edit);
        assertThat(both.path(1).path("id").asLong()).isEqualTo(batch);
        assertThat(one).hasSize(1);
        assertThat(page("/_simulator/ledger?newest=-1").status()).isEqualTo(422);
    }

    @Test
    void lookingAtThePageIsNotCounted() {
        page("/");
        page("/_simulator/ledger");

        assertThat(simulator.ledger().requests()).isZero();
        assertThat(simulator.ledger().bytesOut()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "LOCALHOST", "[::1]", "127.1.2.3"})
    void thePageAnswersUnderNamesOfTheLoopbackInterface(String name) throws Exception {
        assertThat(raw(port, "GET /", "Host: " + name + ":" + port)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "192.0.2.1", ""})
    void thePageDoesNotAnswerUnderNamesOfOthers(String name) throws Exception {
        for (String path : new String[] {"/", "/_simulator/ledger", "/_simulator/tasks/1/input", "/_simulator/x"}) {
            assertThat(raw(port, "GET " + path, "Host: " + name)).startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void thePageAnswersUnderThePublicName() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        try (ClaidSimulator published = ClaidSimulator.builder()
                .port(free)
                .publicUrl("https://claid.example:8443/box")
                .start()) {
            assertThat(raw(free, "GET /", "Host: claid.example:8443")).startsWith("HTTP/1.1 200");
            assertThat(raw(free, "GET /", "Host: claid.example")).startsWith("HTTP/1.1 200");
            assertThat(raw(free, "GET /", "Host: box.example")).startsWith("HTTP/1.1 403");
            assertThat(published.baseUrl()).startsWith("https://claid.example");
        }
    }

    @Test
    void pagesOfOtherSitesGetNoAnswer() throws Exception {
        String host = "Host: 127.0.0.1:" + port;
        assertThat(raw(port, "GET /_simulator/ledger", host, "Origin: http://evil.example"))
                .startsWith("HTTP/1.1 403");
        assertThat(raw(port, "GET /_simulator/ledger", host, "Origin: null")).startsWith("HTTP/1.1 403");
        assertThat(raw(port, "GET /_simulator/ledger", host, "Origin: http://127.0.0.1:" + port))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void theApiAnswersUnderAnyNameToThoseWhoHaveTheKey() throws Exception {
        String answer = raw(
                port, "GET /v1/image/edit/async/1", "Host: api.claid.example", "Authorization: Bearer " + Client.KEY);
        assertThat(answer).startsWith("HTTP/1.1 404");
    }
}
