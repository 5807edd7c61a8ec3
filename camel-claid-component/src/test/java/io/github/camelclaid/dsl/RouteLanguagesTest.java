package io.github.camelclaid.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelclaid.ClaidConstants;
import io.github.camelclaid.InShop;
import io.github.camelclaid.Shop;
import io.github.camelclaid.client.ClaidTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Routes in XML and YAML do what routes in Java do. */
class RouteLanguagesTest extends InShop {

    @BeforeEach
    void properties() {
        shop.camel.getPropertiesComponent().addInitialProperty("inbox", inbox().toString());
        shop.camel.getPropertiesComponent().addInitialProperty("dir", dir.toString());
    }

    private Path inbox() {
        return dir.resolve("inbox");
    }

    private void load(String file, String routes) throws Exception {
        PluginHelper.getRoutesLoader(shop.camel).loadRoutes(ResourceHelper.fromString(file, routes));
        shop.start();
    }

    private void assertOperationsAreThose(JsonNode request) {
        JsonNode operations = request.path("operations");
        assertThat(operations.at("/background/color").textValue()).isEqualTo("#ffffff");
        assertThat(operations.at("/background/remove").booleanValue()).isTrue();
        assertThat(operations.at("/resizing/width").intValue()).isEqualTo(40);
        assertThat(request.at("/output/format").textValue()).isEqualTo("webp");
    }

    /** The routes of both languages, one after the other. */
    private void assertRoutesWork() throws Exception {
        mock("moved").expectedMessageCount(1);
        mock("out").expectedMessageCount(1);
        Shop.drop(inbox(), 1, "png");

        // a folder whose pictures are edited
        mock("moved").assertIsSatisfied(15_000);
        assertThat(dir.resolve("outbox/picture-0.webp")).isNotEmptyFile();
        await().atMost(10, TimeUnit.SECONDS).until(() -> Files.exists(dir.resolve("done/picture-0.png")));
        Exchange moved = mock("moved").getExchanges().get(0);
        assertOperationsAreThose(
                moved.getProperty(ClaidConstants.TASK_PROPERTY, ClaidTask.class).request());

        // submitted here, finished there
        ClaidTask accepted = template.requestBodyAndHeader("direct:submit", FIRST, "width", 33, ClaidTask.class);
        mock("out").assertIsSatisfied(15_000);
        Exchange out = mock("out").getExchanges().get(0);
        assertThat(out.getMessage().getHeader(ClaidConstants.TASK_ID)).isEqualTo(accepted.id());
        assertThat(out.getMessage().getHeader(ClaidConstants.WIDTH)).isEqualTo(33);

        // an enrichment, and one that asks for what is finished
        assertThat(task("direct:enrich", FIRST, Map.of()).output().width()).isEqualTo(44);
        template.requestBody("claid:later", SECOND);
        assertThat(task("direct:poll", null, Map.of()).statusText()).isEqualTo("DONE");

        // whom it concerns by its id
        assertThat(task("direct:ask", null, Map.of(ClaidConstants.TASK_ID, accepted.id()))
                        .statusText())
                .isEqualTo("DONE");
    }

    @Test
    void routesInXml() throws Exception {
        load("routes.xml", """
                <routes xmlns="http://camel.apache.org/schema/spring">
                  <route id="folder">
                    <from uri="file:{{inbox}}?initialDelay=0&amp;delay=50&amp;move={{dir}}/done/"/>
                    <to uri="claid:shop?operation=edit&amp;download=true&amp;op.background.remove=true&amp;op.background.color=#ffffff&amp;op.resizing.width=40&amp;output={&quot;format&quot;: &quot;webp&quot;}"/>
                    <to uri="file:{{dir}}/outbox"/>
                    <to uri="mock:moved"/>
                  </route>
                  <route>
                    <from uri="direct:submit"/>
                    <toD uri="claid:xml?op.resizing.width=${header.width}"/>
                  </route>
                  <route>
                    <from uri="claid:xml?initialDelay=0&amp;delay=50"/>
                    <to uri="mock:out"/>
                  </route>
                  <route>
                    <from uri="direct:enrich"/>
                    <enrich>
                      <constant>claid:shop?operation=edit&amp;op.resizing.width=44</constant>
                    </enrich>
                  </route>
                  <route>
                    <from uri="direct:poll"/>
                    <pollEnrich timeout="10000">
                      <constant>claid:later?initialDelay=0&amp;delay=50</constant>
                    </pollEnrich>
                  </route>
                  <route>
                    <from uri="direct:ask"/>
                    <setHeader name="CamelClaidOperation"><constant>await</constant></setHeader>
                    <to uri="claid:shop"/>
                  </route>
                </routes>
                """);

        assertRoutesWork();
    }

    @Test
    void routesInYaml() throws Exception {
        load("routes.yaml", """
                - route:
                    from:
                      uri: file
                      parameters:
                        directoryName: "{{inbox}}"
                        initialDelay: 0
                        delay: 50
                        move: "{{dir}}/done/"
                      steps:
                        - to:
                            uri: claid:shop
                            parameters:
                              operation: edit
                              download: true
                              op.background.remove: true
                              op.background.color: "#ffffff"
                              op.resizing.width: 40
                              output: '{"format": "webp"}'
                        - to:
                            uri: file
                            parameters:
                              directoryName: "{{dir}}/outbox"
                        - to: mock:moved
                - route:
                    from:
                      uri: direct:submit
                      steps:
                        - toD:
                            uri: claid:yaml
                            parameters:
                              op.resizing.width: "${header.width}"
                - route:
                    from:
                      # the name may be a parameter, too
                      uri: claid
                      parameters:
                        name: yaml
                        initialDelay: 0
                        delay: 50
                      steps:
                        - to: mock:out
                - route:
                    from:
                      uri: direct:enrich
                      steps:
                        - enrich:
                            constant: claid:shop?operation=edit&op.resizing.width=44
                - route:
                    from:
                      uri: direct:poll
                      steps:
                        - pollEnrich:
                            timeout: 10000
                            constant: claid:later?initialDelay=0&delay=50
                - route:
                    from:
                      uri: direct:ask
                      steps:
                        - setHeader:
                            name: CamelClaidOperation
                            constant: await
                        - to: claid:shop
                """);

        assertRoutesWork();
    }
}
