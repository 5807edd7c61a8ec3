package io.github.camelclaid.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelclaid.ClaidConstants;
import io.github.camelclaid.InShop;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.ClaidTaskFailedException;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.junit.jupiter.api.Test;

/** Edits inside the patterns that routes are made of. */
class RoutePatternsTest extends InShop {

    private static final String EDIT = "claid:shop?operation=edit&op.resizing.width=40";
    private static final String SMALL = "claid:shop?operation=edit&op.resizing.width=20";

    private static List<Integer> widths(List<?> tasks) {
        return tasks.stream()
                .map(ClaidTask.class::cast)
                .map(task -> task.output().width())
                .toList();
    }

    @Test
    void optionsOfEndpointsMayBePlaceholders() throws Exception {
        shop.camel.getPropertiesComponent().addInitialProperty("picture.width", "44");
        shop.camel.getPropertiesComponent().addInitialProperty("picture.colour", "#f3eee6");
        shop.camel.getPropertiesComponent().addInitialProperty("picture.shop", "shop");
        shop.camel.getPropertiesComponent().addInitialProperty("picture.operation", "edit");
        routes(routes -> routes.from("direct:edit")
                .to("claid:{{picture.shop}}?operation={{picture.operation}}&op.resizing.width={{picture.width}}"
                        + "&op.background.remove=true&op.background.color={{picture.colour}}"
                        + "&op.padding={{picture.padding:5%}}&onFailed={{?picture.onFailed}}"));
        shop.start();

        JsonNode operations = task("direct:edit", FIRST, Map.of()).request().path("operations");

        assertThat(operations.at("/resizing/width").intValue()).isEqualTo(44);
        assertThat(operations.at("/background/color").textValue()).isEqualTo("#f3eee6");
        assertThat(operations.at("/padding").textValue()).isEqualTo("5%");
    }

    @Test
    void toDChoosesTheEndpointByMessage() throws Exception {
        routes(routes -> routes.from("direct:edit")
                .toD("claid:${header.shop}?operation=edit&op.resizing.width=${header.width}"));
        shop.start();

        assertThat(task("direct:edit", FIRST, Map.of("shop", "shop", "width", 31))
                        .output()
                        .width())
                .isEqualTo(31);
        assertThat(task("direct:edit", FIRST, Map.of("shop", "other", "width", 32))
                        .output()
                        .width())
                .isEqualTo(32);
    }

    @Test
    void aRecipientListGathersOneEditOfEachRecipient() throws Exception {
        routes(routes -> routes.from("direct:edit")
                .recipientList(routes.header("recipients"), ";")
                .parallelProcessing()
                .aggregationStrategy(new GroupedBodyAggregationStrategy()));
        shop.start();

        Exchange exchange = call("direct:edit", FIRST, Map.of("recipients", EDIT + ";" + SMALL));

        assertThat(widths(exchange.getMessage().getBody(List.class))).containsExactlyInAnyOrder(40, 20);
        assertThat(shop.claid.ledger().charges()).isEqualTo(2);
    }

    @Test
    void aMulticastGathersItsEditsInOrder() throws Exception {
        routes(routes -> routes.from("direct:edit")
                .multicast(new GroupedBodyAggregationStrategy())
                .to(EDIT, SMALL));
        shop.start();

        Exchange exchange = call("direct:edit", FIRST, Map.of());

        assertThat(widths(exchange.getMessage().getBody(List.class))).containsExactly(40, 20);
    }

    @Test
    void aMulticastThatStopsOnAFailedEditPaysForNothingMore() throws Exception {
        shop.claid.when(Call.SUBMIT).always().then(Outcome.error());
        routes(routes ->
                routes.from("direct:edit").multicast().stopOnException().to(EDIT, SMALL));
        shop.start();

        Exchange exchange = call("direct:edit", FIRST, Map.of());

        assertThat(exchange.getException(ClaidTaskFailedException.class)).isNotNull();
        assertThat(shop.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void aWireTapEditsWhileItsRouteGoesOn() throws Exception {
        routes(routes -> {
            routes.from("direct:edit").wireTap("direct:tap").setBody(routes.constant("went on"));
            routes.from("direct:tap").to(EDIT).to("mock:tapped");
        });
        MockEndpoint tapped = mock("tapped");
        tapped.expectedMessageCount(1);
        shop.start();

        assertThat(template.requestBody("direct:edit", FIRST)).isEqualTo("went on");

        tapped.assertIsSatisfied(10_000);
        assertThat(tapped.getExchanges()
                        .get(0)
                        .getMessage()
                        .getBody(ClaidTask.class)
                        .statusText())
                .isEqualTo("DONE");
        await().atMost(10, TimeUnit.SECONDS).until(() -> shop.tracker(EDIT).outstanding() == 0);
    }

    @Test
    void aRouteMayChangeThreadsBeforeAndAfterAnEdit() throws Exception {
        routes(routes -> routes.from("direct:edit")
                .threads(2)
                .to(EDIT)
                .threads(2)
                .process(exchange ->
                        exchange.setProperty("last", Thread.currentThread().getName())));
        shop.start();

        Exchange exchange = call("direct:edit", FIRST, Map.of());

        assertThat(exchange.getMessage().getBody(ClaidTask.class).statusText()).isEqualTo("DONE");
        assertThat(exchange.getProperty("last", String.class)).contains("Threads");
    }

    @Test
    void onCompletionSeesTheOutcome() throws Exception {
        List<Object> completed = new ArrayList<>();
        routes(routes -> routes.from("direct:edit")
                .onCompletion()
                .modeBeforeConsumer()
                .process(exchange -> completed.add(exchange.getMessage().getHeader(ClaidConstants.STATUS)))
                .end()
                .to(EDIT));
        shop.start();

        call("direct:edit", FIRST, Map.of());

        assertThat(completed).containsExactly("DONE");
    }

    @Test
    void onCompletionThatEditsOnItsOwnIsAcknowledged() throws Exception {
        routes(routes -> routes.from("direct:edit")
                .onCompletion()
                .to(EDIT)
                .to("mock:completed")
                .end()
                .to("mock:out"));
        mock("completed").expectedMessageCount(1);
        shop.start();

        call("direct:edit", FIRST, Map.of());

        mock("completed").assertIsSatisfied(10_000);
        await().atMost(10, TimeUnit.SECONDS).until(() -> shop.tracker(EDIT).outstanding() == 0);
    }

    @Test
    void aTryBlockCatchesTheFailureOfAnEdit() throws Exception {
        shop.claid.when(Call.SUBMIT).always().then(Outcome.error());
        routes(routes -> routes.from("direct:edit")
                .doTry()
                .to(EDIT)
                .doCatch(ClaidTaskFailedException.class)
                .setBody(routes.simple("${exception.task.statusText}"))
                .end());
        shop.start();

        assertThat(template.requestBody("direct:edit", FIRST)).isEqualTo("ERROR");
    }
}
