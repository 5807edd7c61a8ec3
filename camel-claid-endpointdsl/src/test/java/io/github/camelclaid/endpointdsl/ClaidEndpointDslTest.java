package io.github.camelclaid.endpointdsl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelclaid.ClaidComponent;
import io.github.camelclaid.ClaidOperation;
import io.github.camelclaid.EagerClaid;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.endpointdsl.dsl.ClaidEndpointBuilderFactory.ClaidBuilders;
import io.github.camelclaid.simulator.ClaidSimulatorExtension;
import io.github.camelclaid.simulator.script.Timing;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.tools.ToolProvider;
import org.apache.camel.Endpoint;
import org.apache.camel.builder.EndpointProducerBuilder;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Routes whose {@code claid} endpoints are Java that the compiler checks. */
class ClaidEndpointDslTest implements ClaidBuilders {

    private static final String PICTURE = "storage://shop/mug.png";

    /** Everything that means something in a URI. */
    private static final String KEY = "k+y/1?a=b&c%41#d";

    @TempDir
    static Path pictures;

    @RegisterExtension
    static final ClaidSimulatorExtension simulator = ClaidSimulatorExtension.with(settings ->
            settings.apiKey(KEY).storage("shop", pictures).noQuota().duration(Timing.fixed(Duration.ofMillis(10))));

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeAll
    static void aPicture() throws IOException {
        BufferedImage mug = new BufferedImage(80, 60, BufferedImage.TYPE_INT_RGB);
        ImageIO.write(mug, "png", pictures.resolve("mug.png").toFile());
    }

    @AfterEach
    void end() throws IOException {
        camel.close();
    }

    private void start(RouteBuilder routes) throws Exception {
        ClaidComponent component = EagerClaid.component();
        component.getConfiguration().setApiKey(KEY);
        component.getConfiguration().setBaseUrl(simulator.baseUrl());
        camel.addComponent("claid", component);
        camel.addRoutes(routes);
        camel.start();
    }

    private ClaidTask edited(Map<String, Object> headers) {
        return camel.createProducerTemplate().requestBodyAndHeaders("direct:in", null, headers, ClaidTask.class);
    }

    /** A route that sends what arrives at {@code direct:in} to the endpoint. */
    private void startWith(EndpointProducerBuilder endpoint) throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(endpoint);
            }
        });
    }

    @Test
    void aConsumerEmitsWhatAProducerOfItsNameHasSubmitted() throws Exception {
        class Routes extends EndpointRouteBuilder implements ClaidBuilders {
            @Override
            public void configure() {
                from(direct("in"))
                        .setHeader(claid().claidOperations(), constant("{\"resizing\": {\"width\": 40}}"))
                        .to(claid("shop").operation(ClaidOperation.submit).input(PICTURE));
                from(claid("shop").initialDelay(0).delay(20).maxInFlight(5))
                        .filter(header(claid().claidWidth()).isEqualTo(40))
                        .to(mock("out"));
            }
        }
        start(new Routes());
        MockEndpoint out = camel.getEndpoint("mock:out", MockEndpoint.class);
        out.expectedMessageCount(1);

        ClaidTask accepted = edited(Map.of());

        out.assertIsSatisfied(10_000);
        assertThat(out.getExchanges().get(0).getMessage().getHeader(claid().claidTaskId()))
                .isEqualTo(accepted.id());
    }

    @Test
    void anEditTakesItsOptionsAndItsHeaders() throws Exception {
        startWith(claid("shop").operation("edit").download(false).taskTimeout("1m"));

        ClaidTask task = edited(Map.of(
                claid().claidInput(), PICTURE, claid().claidOperations(), Map.of("resizing", Map.of("height", 30))));

        assertThat(task.statusText()).isEqualTo("DONE");
        assertThat(task.output().height()).isEqualTo(30);
    }

    @Test
    void operationsAreGivenByTheirPaths() throws Exception {
        startWith(claid("shop")
                .operation(ClaidOperation.edit)
                .input(PICTURE)
                .op("background.remove", true)
                .op("background.color", "#ffffff")
                .op(Map.of("resizing.width", 40, "padding", "5%")));

        JsonNode operations = edited(Map.of()).request().path("operations");

        assertThat(operations.at("/background/remove").booleanValue()).isTrue();
        assertThat(operations.at("/background/color").textValue()).isEqualTo("#ffffff");
        assertThat(operations.at("/resizing/width").intValue()).isEqualTo(40);
        assertThat(operations.at("/padding").textValue()).isEqualTo("5%");
    }

    @Test
    void anOutputOfJsonArrivesAsItWasWritten() throws Exception {
        startWith(claid("shop")
                .operation(ClaidOperation.edit)
                .input(PICTURE)
                .operations("{\"resizing\": {\"width\": 40, \"fit\": \"bounds\"}}")
                .output("{\"format\": {\"type\": \"webp\", \"compression\": {\"type\": \"lossy\", \"quality\": 85}}}"));

        JsonNode request = edited(Map.of()).request();

        assertThat(request.at("/operations/resizing/fit").textValue()).isEqualTo("bounds");
        assertThat(request.at("/output/format/compression/quality").intValue()).isEqualTo(85);
    }

    @Test
    void aKeyOfAnEndpointIsSentAsItIsAndShownNowhere() throws Exception {
        startWith(claid("shop").operation(ClaidOperation.edit).input(PICTURE).apiKey("RAW(" + KEY + ")"));

        assertThat(edited(Map.of()).statusText()).isEqualTo("DONE");
        assertThat(camel.getEndpoints().stream().map(Endpoint::toString)).noneMatch(text -> text.contains("k+y"));
    }

    @Test
    void aKeyMayBeAPlaceholder() throws Exception {
        camel.getPropertiesComponent().addInitialProperty("key", KEY);
        startWith(claid("shop").operation(ClaidOperation.edit).input(PICTURE).apiKey("RAW({{key}})"));

        assertThat(edited(Map.of()).statusText()).isEqualTo("DONE");
    }

    @Test
    void theRouteOfTheReferenceEditsAPicture(@TempDir Path folder) throws Exception {
        Matcher route = Pattern.compile("```java\n(import (?s:.*?)public class Pictures (?s:.*?))```")
                .matcher(Files.readString(Path.of("../docs/reference.md")));
        assertThat(route.find()).isTrue();
        Path source = Files.writeString(
                folder.resolve("Pictures.java"),
                route.group(1).replaceAll("file\\(\"(?=inbox|outbox)", "file(\"" + folder + "/"));
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", System.getProperty("java.class.path"), source.toString());
        assertThat(result).isZero();
        Files.copy(
                pictures.resolve("mug.png"),
                Files.createDirectories(folder.resolve("inbox")).resolve("mug.png"));
        NotifyBuilder done = new NotifyBuilder(camel).whenDone(1).create();

        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            start((RouteBuilder)
                    loader.loadClass("Pictures").getDeclaredConstructor().newInstance());

            assertThat(done.matches(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(folder.resolve("outbox/mug.jpg")).isNotEmptyFile();
    }
}
