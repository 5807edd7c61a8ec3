package io.github.camelclaid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelclaid.client.ClaidInvalidRequestException;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.Format;
import io.github.camelclaid.client.Operations;
import io.github.camelclaid.client.Output;
import io.github.camelclaid.task.MemoryTaskStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an endpoint is told by its options, in every language of routes, and what it refuses to start with. */
class EndpointTest extends InShop {

    private JsonNode sent(String uri) {
        return task(uri, FIRST, Map.of()).request();
    }

    private void load(String file, String text) throws Exception {
        PluginHelper.getRoutesLoader(shop.camel).loadRoutes(ResourceHelper.fromString(file, text));
    }

    private void assertWhiteBackground() {
        shop.start();
        JsonNode operations = sent("direct:edit").path("operations");
        assertThat(operations.at("/background/color").textValue()).isEqualTo("#ffffff");
        assertThat(operations.at("/background/remove").booleanValue()).isTrue();
        assertThat(operations.at("/resizing/width").intValue()).isEqualTo(40);
    }

    @Test
    void aColourIsAColourInJava() throws Exception {
        routes(routes -> routes.from("direct:edit")
                .to("claid:shop?op.background.color=#ffffff&op.background.remove=true&op.resizing.width=40"));

        assertWhiteBackground();
    }

    @Test
    void aColourIsAColourInADynamicUri() throws Exception {
        routes(routes -> routes.from("direct:edit")
                .setHeader("colour", routes.constant("#ffffff"))
                .toD("claid:shop?op.background.color=${header.colour}&op.background.remove=true&op.resizing.width=40"));

        assertWhiteBackground();
    }

    @Test
    void aColourIsAColourInYaml() throws Exception {
        load("routes.yaml", """
                - route:
                    from:
                      uri: direct:edit
                      steps:
                        - to:
                            uri: claid:shop
                            parameters:
                              op.background.color: "#ffffff"
                              op.background.remove: true
                              op.resizing.width: 40
                """);

        assertWhiteBackground();
    }

    @Test
    void aColourIsAColourInAUriOfYaml() throws Exception {
        load("routes.yaml", """
                - from:
                    uri: direct:edit
                    steps:
                      - to: "claid:shop?op.background.color=#ffffff&op.background.remove=true&op.resizing.width=40"
                """);

        assertWhiteBackground();
    }

    @Test
    void aColourIsAColourInXml() throws Exception {
        load("routes.xml", """
                <routes xmlns="http://camel.apache.org/schema/spring">
                  <route>
                    <from uri="direct:edit"/>
                    <to uri="claid:shop?op.background.color=#ffffff&amp;op.background.remove=true&amp;op.resizing.width=40"/>
                  </route>
                </routes>
                """);

        assertWhiteBackground();
    }

    @Test
    void optionsMayComeFromProperties() throws Exception {
        shop.camel.getPropertiesComponent().addInitialProperty("colour", "#ffffff");
        shop.camel.getPropertiesComponent().addInitialProperty("width", "40");
        routes(routes -> routes.from("direct:edit")
                .to("claid:shop?op.background.color={{colour}}&op.background.remove=true&op.resizing.width={{width}}"));

        assertWhiteBackground();
    }

    @Test
    void operationsMayComeFromAFileAClassPathOrABean() throws Exception {
        Path file = Files.writeString(dir.resolve("operations.json"), "{\"resizing\": {\"width\": 40}}");
        shop.camel
                .getRegistry()
                .bind("edits", Operations.builder().resizing(to -> to.width(40)).build());
        shop.camel.getRegistry().bind("map", Map.of("resizing", Map.of("width", 40)));
        shop.start();

        for (String operations :
                new String[] {"file:" + file, "classpath:operations.json", "#bean:edits", "#edits", "#bean:map"}) {
            assertThat(sent("claid:shop?operations=" + operations)
                            .at("/operations/resizing/width")
                            .intValue())
                    .as(operations)
                    .isEqualTo(40);
        }
    }

