package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Deviation;
import io.github.camelclaid.simulator.script.Fault;
import io.github.camelclaid.simulator.script.Outcome;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Edits that are answered with their result. */
class EditTest {

    private static final String SHOE = "storage://shop/shoe.png";

    @TempDir
    Path shop;

    private ClaidSimulator simulator;
    private Client client;

    @BeforeEach
    void start() {
        Pictures.saved(Pictures.plain(40, 30, Color.RED), shop.resolve("shoe.png"));
        simulator = ClaidSimulator.builder().noQuota().storage("shop", shop).start();
        client = new Client(simulator);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private String refusal(String input) {
        Client.Reply reply = client.edit(input, "{}", "{}");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(simulator.ledger().charges()).isZero();
        return reply.json().path("error_message").asText();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v1-beta1"})
    void anEditIsAnsweredWithItsResult(String version) {
        Client.Reply reply = new Client(simulator, version)
                .edit(SHOE, "{\"resizing\": {\"width\": 20, \"height\": 15}}", "{\"format\": \"png\"}");

        JsonNode output = reply.data().path("output");
        String url = output.path("tmp_url").asText();
        BufferedImage image = Pictures.decoded(client.open(url).body());
        assertThat(image.getWidth()).isEqualTo(20);
        assertThat(output.path("width").asInt()).isEqualTo(20);
        assertThat(url).endsWith("/shoe.png");
        assertThat(reply.data().path("input").path("width").asInt()).isEqualTo(40);
    }

    @Test
    void theResultCanBeKeptInAStorage() {
        JsonNode output =
                client.edit(SHOE, "{}", "\"storage://shop/out/\"").data().path("output");

        assertThat(output.path("claid_storage_uri").asText()).isEqualTo("storage://shop/out/shoe.jpg");
        assertThat(shop.resolve("out/shoe.jpg")).exists();
    }

    @Test
    void anEditIsAChargeOfItsOwnKind() {
        client.edit(SHOE, "{}", "{}");

        assertThat(simulator.ledger().edits()).isEqualTo(1);
        assertThat(simulator.ledger().submits()).isZero();
        assertThat(simulator.ledger().charges()).isEqualTo(1);
        JsonNode page = client.send(client.request("/_simulator/ledger")).json();
        assertThat(page.path("edits").asInt()).isEqualTo(1);
        assertThat(page.path("requests").path("edit").asInt()).isEqualTo(1);
        simulator.reset();
        assertThat(simulator.ledger().charges()).isZero();
    }

    @Test
    void anEditIsCheckedLikeAnAsynchronousOne() {
        JsonNode refused =
                client.edit("storage://shop/", "{\"padding\": \"60%\"}", "{}").json();

        assertThat(refused.path("error_details").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("input", "operations.padding");
        assertThat(client.send("POST", "image/edit", "{").status()).isEqualTo(400);
    }

    @Test
    void anInputThatCannotBeReadIsRefusedAndNotCharged() {
        assertThat(refusal("storage://shop/other.png")).contains("there is no such object");
    }

    @Test
    void anErrorCanBeScripted() {
        simulator.when(Call.EDIT).input("shoe").times(1).then(Outcome.error("no face found"));

        assertThat(refusal(SHOE)).isEqualTo("no face found");
        assertThat(client.edit(SHOE, "{}", "{}").status()).isEqualTo(200);
    }

    @Test
    void whatNeedsATaskCannotBeScripted() {
        var edits = simulator.when(Call.EDIT);

        assertThatThrownBy(() -> edits.then(Outcome.never())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> edits.then(Outcome.cancelled())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> edits.then(Outcome.after(Duration.ofSeconds(1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFaultThatStrikesBeforeIsNoCharge() {
        simulator.when(Call.EDIT).times(1).then(Fault.status(503));
        simulator.when(Call.EDIT).times(1).then(Fault.statusAfterAccepting(502));

        assertThat(client.edit(SHOE, "{}", "{}").status()).isEqualTo(503);
        assertThat(simulator.ledger().edits()).isZero();
        assertThat(client.edit(SHOE, "{}", "{}").status()).isEqualTo(502);
        assertThat(simulator.ledger().edits()).isEqualTo(1);
    }

    @Test
    void theAnswerCanDeviate() {
        simulator.when(Call.EDIT).then(Deviation.upperCaseFormat().and(Deviation.tmpUrl("https://example.com/x")));

        JsonNode data = client.edit(SHOE, "{}", "{}").data();

        assertThat(data.path("input").path("format").asText()).isEqualTo("PNG");
        assertThat(data.path("output").path("format").asText()).isEqualTo("JPEG");
        assertThat(data.path("output").path("tmp_url").asText()).isEqualTo("https://example.com/x");
    }
}
