package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelclaid.simulator.script.Timing;
import io.github.camelclaid.simulator.time.VirtualTime;
import java.awt.Color;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the first reference of the API, of which {@code v1-beta1} is: asked as there, answered as there. */
class ReferenceExampleTest {

    private static final String REQUEST = """
            {"input": "https://picsum.photos/200.jpg",
             "operations": {"resizing": {"width": 1000}, "background": {"remove": false}}}""";
    private static final String[] IMAGE = {"ext", "mps", "mime", "format", "width", "height"};
    /** {@code 2023-03-13T11:37:09.160554+00:00} is one. */
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00";

    @TempDir
    Path photos;

    private final VirtualTime clock = VirtualTime.start();
    private ClaidSimulator simulator;
    private Client client;

    @BeforeEach
    void start() {
        Pictures.saved(Pictures.plain(128, 128, Color.RED), photos.resolve("200.jpg"));
        simulator = ClaidSimulator.builder()
                .clock(clock)
                .duration(Timing.fixed(Duration.ofSeconds(3)))
                .standIn("picsum.photos", photos)
                .start();
        client = new Client(simulator, "v1-beta1");
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private static JsonNode request() throws Exception {
        return new ObjectMapper().readTree(REQUEST);
    }

    private static void assertImage(JsonNode image, int width, int height) {
        assertThat(image.path("ext").isTextual()).isTrue();
        assertThat(image.path("mime").asText()).isEqualTo("image/jpeg");
        // upper case there, lower case in its table
        assertThat(image.path("format").asText()).isEqualToIgnoringCase("JPEG");
        assertThat(image.path("width").isInt()).isTrue();
        assertThat(image.path("width").asInt()).isEqualTo(width);
        assertThat(image.path("height").isInt()).isTrue();
        assertThat(image.path("height").asInt()).isEqualTo(height);
        assertThat(image.path("mps").isDouble()).isTrue();
        assertThat(image.path("mps").asDouble()).isEqualTo(width * height / 1e6);
    }

    @Test
    void theRequestIsAccepted() throws Exception {
        Client.Reply reply = client.post(REQUEST);

        JsonNode data = reply.data();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().fieldNames()).toIterable().containsExactly("data");
        assertThat(data.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("id", "status", "result_url", "created_at", "request");
        assertThat(data.path("id").isIntegralNumber()).isTrue();
        assertThat(data.path("status").asText()).isEqualTo("ACCEPTED");
        assertThat(data.path("result_url").asText())
                .isEqualTo(simulator.baseUrl() + "/v1-beta1/image/edit/async/"
                        + data.path("id").asLong());
        assertThat(data.path("created_at").asText()).matches(TIME);
        assertThat(data.path("request")).isEqualTo(request());
    }

    @Test
    void theTaskIsDone() throws Exception {
        JsonNode accepted = client.post(REQUEST).data();
        clock.advance(Duration.ofSeconds(3));

        JsonNode data = client.poll(accepted.path("id").asLong()).data();

        // result_url is not in the example of an answer to a poll, but in the generated one next to it
        assertThat(data.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("id", "status", "result_url", "created_at", "request", "errors", "result");
        assertThat(data.path("id")).isEqualTo(accepted.path("id"));
        assertThat(data.path("status").asText()).isEqualTo("DONE");
        assertThat(data.path("created_at")).isEqualTo(accepted.path("created_at"));
        assertThat(data.path("request")).isEqualTo(request());
        assertThat(data.path("errors").isArray()).isTrue();
        assertThat(data.path("errors")).isEmpty();
        assertThat(data.path("result").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("input_object", "output_object");
    }

    @Test
    void theResultIsThePictureAsWideAsAskedFor() {
        long id = client.post(REQUEST).data().path("id").asLong();
        clock.advance(Duration.ofSeconds(3));

        JsonNode result = client.poll(id).data().path("result");

        JsonNode input = result.path("input_object");
        assertThat(input.fieldNames()).toIterable().containsExactlyInAnyOrder(IMAGE);
        assertImage(input, 128, 128);
        JsonNode output = result.path("output_object");
        assertThat(output.fieldNames()).toIterable().contains(IMAGE).hasSize(IMAGE.length + 1);
        // there it is as high as it is wide; the later page on resizing has a side that is not named keep its length
        assertImage(output, 1000, 128);
        String url = output.path("tmp_url").asText();
        assertThat(url).contains("/200.");
        assertThat(Pictures.decoded(client.open(url).body()).getWidth()).isEqualTo(1000);
    }
}