    @Test
    void anOutputMayBeAUriJsonAFileOrABean() throws Exception {
        Path file = Files.writeString(dir.resolve("output.json"), "{\"format\": \"png\"}");
        shop.camel
                .getRegistry()
                .bind("png", Output.builder().format(Format.png()).build());
        shop.start();

        for (String output : new String[] {"{\"format\":\"png\"}", "file:" + file, "#bean:png"}) {
            assertThat(sent("claid:shop?output=" + output).path("output").toString())
                    .as(output)
                    .contains("png");
        }
        assertThat(sent("claid:shop?output=storage://shop/out.jpg")
                        .path("output")
                        .textValue())
                .isEqualTo("storage://shop/out.jpg");
    }

    @Test
    void operationsOfTheComponentAreDefaultsOfItsEndpoints() {
        shop.component.getConfiguration().setOp(Map.of("resizing.width", 10, "padding", "5px"));
        shop.start();

        assertThat(sent("claid:shop?op.resizing.width=40").path("operations").toString())
                .isEqualTo("{\"padding\":\"5px\",\"resizing\":{\"width\":40}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "op.resizing.fitt=cover              | op.resizing.fitt is unknown | did you mean fit? Allowed: width, height",
                "op.resizing.fit=huge                | op.resizing.fit             | bounds",
                "op.adjustments.exposure=400         | op.adjustments.exposure     | 100",
                "operations={\"resizin\":{}}         | operations.resizin          | resizing",
                "operations=[1]                      | operations                  | object",
                "operations={\"adjustments\":{\"exposure\":400}} | operations.adjustments.exposure | 100",
                "output={\"format\":\"docx\"}        | output.format               | webp",
                "input=ftp://host/a.jpg              | input                       | https://",
                "operations=ops.json                 | operations is no JSON       | file:",
                "operations=file:ops.json            | operations is \"file:ops.json\" | classpath:",
                "operations=classpath:ops.json       | operations is \"classpath:ops.json\" | file:",
                "operations=#ops                     | operations is \"#ops\"      | bean",
                "output=file:out.json                | output is \"file:out.json\" | classpath:",
            })
    void aRequestThatIsWrongStopsTheRouteFromStarting(String option, String path, String allowed) throws Exception {
        routes(routes -> routes.from("direct:edit").to("claid:shop?" + option));

        assertThatThrownBy(shop::start)
                .hasRootCauseInstanceOf(ClaidInvalidRequestException.class)
                .rootCause()
                .hasMessageContaining(path)
                .hasMessageContaining(allowed);
        assertThat(shop.claid.ledger().requests()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "claid:shop?baseUrl=http://api.claid.ai | baseUrl",
                "claid:shop?baseUrl=api.claid.ai        | baseUrl",
                "claid:shop?dely=5                      | dely",
                "claid:shop?apiKey=two words            | apiKey",
            })
    void anOptionThatCannotBeUsedStopsTheRouteFromStarting(String uri, String named) throws Exception {
        routes(routes -> routes.from("direct:edit").to(uri));

        assertThatThrownBy(shop::start).hasStackTraceContaining(named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void aMissingKeyIsNamed(String key) throws Exception {
        shop.component.getConfiguration().setApiKey(key);
        routes(routes -> routes.from("direct:edit").to("claid:shop"));

        assertThatThrownBy(shop::start)
                .rootCause()
                .hasMessageContaining("apiKey is missing")
                .hasMessageContaining("camel.component.claid.api-key");
    }

    @Test
    void anEndpointMayHaveAKeyOfItsOwn() throws Exception {
        shop.component.getConfiguration().setApiKey(null);
        routes(routes -> routes.from("direct:edit").to("claid:shop?apiKey=RAW(" + Shop.KEY + ")"));
        shop.start();

        assertThat(task("direct:edit", FIRST, Map.of()).id()).isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "operation=upscale        | operation is \"upscale\", allowed: submit, edit, status, await, download",
                "validate=perhaps         | validate is \"perhaps\", allowed: strict, lenient, off",
                "duplicates=perhaps       | duplicates is \"perhaps\", allowed: reuse, join, allow",
                "taskTimeout=soon         | taskTimeout is \"soon\", allowed: a whole number, or a time",
                "maxDeliveries=few        | maxDeliveries is \"few\", allowed: a whole number",
                "delay=5 s                | delay is \"5 s\", allowed: a whole number, or a time such as 500ms",
                "taskTimeout=0            | taskTimeout is 0 ms, allowed: 1 ms or more",
            })
    void anOptionOfAnEndpointIsRefusedWithItsNameItsValueAndWhatIsAllowed(String option, String message)
            throws Exception {
        routes(routes -> routes.from("claid:shop?" + option).to("mock:out"));

        assertThatThrownBy(shop::start).rootCause().hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "on-failed=perhaps        | onFailed is \"perhaps\", allowed: replay, resubmit",
                "retention=a day          | retention is \"a day\", allowed: a whole number, or a time such as",
                "retention=-1             | retention is -1 ms, allowed: 0 ms or more",
                "stop-grace=-1            | stopGrace is -1 ms, allowed: 0 ms or more",
                "transfer-timeout=0       | transferTimeout is 0 ms, allowed: 1 ms to 1 day",
                "request-timeout=25h      | requestTimeout is 90000000 ms, allowed: 1 ms to 1 day",
                "max-download-size=0      | maxDownloadSize is 0 bytes, allowed: 1 or more",
                "max-download-size=200MB  | maxDownloadSize is \"200MB\", allowed: a whole number",
            })
    void anOptionOfTheComponentIsRefusedWithItsNameItsValueAndWhatIsAllowed(String option, String message)
            throws Exception {
        Main main = new Main();
        main.addInitialProperty("camel.component.claid.api-key", Shop.KEY);
        main.addInitialProperty("camel.component.claid." + option.split("=")[0], option.split("=")[1]);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:edit").to("claid:shop");
            }
        });

        try {
            assertThatThrownBy(main::start).rootCause().hasMessageStartingWith(message);
        } finally {
            main.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"taskTimeout=PLACE", "taskTimeout=1h30m", "maxDeliveries=0", "delay=0ms", "delay=#wait"})
    void numbersAndTimesMayBeWrittenInEachWayThatCamelReads(String option) throws Exception {
        shop.camel.getPropertiesComponent().addInitialProperty("time", "90m");
        shop.camel.getRegistry().bind("wait", 5L);
        routes(routes ->
                routes.from("claid:shop?" + option.replace("PLACE", "{{time}}")).to("mock:out"));

        shop.start();

        assertThat(shop.camel.getStatus().isStarted()).isTrue();
    }

    @Test
    void aRateLimitThatCannotBeReadStopsTheComponentFromStarting() throws Exception {
        shop.component.setRateLimit("many");
        routes(routes -> routes.from("direct:edit").to("claid:shop"));

        assertThatThrownBy(shop::start).hasStackTraceContaining("many");
    }

    @Test
    void aVersionThatDoesNotExistStopsTheComponentFromStarting() throws Exception {
        shop.component.setApiVersion("v7");
        routes(routes -> routes.from("direct:edit").to("claid:shop"));

        assertThatThrownBy(shop::start).hasStackTraceContaining("auto, v1-beta1, v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"strict", "STRICT", "lenient", "off"})
    void validationIsSpelledInEitherCase(String validate) throws Exception {
        shop.start();

        ClaidTask task = task("claid:shop?validate=" + validate, FIRST, Map.of());

        assertThat(task.id()).isPositive();
    }

    @Test
    void aConsumerWantsRoomForOneAtLeast() throws Exception {
        routes(routes -> routes.from("claid:shop?maxInFlight=0").to("mock:out"));

        assertThatThrownBy(shop::start).hasStackTraceContaining("maxInFlight is 0, allowed: 1 or more");
    }

    @Test
    void twoTaskStoresOfWhichNoneIsNamedStopTheContextFromStarting() {
        shop.camel.getRegistry().bind("ledger", new MemoryTaskStore());
        shop.camel.getRegistry().bind("archive", new MemoryTaskStore());

        assertThatThrownBy(shop::start)
                .rootCause()
                .hasMessageContaining("taskStore is not set")
                .hasMessageContaining("archive, ledger")
                .hasMessageContaining("camel.component.claid.task-store=#bean:archive");
    }
}
