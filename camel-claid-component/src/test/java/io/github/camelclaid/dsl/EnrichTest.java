package io.github.camelclaid.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.ClaidConstants;
import io.github.camelclaid.InShop;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.ClaidTaskFailedException;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Outcome;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** Messages that take the result of an edit in, and stay what they were. */
class EnrichTest extends InShop {

    private static final String EDIT = "claid:shop?operation=edit&op.resizing.width=40";
    private static final String FINISHED = "claid:shop?initialDelay=0&delay=50";

    /** The message as it was, with the width of the result. */
    private static Exchange withWidth(Exchange original, Exchange result) {
        original.setProperty("width", result.getMessage().getHeader(ClaidConstants.WIDTH));
        return original;
    }

    private void awaitNothingOutstanding() {
        await().atMost(10, TimeUnit.SECONDS).until(() -> shop.tracker(FINISHED).outstanding() == 0);
    }

    @Test
    void enrichTakesTheFinishedTaskAsTheNewBody() throws Exception {
        routes(routes -> routes.from("direct:edit").enrich(EDIT).to("mock:out"));
        shop.start();

        Exchange exchange = call("direct:edit", FIRST, Map.of("order", 7));

        assertThat(exchange.getMessage().getBody(ClaidTask.class).statusText()).isEqualTo("DONE");
        assertThat(exchange.getMessage().getHeader("order")).isEqualTo(7);
    }

    @Test
    void enrichLeavesTheMessageAsItWasWhereItsStrategySaysSo() throws Exception {
        routes(routes -> routes.from("direct:edit").enrich(EDIT, EnrichTest::withWidth));
        shop.start();

        Exchange exchange = call("direct:edit", FIRST, Map.of(Exchange.FILE_NAME, "first.jpg"));

        assertThat(exchange.getMessage().getBody()).isEqualTo(FIRST);
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(Exchange.FILE_NAME, "first.jpg")
                .doesNotContainKey(ClaidConstants.TASK_ID);
        assertThat(exchange.getProperty("width")).isEqualTo(40);
    }

    @Test
    void enrichFailsAsTheTaskDoes() throws Exception {
        shop.claid.when(Call.SUBMIT).always().then(Outcome.error());
        routes(routes -> routes.from("direct:edit").enrich(EDIT));
        shop.start();

        failure(ClaidTaskFailedException.class, "direct:edit", FIRST, Map.of());
    }

    @Test
    void anEnrichedMessageThatFailsLaterAndComesAgainIsPaidOnce() throws Exception {
        routes(routes -> routes.from("direct:edit")
                .enrich(EDIT, EnrichTest::withWidth)
                .filter(routes.header("fails"))
                .throwException(new IllegalStateException("after the edit")));
        shop.start();

        failure(IllegalStateException.class, "direct:edit", FIRST, Map.of("fails", true));
        call("direct:edit", FIRST, Map.of("fails", false));

        assertThat(shop.claid.ledger().charges()).isEqualTo(1);
        awaitNothingOutstanding();
    }

    @Test
    void enrichMayChooseItsEndpointByMessage() throws Exception {
        routes(routes -> routes.from("direct:edit")
                .enrich()
                .simple("claid:${header.shop}?operation=edit&op.resizing.width=${header.width}"));
        shop.start();

        ClaidTask task = task("direct:edit", FIRST, Map.of("shop", "shop", "width", 33));

        assertThat(task.output().width()).isEqualTo(33);
    }

    @Test
    void pollEnrichTakesTheNextFinishedTask() throws Exception {
        routes(routes -> routes.from("direct:next").pollEnrich(FINISHED, 10_000));
        shop.start();
        ClaidTask accepted = template.requestBody("claid:shop", (Object) FIRST, ClaidTask.class);

        Exchange exchange = call("direct:next", "next, please", Map.of("order", 7));

        assertThat(exchange.getMessage().getBody(ClaidTask.class).id()).isEqualTo(accepted.id());
        assertThat(exchange.getMessage().getHeader("order")).isEqualTo(7);
        awaitNothingOutstanding();
    }

    @Test
    void aTaskThatPollEnrichTookComesAgainWhereItsRouteFails() throws Exception {
        routes(routes -> routes.from("direct:next")
                .pollEnrich(FINISHED, 10_000)
                .filter(routes.simple("${exchangeProperty.fails}"))
                .throwException(new IllegalStateException("after the poll")));
        shop.start();
        ClaidTask accepted = template.requestBody("claid:shop", (Object) FIRST, ClaidTask.class);

        Exchange failed = template.request("direct:next", exchange -> exchange.setProperty("fails", true));
        assertThat(failed.getException()).hasMessage("after the poll");

        assertThat(task("direct:next", null, Map.of()).id()).isEqualTo(accepted.id());
        awaitNothingOutstanding();
        assertThat(shop.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void pollEnrichGoesOnWithNothingWhereNothingIsFinishedInTime() throws Exception {
        routes(routes -> routes.from("direct:next").pollEnrich(FINISHED, 100));
        shop.start();

        assertThat(template.requestBody("direct:next", (Object) null)).isNull();
    }
}
