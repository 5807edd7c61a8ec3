package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelclaid.simulator.script.Timing;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Has pictures of a folder edited over HTTP, at once. */
record Studio(ClaidSimulator simulator, Path shop) {

    /** A simulator for it, whose storage {@code shop} is that folder. */
    static ClaidSimulatorBuilder simulator(ClaidSimulatorBuilder builder, Path shop) {
        return builder.noQuota()
                .duration(Timing.fixed(Duration.ZERO))
                .maxPixels(1_000_000)
                .maxInputBytes(1_000_000)
                .storage("shop", shop);
    }

    /** Saves a picture, in the format that its name says. */
    void save(BufferedImage image, String name) {
        Pictures.saved(image, shop.resolve(name));
    }

    void save(byte[] bytes, String name) {
        try {
            Files.write(shop.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The finished task. */
    JsonNode finished(String name, String operations, String output) {
        Client client = new Client(simulator);
        Client.Reply reply = client.submit("storage://shop/" + name, operations, output);
        assertThat(reply.status()).as("%s", reply.json()).isEqualTo(200);
        return client.poll(reply.data().path("id").asLong()).data();
    }

    /** The result as it was written. */
    byte[] bytes(String name, String operations, String output) {
        JsonNode task = finished(name, operations, output);
        String url = task.path("result").path("output_object").path("tmp_url").asText();
        assertThat(url).as("%s", task).isNotEmpty();
        return new Client(simulator).open(url).body();
    }

    /** The result of operations, without loss. */
    BufferedImage png(String name, String operations) {
        return Pictures.decoded(bytes(name, operations, "{\"format\": \"png\"}"));
    }

    /** The result of nothing but the encoding. */
    byte[] encoded(String name, String format) {
        return bytes(name, "{}", "{\"format\": " + format + "}");
    }

    /** Why the task fails. */
    String failure(String name, String operations) {
        JsonNode task = finished(name, operations, "{}");
        assertThat(task.path("status").asText()).as("%s", task).isEqualTo("ERROR");
        return task.path("errors").path(0).path("error").asText();
    }
}
