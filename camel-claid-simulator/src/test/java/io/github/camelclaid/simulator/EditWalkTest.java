package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelclaid.simulator.script.Timing;
import io.github.camelclaid.simulator.time.VirtualTime;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditWalkTest {

    @TempDir
    Path shop;

    private final VirtualTime clock = VirtualTime.start();
    private ClaidSimulator simulator;
    private Client client;

    @BeforeEach
    void start() {
        Pictures.saved(Pictures.plain(40, 30, Color.RED), shop.resolve("shoe.png"));
        simulator = ClaidSimulator.builder()
                .clock(clock)
                .noQuota()
                .duration(Timing.fixed(Duration.ofSeconds(10)))
                .storage("shop", shop)
                .start();
        client = new Client(simulator);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aSubmitIsAcceptedWithAnIdAndAnEcho() {
        Client.Reply reply = client.submit("storage://shop/shoe.png", "{\"resizing\": {\"width\": 20}}");

        assertThat(reply.status()).isEqualTo(200);
        JsonNode data = reply.data();
        assertThat(data.path("id").isIntegralNumber()).isTrue();
        assertThat(data.path("status").asText()).isEqualTo("ACCEPTED");
        assertThat(data.path("created_at").asText()).isEqualTo("2026-01-01T00:00:00.000000+00:00");
        assertThat(data.path("result_url").asText())
                .isEqualTo(simulator.baseUrl() + "/v1/image/edit/async/"
                        + data.path("id").asLong());
        assertThat(data.path("request")
                        .path("operations")
                        .path("resizing")
                        .path("width")
                        .asInt())
                .isEqualTo(20);
    }

    @Test
    void aTaskWalksFromAcceptedOverProcessingToDone() {
        long id = client.submit("storage://shop/shoe.png").data().path("id").asLong();

        assertThat(client.poll(id).data().path("status").asText()).isEqualTo("ACCEPTED");
        clock.advance(Duration.ofSeconds(5));
        assertThat(client.poll(id).data().path("status").asText()).isEqualTo("PROCESSING");
        clock.advance(Duration.ofSeconds(5));
        assertThat(client.poll(id).data().path("status").asText()).isEqualTo("DONE");
    }

    @Test
    void waitingTasksNeedNoThreads() {
        client.submit("storage://shop/shoe.png");
        int before = Thread.activeCount();

        for (int i = 0; i < 500; i++) {
            client.submit("storage://shop/shoe.png");
        }

        assertThat(Thread.activeCount()).isLessThanOrEqualTo(before + 5);
        assertThat(simulator.ledger().tasks()).hasSize(501);
    }

    @Test
    void theResultCanBeDownloadedFromItsTemporaryUrl() {
        long id = client.submit("storage://shop/shoe.png").data().path("id").asLong();
        clock.advance(Duration.ofSeconds(10));

        JsonNode output = client.poll(id).data().path("result").path("output_object");
        BufferedImage image =
                Pictures.decoded(client.open(output.path("tmp_url").asText()).body());

        assertThat(image.getWidth()).isEqualTo(output.path("width").asInt()).isEqualTo(40);
        assertThat(image.getHeight()).isEqualTo(output.path("height").asInt()).isEqualTo(30);
        assertThat(output.path("tmp_url").asText()).endsWith("/shoe.jpg");
        assertThat(output.path("format").asText()).isEqualTo("jpeg");
    }
}
