package io.github.camelclaid;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.client.ClaidApiException;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.ClaidTaskFailedException;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Fault;
import io.github.camelclaid.simulator.script.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** Routes that combine what is harmless alone. */
class OddShapesTest extends InShop {

    private String inbox(String more) {
        return "file:" + dir.resolve("inbox") + "?initialDelay=0&delay=100&move=" + dir.resolve("done") + "&moveFailed="
                + dir.resolve("failed") + more;
    }

    @Test
    void aFailedTaskThatItsRouteSubmitsAgainIsDeliveredWhenItIsDone() throws Exception {
        shop.claid.when(Call.SUBMIT).nth(1).then(Outcome.error("bad luck"));
        routes(r -> {
            r.onException(ClaidTaskFailedException.class)
                    .handled(true)
                    .setBody(r.constant(FIRST))
                    .to("claid:shop?onFailed=resubmit");
            r.from("claid:shop").to("mock:out");
        });
        mock("out").expectedMessageCount(1);
        shop.start();

        call("claid:shop", FIRST, Map.of());

        mock("out").assertIsSatisfied(20_000);
        assertThat(shop.claid.ledger().charges()).isEqualTo(2);
    }

    @Test
    void whoWaitsForATaskGetsItThoughItIsNotToBeRemembered() {
        shop.start();

        ClaidTask done = task("claid:shop?operation=edit&remember=false", FIRST, Map.of());

        assertThat(done.statusText()).isEqualTo("DONE");
    }

    @Test
    void aRequestThatFailedKeepsItsHeadersForAnotherAttempt() throws Exception {
        shop.claid.when(Call.SUBMIT).nth(1).then(Fault.status(422));
        routes(r -> r.from("direct:in")
                .doTry()
                .to("claid:shop?operation=edit&input=" + SECOND)
                .doCatch(ClaidApiException.class)
                .to("claid:shop?operation=edit&input=" + SECOND)
                .end());
        shop.start();

        task("direct:in", null, Map.of(ClaidConstants.INPUT, FIRST));

        assertThat(shop.claid.ledger().tasks()).singleElement().satisfies(paid -> assertThat(paid.input())
                .isEqualTo(FIRST));
    }

    @Test
    void chainedEditsOfAPictureThatComesAgainArePaidOnce() throws Exception {
        Shop.drop(dir.resolve("inbox"), 1, "jpg");
        routes(r -> r.from("file:" + dir.resolve("inbox") + "?initialDelay=0&delay=50&noop=true&idempotent=false")
                .to("claid:shop?operation=edit&op.resizing.width=40")
                .to("claid:shop?operation=edit&op.resizing.height=20")
                .to("mock:out"));
        shop.start();

        await().atMost(20, SECONDS).until(() -> mock("out").getReceivedCounter() >= 5);

        assertThat(shop.claid.ledger().submits()).isEqualTo(2);
    }

    @Test
    void aSplitterThatGoesOnWhileItsRouteStopsPaysForNothingMore() throws Exception {
        shop.claid.when(Call.SUBMIT).always().then(Outcome.never());
        routes(r -> r.from("seda:in")
                .routeId("parts")
                .split(r.body())
                .setHeader(ClaidConstants.TASK_KEY, r.exchangeProperty(Exchange.SPLIT_INDEX))
                .to("claid:shop?operation=edit"));
        shop.start();
        template.sendBody("seda:in", new ArrayList<>(Collections.nCopies(200, FIRST)));
        await().atMost(10, SECONDS).until(() -> shop.claid.ledger().submits() == 1);

        shop.camel.getRouteController().stopRoute("parts");

        assertThat(shop.claid.ledger().submits()).isEqualTo(1);
        assertThat(shop.camel.getShutdownStrategy().isTimeoutOccurred()).isFalse();
    }

    @Test
    void filesBehindASedaStayInTheirFolderWhenTheContextStops() throws Exception {
        shop.claid.when(Call.SUBMIT).always().then(Outcome.never());
        Shop.drop(dir.resolve("inbox"), 5, "jpg");
        routes(r -> {
            r.from(inbox("")).to("seda:work?concurrentConsumers=5");
            r.from("seda:work?concurrentConsumers=5").to("claid:shop?operation=edit");
        });
        shop.start();
        await().atMost(10, SECONDS).until(() -> shop.claid.ledger().submits() == 5);

        shop.camel.stop();

        assertThat(Shop.files(dir.resolve("inbox"))).isEqualTo(5);
        assertThat(Shop.files(dir.resolve("failed"))).isZero();
    }

    @Test
    void filesTakenUnderAnIdempotentKeyOfTheirOwnAreTakenAgainAfterAStop() throws Exception {
        shop.claid.when(Call.SUBMIT).always().then(Outcome.after(java.time.Duration.ofMinutes(2)));
        Shop.drop(dir.resolve("inbox"), 2, "jpg");
        routes(r -> r.from(inbox("&idempotent=true&idempotentEager=true&idempotentKey=${file:name}-${file:size}"))
                .routeId("folder")
                .to("claid:shop?operation=edit"));
        shop.start();
        await().atMost(10, SECONDS).until(() -> shop.claid.ledger().submits() == 2);

        shop.camel.getRouteController().stopRoute("folder");
        assertThat(Shop.files(dir.resolve("inbox"))).isEqualTo(2);
        shop.camel.getRouteController().startRoute("folder");

        await().atMost(20, SECONDS).until(() -> Shop.files(dir.resolve("done")) == 2);
        assertThat(shop.claid.ledger().submits()).isEqualTo(2);
    }

    @Test
    void severalConsumersOfOneNameShareItsTasks() throws Exception {
        routes(r -> {
            r.from("claid:shop").to("mock:out");
            r.from("claid:shop").to("mock:out");
        });
        mock("out").expectedMessageCount(2);
        shop.start();

        call("claid:shop", FIRST, Map.of());
        call("claid:shop", SECOND, Map.of());

        mock("out").assertIsSatisfied(20_000);
    }

    @Test
    void aRequestThatAloneIsForbiddenDoesNotHoldUpTheOthersForEver() {
        shop.claid.when(Call.SUBMIT).input("picture-0").always().then(Fault.status(403));
        shop.start();
        CompletableFuture.runAsync(() -> call("claid:shop?operation=edit", FIRST, Map.of()));
        await().atMost(10, SECONDS).until(() -> shop.claid.ledger().requests(Call.SUBMIT) == 1);

        ClaidTask other = task("claid:shop?operation=edit", SECOND, Map.of());

        assertThat(other.statusText()).isEqualTo("DONE");
    }
}
