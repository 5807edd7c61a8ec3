package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Fault;
import io.github.camelclaid.simulator.script.Timing;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UploadTest {

    private static final byte[] PICTURE = Pictures.encoded(Pictures.plain(40, 30, Color.RED), "png");
    private static final String DATA = "Content-Disposition: form-data; name=\"data\"\r\n";
    private static final String JSON_DATA = DATA + "Content-Type: application/json\r\n";
    private static final String FILE =
            "Content-Disposition: form-data; name=\"file\"; filename=\"shoe\"\r\nContent-Type: image/png\r\n";

    @RegisterExtension
    static final ClaidSimulatorExtension claid = ClaidSimulatorExtension.with(
            builder -> builder.noQuota().duration(Timing.fixed(Duration.ZERO)).maxInputBytes(100_000));

    private ClaidSimulator simulator;
    private Client client;
    private final ByteArrayOutputStream form = new ByteArrayOutputStream();

    @BeforeEach
    void client() {
        simulator = claid.simulator();
        client = new Client(simulator);
    }

    private UploadTest part(String headers, byte[] content) throws IOException {
        form.write(("--frontier\r\n" + headers + "\r\n").getBytes(StandardCharsets.UTF_8));
        form.write(content);
        form.write("\r\n".getBytes(StandardCharsets.UTF_8));
        return this;
    }

    private UploadTest part(String headers, String content) throws IOException {
        return part(headers, content.getBytes(StandardCharsets.UTF_8));
    }

    private Client.Reply send() throws IOException {
        form.write("--frontier--\r\n".getBytes(StandardCharsets.UTF_8));
        return send("multipart/form-data; boundary=frontier", form.toByteArray());
    }

    private Client.Reply send(String contentType, byte[] body) {
        return client.send(client.request("/v1/image/edit/upload")
                .header("Authorization", "Bearer " + Client.KEY)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    @Test
    void anUploadMayBeAsLargeAsPicturesAre() throws Exception {
        // bytes behind the end of a PNG are none of the picture
        byte[] large = Arrays.copyOf(PICTURE, 12_000_000);

        try (ClaidSimulator usual = ClaidSimulator.builder().noQuota().start()) {
            client = new Client(usual);
            part(FILE, large).part(JSON_DATA, "{\"operations\": {}}").send();

            assertThat(usual.ledger().uploads()).isEqualTo(1);
        }
    }

    @Test
    void anUploadIsEditedAtOnce() throws Exception {
        Client.Reply reply = part(FILE, PICTURE)
                .part(JSON_DATA, "{\"operations\": {\"resizing\": {\"width\": \"50%\", \"height\": \"50%\"}}}")
                .send();

        JsonNode output = reply.data().path("output");
        BufferedImage image =
                Pictures.decoded(client.open(output.path("tmp_url").asText()).body());
        assertThat(image.getWidth()).isEqualTo(20);
        assertThat(output.path("tmp_url").asText()).endsWith("/shoe.jpg");
        assertThat(reply.data().path("input").path("width").asInt()).isEqualTo(40);
        assertThat(simulator.ledger().uploads()).isEqualTo(1);
        assertThat(simulator.ledger().charges()).isEqualTo(1);
    }

    @Test
    void theDataNeedsNoContentType() throws Exception {
        Client.Reply reply =
                part(DATA, "{\"operations\": {}}").part(FILE, PICTURE).send();

        assertThat(reply.status()).as("%s", reply.json()).isEqualTo(200);
    }

    @Test
    void theDataMayComeAsAFile() throws Exception {
        String headers =
                "Content-Disposition: form-data; name=\"data\"; filename=\"blob\"\r\nContent-Type: application/json\r\n";

        assertThat(part(FILE, PICTURE)
                        .part(headers, "{\"operations\": {}}")
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void withoutAFileTheUploadIsRefused() throws Exception {
        Client.Reply reply = part(JSON_DATA, "{\"operations\": {}}").send();

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().path("error_details").has("file")).isTrue();
        assertThat(simulator.ledger().charges()).isZero();
    }

    @Test
    void withoutDataTheUploadIsRefused() throws Exception {
        Client.Reply reply = part(FILE, PICTURE).send();

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().path("error_details").has("data")).isTrue();
    }

    @Test
    void anInputInTheDataIsRefused() throws Exception {
        Client.Reply reply = part(FILE, PICTURE)
                .part(JSON_DATA, "{\"input\": \"https://x/y.jpg\", \"operations\": {}}")
                .send();

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().path("error_details").has("input")).isTrue();
    }

    @Test
    void aBodyThatIsNoFormIsRefused() {
        assertThat(send("application/json", "{}".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void aFormThatCannotBeReadIsRefused() {
        Client.Reply reply =
                send("multipart/form-data; boundary=frontier", "--back\r\nx".getBytes(StandardCharsets.UTF_8));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().path("error_message").asText()).contains("form");
    }

    @Test
    void anUploadThatIsNoPictureIsRefusedAndNotCharged() throws Exception {
        Client.Reply reply =
                part(FILE, "text").part(JSON_DATA, "{\"operations\": {}}").send();

        assertThat(reply.status()).isEqualTo(422);
        assertThat(simulator.ledger().charges()).isZero();
    }

    @Test
    void anUploadThatIsTooLargeIsRefused() throws Exception {
        Client.Reply reply = part(FILE, new byte[100_001])
                .part(JSON_DATA, "{\"operations\": {}}")
                .send();

        assertThat(reply.status()).isEqualTo(413);
    }

    @Test
    void aFaultCanNameTheFile() throws Exception {
        simulator.when(Call.UPLOAD).input("shoe").then(Fault.statusAfterAccepting(502));

        assertThat(part(FILE, PICTURE)
                        .part(JSON_DATA, "{\"operations\": {}}")
                        .send()
                        .status())
                .isEqualTo(502);
        assertThat(simulator.ledger().uploads()).isEqualTo(1);
    }

    @Test
    void theResultOfAnUploadCanBeTheInputOfAnEdit() throws Exception {
        String url = part(FILE, PICTURE)
                .part(JSON_DATA, "{\"operations\": {}, \"output\": {\"format\": \"png\"}}")
                .send()
                .data()
                .path("output")
                .path("tmp_url")
                .asText();

        long id = client.submit(url).data().path("id").asLong();

        JsonNode task = client.poll(id).data();
        assertThat(task.path("status").asText()).as("%s", task).isEqualTo("DONE");
        assertThat(task.path("result").path("output_object").path("tmp_url").asText())
                .endsWith("/shoe.jpg");
    }

    @Test
    void aFormWithoutABoundaryIsRefused() {
        assertThat(send("multipart/form-data; boundary=", PICTURE).status()).isEqualTo(422);
    }
}
