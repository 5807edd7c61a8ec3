package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelclaid.simulator.script.Timing;
import io.github.camelclaid.simulator.storage.S3Bucket;
import java.awt.Color;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Storages that are buckets of an S3 server. */
class S3StorageTest {

    private static S3Server s3;
    private static ClaidSimulator simulator;
    private static Client client;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        s3 = new S3Server(folder);
        simulator = ClaidSimulator.builder()
                .noQuota()
                .duration(Timing.fixed(Duration.ZERO))
                .storage("shop", s3.bucket("pictures"))
                .storage("catalogue", s3.settings("pictures").below("catalogue/2026"))
                .storage("missing", s3.settings("no-such-bucket"))
                .storage("foreign", s3.settings("pictures").with("somebody-else", "his-secret"))
                .storage("forged", s3.settings("pictures").with(S3Server.ACCESS_KEY, "another-secret"))
                .storage(
                        "away",
                        S3Bucket.named("pictures")
                                .at(URI.create("http://127.0.0.1:1"))
                                .with("a", "his-secret"))
                .start();
        client = new Client(simulator);
        s3.put("pictures", "shoe.png", Pictures.encoded(Pictures.plain(40, 30, Color.RED), "png"));
    }

    @AfterAll
    static void stop() {
        simulator.close();
        s3.close();
    }

    private static JsonNode finished(String input, String output) {
        JsonNode accepted =
                client.submit(input, "{\"resizing\": {\"width\": 20}}", output).data();
        return client.poll(accepted.path("id").asLong()).data();
    }

    private static JsonNode done(String input, String output) {
        JsonNode task = finished(input, output);
        assertThat(task.path("status").asText()).as("%s", task).isEqualTo("DONE");
        return task.path("result").path("output_object");
    }

    @Test
    void anObjectIsReadFromABucketAndItsResultIsWrittenToIt() {
        JsonNode output = done("storage://shop/shoe.png", "\"storage://shop/out/shoe.jpg\"");

        byte[] result = s3.get("pictures", "out/shoe.jpg");
        assertThat(Pictures.decoded(result).getWidth()).isEqualTo(20);
        assertThat(s3.head("pictures", "out/shoe.jpg").contentType()).isEqualTo("image/jpeg");
        assertThat(output.has("tmp_url")).isFalse();
    }

    @Test
    void theAnswerTellsWhereTheResultIs() {
        JsonNode output = done(
                "storage://shop/shoe.png", "{\"format\": \"webp\", \"destination\": \"storage://catalogue/new/\"}");

        assertThat(output.path("object_key").asText()).isEqualTo("catalogue/2026/new/shoe.webp");
        assertThat(output.path("object_bucket").asText()).isEqualTo("pictures");
        assertThat(output.path("object_uri").asText()).isEqualTo("s3://pictures/catalogue/2026/new/shoe.webp");
        assertThat(output.path("claid_storage_uri").asText()).isEqualTo("storage://catalogue/new/shoe.webp");
        assertThat(s3.objects("pictures")).containsKey("catalogue/2026/new/shoe.webp");
    }

    @ParameterizedTest
    @CsvSource({
        "red shoe.png, red%20shoe.png",
        "a+b.png, a+b.png",
        "größe/シューズ.png, gr%C3%B6%C3%9Fe/%E3%82%B7%E3%83%A5%E3%83%BC%E3%82%BA.png",
        "100%.png, 100%25.png",
        "what?#.png, what%3F%23.png",
    })
    void anyKeyCanBeReadAndWritten(String key, String path) {
        s3.put("pictures", key, Pictures.encoded(Pictures.plain(40, 30, Color.BLUE), "png"));

        JsonNode output = done(
                "storage://shop/" + path,
                "{\"format\": \"png\", \"destination\": \"storage://shop/copy/" + path + "\"}");

        assertThat(output.path("object_key").asText()).isEqualTo("copy/" + key);
        assertThat(output.path("object_uri").asText()).isEqualTo("s3://pictures/copy/" + path);
        assertThat(output.path("claid_storage_uri").asText()).isEqualTo("storage://shop/copy/" + path);
        assertThat(s3.objects("pictures")).containsKey("copy/" + key);
    }

    @Test
    void aResultInAFolderKeepsTheNameOfItsInput() {
        s3.put("pictures", "rote + Schuhe.png", Pictures.encoded(Pictures.plain(4, 3, Color.RED), "png"));

        done("storage://shop/rote%20+%20Schuhe.png", "\"storage://shop/names/\"");

        assertThat(s3.objects("pictures")).containsKey("names/rote + Schuhe.jpg");
    }

    @Test
    void theFolderOfABucketIsABatch() {
        byte[] picture = Pictures.encoded(Pictures.plain(40, 30, Color.RED), "png");
        for (String name : List.of("red shoe.png", "notes.txt", "kids/blue+shoe.png", "kids/")) {
            s3.put("pictures", "catalogue/2026/in/" + name, name.endsWith("png") ? picture : new byte[1]);
        }
        String output = "\"storage://shop/batch/\"";

        assertThat(batch("\"storage://catalogue/in/\"", output)).containsExactly("batch/red shoe.jpg");
        assertThat(batch("{\"source\": \"storage://catalogue/in/\", \"recursive\": true}", output))
                .containsExactlyInAnyOrder("batch/red shoe.jpg", "batch/kids/blue+shoe.jpg");
        assertThat(s3.objects("pictures")).containsKeys("batch/red shoe.jpg", "batch/kids/blue+shoe.jpg");
    }

    private static List<String> batch(String input, String output) {
        JsonNode accepted = client.batch(input, "{}", output).data();
        JsonNode task = client.pollBatch(accepted.path("id").asLong()).data();
        assertThat(task.path("status").asText()).as("%s", task).isEqualTo("DONE");
        assertThat(task.path("errors")).isEmpty();
        return task.path("results").findValuesAsText("object_key");
    }

    @Test
    void aBucketThatCannotBeListedFailsTheBatch() {
        JsonNode accepted =
                client.batch("\"storage://missing/in/\"", "{}", "{}").data();
        JsonNode task = client.pollBatch(accepted.path("id").asLong()).data();

        assertThat(task.path("status").asText()).isEqualTo("ERROR");
        assertThat(task.path("errors").path(0).path("error").asText())
                .contains("Folder storage://missing/in/ cannot be listed", "there is no bucket no-such-bucket");
    }

    @ParameterizedTest
    @CsvSource({
        "storage://shop/nothing.png, storage://shop/nothing.png cannot be read from the storage: there is no such object",
        "storage://missing/shoe.png, storage://missing/shoe.png cannot be read from the storage: there is no bucket no-such-bucket",
        "storage://foreign/shoe.png, bucket pictures answers 403 InvalidAccessKeyId",
        "storage://forged/shoe.png, bucket pictures answers 403 SignatureDoesNotMatch",
        "storage://away/shoe.png, bucket pictures cannot be reached",
        "storage://shop/../shoe.png, leads out of the storage",
    })
    void anObjectThatCannotBeReadFailsTheTaskWithAReason(String input, String reason) {
        JsonNode task = finished(input, "{}");

        assertThat(task.path("status").asText()).isEqualTo("ERROR");
        assertThat(task.path("errors").path(0).path("error").asText())
                .contains(reason)
                .doesNotContain("his-secret", "another-secret", S3Server.SECRET_KEY);
    }

    @Test
    void aResultThatCannotBeWrittenFailsTheTaskWithAReason() {
        JsonNode task = finished("storage://shop/shoe.png", "\"storage://missing/new/shoe.jpg\"");

        assertThat(task.path("status").asText()).isEqualTo("ERROR");
        assertThat(task.path("errors").path(0).path("error").asText())
                .contains("storage://missing/new/shoe.jpg cannot be written", "there is no bucket no-such-bucket");
    }

    @Test
    void theSettingsOfABucketDoNotShowItsSecret() {
        assertThat(s3.settings("pictures").below("catalogue")).hasToString("s3://pictures/catalogue/");
    }

    @Test
    void withoutTheAwsSdkTheSimulatorSaysWhatIsMissing() throws Exception {
        try (URLClassLoader withoutSdk =
                new URLClassLoader(classPathWithout("awssdk"), ClassLoader.getPlatformClassLoader())) {
            Class<?> bucketClass = withoutSdk.loadClass(S3Bucket.class.getName());
            Object bucket = bucketClass.getMethod("named", String.class).invoke(null, "pictures");
            Object builder = withoutSdk
                    .loadClass(ClaidSimulator.class.getName())
                    .getMethod("builder")
                    .invoke(null);
            builder.getClass().getMethod("storage", String.class, bucketClass).invoke(builder, "shop", bucket);

            assertThatThrownBy(() -> builder.getClass().getMethod("start").invoke(builder))
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Storage shop is the S3 bucket pictures")
                    .hasMessageContaining("software.amazon.awssdk:s3");
        }
    }

    private static URL[] classPathWithout(String part) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains(part))
                .map(S3StorageTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(entry, e);
        }
    }
}
