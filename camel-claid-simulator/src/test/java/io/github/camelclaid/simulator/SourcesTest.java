package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.github.camelclaid.simulator.script.Timing;
import java.awt.Color;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where inputs come from and where results go to. */
class SourcesTest {

    @TempDir
    Path folder;

    private Path shop;
    private ClaidSimulator simulator;
    private Client client;
    private HttpServer web;

    @BeforeEach
    void start() throws Exception {
        shop = Files.createDirectory(folder.resolve("shop"));
        Pictures.saved(Pictures.plain(40, 30, Color.RED), shop.resolve("shoe.png"));
        Pictures.saved(Pictures.plain(40, 30, Color.RED), folder.resolve("secret.png"));
        simulator = ClaidSimulator.builder()
                .noQuota()
                .duration(Timing.fixed(Duration.ZERO))
                .storage("shop", shop)
                .standIn("CDN.shop.example", shop)
                .start();
        client = new Client(simulator);
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            boolean found = exchange.getRequestURI().getPath().equals("/shoe.png");
            byte[] body = found ? Files.readAllBytes(shop.resolve("shoe.png")) : new byte[0];
            exchange.sendResponseHeaders(found ? 200 : 404, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        web.start();
    }

    @AfterEach
    void stop() {
        simulator.close();
        web.stop(0);
    }

    private JsonNode finished(String input, String output) {
        JsonNode accepted = client.submit(input, "{}", output).data();
        return client.poll(accepted.path("id").asLong()).data();
    }

    private String failure(String input) {
        JsonNode task = finished(input, "{}");
        assertThat(task.path("status").asText()).as("%s", task).isEqualTo("ERROR");
        return task.path("errors").path(0).path("error").asText();
    }

    @Test
    void aPictureIsFetchedFromTheLoopbackInterface() {
        JsonNode task = finished("http://127.0.0.1:" + web.getAddress().getPort() + "/shoe.png?size=large", "{}");

        assertThat(task.path("status").asText()).as("%s", task).isEqualTo("DONE");
        assertThat(task.path("result").path("output_object").path("tmp_url").asText())
                .endsWith("/shoe.jpg");
    }

    @Test
    void aPictureThatIsNotThereFails() {
        assertThat(failure("http://127.0.0.1:" + web.getAddress().getPort() + "/other.png"))
                .contains("status 404");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://192.0.2.1/x.jpg", "https://10.0.0.1/x.jpg", "http://169.254.169.254/latest"})
    void otherHostsAreNotAsked(String input) {
        assertThat(failure(input)).contains("not reachable for the simulator");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "storage://shop/../secret.png",
                "storage://shop/a/../../secret.png",
                "storage://shop//etc/hostname"
            })
    void aStorageIsNotLeft(String input) {
        assertThat(failure(input)).containsAnyOf("leads out", "cannot be read");
    }

    @Test
    void aNameWithASpaceIsEscapedInItsAddress() {
        Pictures.saved(Pictures.plain(4, 3, Color.RED), shop.resolve("my +shoe.png"));

        JsonNode task = finished("storage://shop/my%20+shoe.png", "{}");

        assertThat(task.path("status").asText()).as("%s", task).isEqualTo("DONE");
    }

    @Test
    void anEscapeDoesNotLeadOutOfAStorage() {
        assertThat(failure("storage://shop/%2e%2e/secret.png")).contains("leads out");
    }

    @Test
    void aLinkDoesNotLeadOutOfAStorage() throws Exception {
        Files.createSymbolicLink(shop.resolve("link.png"), folder.resolve("secret.png"));

        assertThat(failure("storage://shop/link.png")).contains("cannot be read");
    }

    @Test
    void aStorageThatIsNotThereFails() {
        assertThat(failure("storage://attic/shoe.png")).contains("Storage attic is not found");
    }

    @Test
    void aResultCanBeKeptInAStorage() {
        JsonNode task = finished(
                "storage://shop/shoe.png", "{\"format\": \"png\", \"destination\": \"storage://shop/out/new.png\"}");

        JsonNode output = task.path("result").path("output_object");
        assertThat(shop.resolve("out/new.png")).exists();
        assertThat(output.path("claid_storage_uri").asText()).isEqualTo("storage://shop/out/new.png");
        assertThat(output.path("object_key").asText()).isEqualTo("out/new.png");
        assertThat(output.path("object_bucket").asText()).isEqualTo("shop");
        assertThat(output.has("tmp_url")).isFalse();
    }

    @Test
    void aDestinationThatEndsInASlashIsAFolder() {
        finished("storage://shop/shoe.png", "\"storage://shop/out/\"");

        assertThat(shop.resolve("out/shoe.jpg")).exists();
    }

    @Test
    void aResultDoesNotLeaveItsStorage() {
        JsonNode task = finished("storage://shop/shoe.png", "\"storage://shop/../new.jpg\"");

        assertThat(task.path("status").asText()).isEqualTo("ERROR");
        assertThat(folder.resolve("new.jpg")).doesNotExist();
    }

    @Test
    void aTaskThatNobodyAsksForIsStillFinished() {
        client.submit("storage://shop/shoe.png", "{}", "\"storage://shop/quiet.jpg\"");

        await().untilAsserted(() -> assertThat(shop.resolve("quiet.jpg")).exists());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://cdn.shop.example/in/my%20shoe.png",
                "http://cdn.shop.example/in/my%20shoe.png?signature=x%2Fy",
                "https://Cdn.Shop.Example:8443/in/./my%20shoe.png#top"
            })
    void aFolderStandsInForAHost(String input) throws Exception {
        Files.createDirectory(shop.resolve("in"));
        Pictures.saved(Pictures.plain(17, 3, Color.RED), shop.resolve("in/my shoe.png"));

        JsonNode task = finished(input, "{}");

        JsonNode result = task.path("result");
        assertThat(task.path("status").asText()).as("%s", task).isEqualTo("DONE");
        assertThat(result.path("input_object").path("width").asInt()).isEqualTo(17);
        assertThat(result.path("output_object").path("tmp_url").asText()).endsWith("/my_shoe.jpg");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://cdn.shop.example/../secret.png",
                "https://cdn.shop.example/%2e%2e/secret.png",
                "https://cdn.shop.example/a%2F..%2F..%2Fsecret.png",
                "https://cdn.shop.example//etc/hostname",
                "https://cdn.shop.example/link.png",
                "https://cdn.shop.example/"
            })
    void aFolderThatStandsInForAHostIsNotLeft(String input) throws Exception {
        Files.createSymbolicLink(shop.resolve("link.png"), folder.resolve("secret.png"));

        assertThat(failure(input)).contains(input, "leads out").doesNotContain(folder.toString());
    }

    @Test
    void aPictureThatNoFileStandsInForFailsByItsAddress() {
        assertThat(failure("https://cdn.shop.example/other.png"))
                .isEqualTo("Input https://cdn.shop.example/other.png cannot be read:"
                        + " a folder stands in for its host, and there is no such object.");
    }

    @Test
    void otherHostsHaveNoStandIn() {
        assertThat(failure("https://shop.example/shoe.png")).contains("not reachable for the simulator");
    }

    @Test
    void aBatchReadsFromTheFolderThatStandsInForAHost() {
        String input = "[\"https://cdn.shop.example/shoe.png\", \"https://cdn.shop.example/other.png\"]";
        long id = client.batch(input, "{}", "{}").data().path("id").asLong();

        JsonNode task = client.pollBatch(id).data();

        assertThat(task.path("results")).hasSize(1);
        assertThat(task.path("errors").path(0).path("error").asText())
                .contains("https://cdn.shop.example/other.png", "stands in for its host");
    }
}
