package io.github.camelclaid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.junit.jupiter.api.Test;

/** Routes and callers of every kind go on where the result arrives. */
class CallerTest extends InShop {

    private static final String EDIT = "claid:shop?operation=edit&op.resizing.width=40";

    @Test
    void twoEditsOfARouteAreTwoChargesAndTheSecondEditsTheResultOfTheFirst() throws Exception {
        routes(routes -> routes.from("direct:edit")
                .to(EDIT)
                .setProperty("first", routes.body())
                .to("claid:shop?operation=edit&op.padding=10px"));
        shop.start();

        Exchange exchange = call(
                "direct:edit",
                null,
                Map.of(ClaidConstants.INPUT, FIRST, ClaidConstants.OPERATIONS, "{\"resizing\":{\"height\":30}}"));

        ClaidTask second = exchange.getMessage().getBody(ClaidTask.class);
        ClaidTask first = exchange.getProperty("first", ClaidTask.class);
        assertThat(second.request().path("input").textValue())
                .isEqualTo(first.output().tmpUrl());
        assertThat(second.request().path("operations").has("resizing")).isFalse();
        assertThat(shop.claid.ledger().charges()).isEqualTo(2);
    }

    @Test
    void aRouteThatPoolsItsExchangesMixesNothingUp() throws Exception {
        shop.camel.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        Collection<String> seen = new ConcurrentLinkedQueue<>();
        routes(routes -> {
            routes.from("seda:in?concurrentConsumers=4")
                    .toD("claid:shop?operation=edit&op.resizing.width=${header.width}")
                    .process(exchange -> seen.add(exchange.getMessage().getHeader("width") + "="
                            + exchange.getMessage()
                                    .getBody(ClaidTask.class)
                                    .output()
                                    .width()));
        });
        shop.start();

        for (int width = 30; width < 50; width++) {
            template.sendBodyAndHeader("seda:in", FIRST, "width", width);
        }

        await().atMost(15, TimeUnit.SECONDS).until(() -> seen.size() == 20);
        for (int width = 30; width < 50; width++) {
            assertThat(seen).contains(width + "=" + width);
        }
    }

    @Test
    void callersWhoBlockWhileARouteGoesOnDoNotHoldEachOtherUp() throws Exception {
        // each exchange goes on where results arrive and blocks there, as a transacted route or a bean would
        routes(routes -> routes.from("direct:edit").to(EDIT).process(exchange -> {
            Object second = template.requestBody(
                    "claid:shop?operation=edit&op.padding=10px",
                    exchange.getMessage().getBody());
            exchange.getMessage().setBody(second);
        }));
        shop.start();

        List<CompletableFuture<Object>> answers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            answers.add(template.asyncRequestBodyAndHeader("direct:edit", FIRST, ClaidConstants.TASK_KEY, "key " + i));
        }

        for (CompletableFuture<Object> answer : answers) {
            assertThat(answer.get(20, TimeUnit.SECONDS)).isInstanceOf(ClaidTask.class);
        }
    }

    @Test
    void aSplitterWaitsForItsParts() throws Exception {
        routes(routes -> {
            routes.from("direct:split")
                    .split(routes.body())
                    .parallelProcessing()
                    .to(EDIT)
                    .to("mock:parts")
                    .end()
                    .setBody(routes.constant("whole"));
        });
        mock("parts").expectedMessageCount(2);
        shop.start();

        assertThat(template.requestBody("direct:split", List.of(FIRST, SECOND))).isEqualTo("whole");

        mock("parts").assertIsSatisfied();
    }

    @Test
    void aFileWhosePartsWaitWhenItsRouteStopsIsNotTakenForDone() throws Exception {
        shop.claid.when(Call.SUBMIT).always().then(Outcome.never());
        Shop.drop(dir.resolve("inbox"), 1, "jpg");
        routes(routes -> routes.from("file:" + dir.resolve("inbox") + "?initialDelay=0&delay=50&move="
                        + dir.resolve("done") + "&moveFailed=" + dir.resolve("failed") + "/${file:name}")
                .routeId("folder")
                .split(routes.constant(List.of(FIRST, SECOND)))
                .to(EDIT));
        shop.start();
        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> shop.tracker("claid:shop").parked() == 1);

        shop.camel.getRouteController().stopRoute("folder");

        assertThat(Shop.files(dir.resolve("done"))).isZero();
        assertThat(Shop.files(dir.resolve("failed"))).isEqualTo(1);
    }

    @Test
    void finishedTasksCanBeAskedForWithPollEnrich() throws Exception {
        routes(routes -> routes.from("direct:ask").pollEnrich("claid:shop?delay=50&initialDelay=0", 10_000));
        shop.start();
        template.requestBody("claid:shop", FIRST);

        assertThat(template.requestBody("direct:ask", null, ClaidTask.class).statusText())
                .isEqualTo("DONE");
    }
}
