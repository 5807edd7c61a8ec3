package io.github.camelclaid.examples.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.ClaidComponent;
import io.github.camelclaid.QuickClaid;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.camel.component.aws2.s3.AWS2S3Component;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The routes in docs/s3.md are those of the example, or work as they stand there. */
class DocsTest {

    private static final Path PAGE = Path.of("../../docs/s3.md");
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private Shop shop;
    private DefaultCamelContext camel;

    @BeforeEach
    void aContext() throws Exception {
        shop = new Shop(folder, Way.PRESIGNED);
        camel = new DefaultCamelContext();
        ClaidComponent claid = QuickClaid.component(20);
        claid.setRateLimit("unlimited");
        claid.getConfiguration().setApiKey(shop.simulator.apiKey());
        claid.getConfiguration().setBaseUrl(shop.simulator.baseUrl());
        camel.addComponent("claid", claid);
        AWS2S3Component s3 = new AWS2S3Component();
        s3.getConfiguration().setAmazonS3Client(shop.s3);
        camel.addComponent("aws2-s3", s3);
        camel.getPropertiesComponent().addInitialProperty("s3.source", Shop.SOURCE);
        camel.getPropertiesComponent().addInitialProperty("s3.target", Shop.TARGET);
        camel.start();
    }

    @AfterEach
    void end() throws Exception {
        camel.close();
        shop.close();
    }

    @Test
    void theRoutesOfThePageAreThoseOfTheExample() throws IOException {
        List<String> shown = blocks();
        try (Stream<Path> files = Files.list(Path.of(""))) {
            assertThat(files.filter(file -> file.toString().endsWith(".camel.yaml")))
                    .hasSize(5)
                    .allSatisfy(file -> assertThat(shown).contains(Files.readString(file)));
        }
    }

    @Test
    void aFolderToS3() throws Exception {
        load(blockWith("claid:folder-to-s3").replace("file:inbox", "file:" + folder + "/inbox"));
        load(Files.readString(Path.of("put-result.camel.yaml")));
        drop("kids/red shoe.png");

        await().atMost(LONG).until(() -> Files.exists(folder.resolve("done/kids/red shoe.png")));

        assertThat(shop.keys(Shop.TARGET)).containsExactly("edited/kids/red shoe.webp");
        assertThat(shop.head(Shop.TARGET, "edited/kids/red shoe.webp").contentType())
                .isEqualTo("image/webp");
    }

    @Test
    void s3ToAFolder() throws Exception {
        shop.put("kids/red shoe.png", S3ToS3Test.picture(1, 60), "image/png");
        load(Files.readString(Path.of("remove-source.camel.yaml")));
        load(blockWith("claid:s3-to-folder").replace("file:outbox", "file:" + folder + "/outbox"));

        await().atMost(LONG).until(() -> shop.keys(Shop.SOURCE).isEmpty());

        assertThat(folder.resolve("outbox/kids/red shoe.webp")).isNotEmptyFile();
    }

    @Test
    void aResultIsFetchedByCamelsHttpClient() throws Exception {
        load(blockWith("direct:fetch-by-http"));
        var template = camel.createProducerTemplate();
        var task = template.request(
                "claid:shop?operation=edit&op.resizing.width=30&output={\"format\": \"png\"}",
                exchange -> exchange.getMessage().setBody(S3ToS3Test.picture(1, 60)));

        byte[] picture = template.requestBodyAndHeaders(
                "direct:fetch-by-http", null, task.getMessage().getHeaders(), byte[].class);

        assertThat(ImageIO.read(new ByteArrayInputStream(picture)).getWidth()).isEqualTo(30);
    }

    private void drop(String name) throws IOException {
        Path file = folder.resolve("inbox").resolve(name);
        Files.createDirectories(file.getParent());
        Path away = Files.write(folder.resolve("away"), S3ToS3Test.picture(1, 60));
        Files.move(away, file);
    }

    private void load(String route) throws Exception {
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.fromString("route-" + route.hashCode() + ".yaml", route));
    }

    private static String blockWith(String text) throws IOException {
        return blocks().stream()
                .filter(block -> block.contains(text))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> blocks() throws IOException {
        return Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }
}
