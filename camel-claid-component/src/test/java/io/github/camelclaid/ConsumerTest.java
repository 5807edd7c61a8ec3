package io.github.camelclaid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.ClaidTaskFailedException;
import io.github.camelclaid.client.ClaidUnknownOutcomeException;
import io.github.camelclaid.client.TaskStatus;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Fault;
import io.github.camelclaid.simulator.script.Outcome;
import io.github.camelclaid.task.TaskState;
import io.github.camelclaid.task.UnknownTasks;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who submitted what comes out where, how often, and when it is acknowledged. */
class ConsumerTest extends InShop {

    private static final String SHOP = "claid:shop?delay=50&initialDelay=0";

    private void submit(int count) {
        for (int i = 0; i < count; i++) {
            assertThat(call("claid:shop", FIRST, Map.of(Exchange.FILE_NAME, i + ".png"))
                            .getException())
                    .isNull();
        }
    }

    private int outstanding() {
        ClaidEndpoint endpoint = shop.camel.getEndpoint(SHOP, ClaidEndpoint.class);
        return endpoint.service().tracker().outstanding().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    private void awaitNothingOutstanding() {
        await().atMost(10, TimeUnit.SECONDS).until(() -> outstanding() == 0);
    }

    private void awaitFinished(int count) {
        ClaidEndpoint endpoint = shop.camel.getEndpoint(SHOP, ClaidEndpoint.class);
        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> endpoint.service().tracker().outstanding().getOrDefault(TaskState.FINISHED, 0) == count);
    }

    @Test
    void aFinishedTaskComesOutOnceWithTheHeadersItCarries() throws Exception {
        routes(routes -> routes.from(SHOP).to("mock:out"));
        mock("out").expectedMessageCount(1);
        shop.start();

        call(
                "claid:shop?op.resizing.width=40",
                FIRST,
                Map.of(
                        Exchange.FILE_NAME,
                        "shoes/red.png",
                        "CamelAwsS3Key",
                        "red.png",
                        "breadcrumbId",
                        "b-1",
                        "private",
                        "stays behind"));

        mock("out").assertIsSatisfied(10_000);
        awaitNothingOutstanding();
        Exchange out = mock("out").getExchanges().get(0);
        assertThat(out.getMessage().getBody()).isInstanceOf(ClaidTask.class);
        assertThat(out.getMessage().getHeaders())
                .as("the extension is that of the result")
                .containsEntry(Exchange.FILE_NAME, "shoes/red.jpg")
                .containsEntry("CamelAwsS3Key", "red.png")
                .containsEntry("breadcrumbId", "b-1")
                .containsEntry(ClaidConstants.STATUS, "DONE")
                .containsEntry(ClaidConstants.WIDTH, 40)
                .doesNotContainKey("private");
        assertThat(out.getProperty(Exchange.BATCH_SIZE)).isEqualTo(1);
        assertThat(out.getProperty(Exchange.BATCH_INDEX)).isEqualTo(0);
        assertThat(out.getProperty(Exchange.BATCH_COMPLETE)).isEqualTo(true);
        mock("out").assertIsSatisfied();
    }

    @Test
    void carriedHeadersAreThoseOfTheOption() throws Exception {
        routes(routes -> routes.from(SHOP).to("mock:out"));
        mock("out").expectedMessageCount(1);
        shop.start();

        call("claid:shop?carryHeaders=order, customer", FIRST, Map.of("order", 7, Exchange.FILE_NAME, "a.jpg"));

        mock("out").assertIsSatisfied(10_000);
        assertThat(mock("out").getExchanges().get(0).getMessage().getHeaders())
                .containsEntry("order", 7)
                .doesNotContainKeys(Exchange.FILE_NAME, "customer");
    }

    @Test
    void whatComesAgainUnderItsKeyAfterItWasDeliveredIsDeliveredAgainAndNotPaidAgain() throws Exception {
        routes(routes -> routes.from(SHOP).to("mock:out"));
        // of accelerated time: the machine is as slow as ever
        shop.component.setRequestTimeout(600_000);
        shop.start();
        Map<String, Object> key = Map.of(ClaidConstants.TASK_KEY, "orders-0-17");

        ClaidTask first = task("claid:shop", FIRST, key);
        mock("out").expectedMessageCount(1);
        mock("out").assertIsSatisfied(10_000);
        awaitNothingOutstanding();
        ClaidTask again = task("claid:shop", FIRST, key);

        mock("out").expectedMessageCount(2);
        mock("out").assertIsSatisfied(10_000);
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(shop.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void aPlainUrlComesAgainForNothingUntilItsSourceHasCommitted() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        routes(routes -> {
            routes.from(SHOP).to("mock:out");
            routes.from("direct:orders").to("claid:shop").process(exchange -> {
                awaitNothingOutstanding();
                if (attempts.incrementAndGet() < 3) {
                    throw new IllegalStateException("the order cannot be filed");
                }
            });
        });
        shop.start();

        assertThat(call("direct:orders", FIRST, Map.of()).getException()).hasMessageContaining("cannot be filed");
        assertThat(call("direct:orders", FIRST, Map.of()).getException()).hasMessageContaining("cannot be filed");
        assertThat(call("direct:orders", FIRST, Map.of()).getException()).isNull();
        assertThat(mock("out").getExchanges()).hasSize(3);
        assertThat(shop.claid.ledger().charges()).isEqualTo(1);

        assertThat(call("direct:orders", FIRST, Map.of()).getException()).isNull();
        assertThat(mock("out").getExchanges()).hasSize(4);
        assertThat(shop.claid.ledger().charges())
                .as("what lies there may be another picture now")
                .isEqualTo(2);
    }

    @Test
    void whoOnlyJoinsGetsWhatItsSourceBringsAgainForNothing() throws Exception {
        routes(routes -> {
            routes.from(SHOP).to("mock:out");
            routes.from("direct:orders").to("claid:shop?duplicates=join").process(exchange -> {
                awaitNothingOutstanding();
                if (mock("out").getReceivedCounter() == 1) {
                    throw new IllegalStateException("the order cannot be filed");
                }
            });
        });
        shop.start();
        Map<String, Object> key = Map.of(ClaidConstants.TASK_KEY, "orders-0-17");

        assertThat(call("direct:orders", FIRST, key).getException()).hasMessageContaining("cannot be filed");
        assertThat(call("direct:orders", FIRST, key).getException()).isNull();
        assertThat(shop.claid.ledger().charges()).isEqualTo(1);

        assertThat(call("direct:orders", FIRST, key).getException()).isNull();
        assertThat(shop.claid.ledger().charges()).isEqualTo(2);
    }

    @Test
    void whatComesAgainAfterItWasAdoptedIsJoined() throws Exception {
        shop.claid.when(Call.SUBMIT).times(1).then(Fault.resetAfterAccepting());
        shop.start();
        failure(ClaidUnknownOutcomeException.class, SHOP, FIRST, Map.of());
        UnknownTasks unknown = shop.tracker(SHOP).service().tracker().unknown();
        long id = shop.claid.ledger().tasks().get(0).id();
        unknown.adopt(unknown.list().get(0).key(), id);

        ClaidTask task = task(SHOP, FIRST, Map.of());

        assertThat(task.id()).isEqualTo(id);
        assertThat(task.status()).isEqualTo(TaskStatus.ACCEPTED);
        assertThat(shop.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void aTaskWhoseRouteFailsComesAgainUntilItSucceeds() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        routes(routes -> routes.from(SHOP)
                .process(exchange -> {
                    if (attempts.incrementAndGet() < 3) {
                        throw new IllegalStateException("the disk is full");
                    }
                })
                .to("mock:out"));
        mock("out").expectedMessageCount(1);
        shop.start();

        submit(1);

        mock("out").assertIsSatisfied(10_000);
        awaitNothingOutstanding();
        assertThat(attempts).hasValue(3);
        assertThat(shop.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void aTaskWhoseRouteAlwaysFailsIsSetAsideAfterSoManyDeliveries() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        routes(routes -> routes.from(SHOP + "&maxDeliveries=2").process(exchange -> {
            attempts.incrementAndGet();
            throw new IllegalStateException("the disk is full");
        }));
        shop.start();

        submit(1);

        await().atMost(10, TimeUnit.SECONDS).until(() -> attempts.get() == 2);
        // were there a third delivery, it would come within this time; the pause before it is 0.05 s here
        await().during(500, TimeUnit.MILLISECONDS).until(() -> attempts.get() == 2);
        assertThat(outstanding()).as("still remembered").isEqualTo(1);
    }

    @Test
    void onePollEmitsSoManyTasksAtMost() throws Exception {
        routes(routes -> routes.from(SHOP + "&maxMessagesPerPoll=2")
                .routeId("out")
                .autoStartup(false)
                .to("mock:out"));
        routes(routes -> routes.from("claid:shop?startScheduler=false").to("mock:nowhere"));
        mock("out").expectedMessageCount(5);
        shop.start();
        submit(5);
        awaitFinished(5);

        shop.camel.getRouteController().startRoute("out");

        mock("out").assertIsSatisfied(10_000);
        assertThat(mock("out").getExchanges())
                .extracting(exchange -> exchange.getProperty(Exchange.BATCH_SIZE, Integer.class))
                .containsOnly(1, 2)
                .contains(2);
        awaitNothingOutstanding();
    }

    @Test
    void notMoreThanMaxInFlightAreUnderWay() throws Exception {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        routes(routes -> routes.from(SHOP + "&maxInFlight=2")
                .threads(8)
                .process(exchange -> most.accumulateAndGet(underWay.incrementAndGet(), Math::max))
                .delay(30)
                .process(exchange -> underWay.decrementAndGet())
                .to("mock:out"));
        mock("out").expectedMessageCount(8);
        shop.start();

        submit(8);

        mock("out").assertIsSatisfied(10_000);
        assertThat(most).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void aSuspendedConsumerEmitsNothingUntilItIsResumed() throws Exception {
        routes(routes -> routes.from(SHOP).routeId("out").to("mock:out"));
        shop.start();
        shop.camel.getRouteController().suspendRoute("out");
        mock("out").expectedMessageCount(0);
        submit(2);
        awaitFinished(2);
        mock("out").assertIsSatisfied();

        mock("out").expectedMessageCount(2);
        shop.camel.getRouteController().resumeRoute("out");

        mock("out").assertIsSatisfied(10_000);
        awaitNothingOutstanding();
    }

    @Test
    void whatAStoppingConsumerDoesNotRouteGoesBack() throws Exception {
        CountDownLatch stopping = new CountDownLatch(1);
        CountDownLatch first = new CountDownLatch(1);
        Collection<String> routed = new ConcurrentLinkedQueue<>();
        routes(routes -> {
            routes.from("claid:shop?startScheduler=false").to("mock:nowhere");
            routes.from(SHOP).routeId("out").autoStartup(false).process(exchange -> {
                routed.add(exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class));
                first.countDown();
                stopping.await(10, TimeUnit.SECONDS);
            });
        });
        shop.start();
        submit(4);
        awaitFinished(4);
        shop.camel.getRouteController().startRoute("out");
        first.await(10, TimeUnit.SECONDS);

        Thread stop = new Thread(() -> {
            try {
                shop.camel.getRouteController().stopRoute("out", 10, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        stop.start();
        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> shop.camel.getRoute("out").getConsumer() instanceof ClaidConsumer consumer
                        && !consumer.isBatchAllowed());
        stopping.countDown();
        stop.join(20_000);

        int before = routed.size();
        assertThat(before).isBetween(1, 3);
        shop.camel.getRouteController().startRoute("out");
        awaitNothingOutstanding();
        assertThat(routed).as("each once").containsExactlyInAnyOrder("0.jpg", "1.jpg", "2.jpg", "3.jpg");
    }

    @Test
    void twoConsumersOfANameShareItsTasks() throws Exception {
        routes(routes -> {
            routes.from(SHOP + "&maxMessagesPerPoll=1").to("mock:out");
            routes.from(SHOP + "&maxMessagesPerPoll=1&maxInFlight=1").to("mock:out");
            routes.from("claid:other?delay=50").to("mock:other");
        });
        mock("out").expectedMessageCount(6);
        mock("other").expectedMessageCount(0);
        shop.start();

        submit(6);

        mock("out").assertIsSatisfied(10_000);
        awaitNothingOutstanding();
        mock("out").assertIsSatisfied();
        mock("other").assertIsSatisfied();
    }

    @Test
    void thePictureItselfComesOutWithDownload() throws Exception {
        routes(routes -> routes.from(SHOP + "&download=true")
                .to("file:" + dir.resolve("out"))
                .to("mock:out"));
        mock("out").expectedMessageCount(2);
        shop.start();

        submit(2);

        mock("out").assertIsSatisfied(10_000);
        assertThat(dir.resolve("out/0.jpg")).isNotEmptyFile();
        assertThat(dir.resolve("out/1.jpg")).isNotEmptyFile();
        awaitNothingOutstanding();
        ClaidEndpoint endpoint = shop.camel.getEndpoint(SHOP, ClaidEndpoint.class);
        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> Shop.files(endpoint.service().spool().directory()) == 0);
    }

    @Test
    void aPooledExchangeIsReusedAndLosesNothing() throws Exception {
        PooledExchangeFactory pool = new PooledExchangeFactory();
        shop.camel.getCamelContextExtension().setExchangeFactory(pool);
        Collection<String> names = new ConcurrentLinkedQueue<>();
        routes(routes -> routes.from(SHOP).process(exchange -> {
            assertThat(exchange.getProperty(ClaidConstants.TASK_PROPERTY)).isNotNull();
            names.add(exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class));
        }));
        shop.start();

        submit(20);

        await().atMost(10, TimeUnit.SECONDS).until(() -> names.size() == 20);
        awaitNothingOutstanding();
        assertThat(names).doesNotHaveDuplicates();
    }

    // failed tasks

    private void failing(int count) {
        shop.claid.when(Call.SUBMIT).times(count).then(Outcome.error("no product found"));
    }

    @Test
    void aFailedTaskReachesOnExceptionAndIsAcknowledged() throws Exception {
        routes(routes -> {
            routes.onException(ClaidTaskFailedException.class).handled(true).to("mock:failed");
            routes.from(SHOP).to("mock:never");
        });
        assertHandledOnce();
    }

    @Test
    void aFailedTaskReachesTheDeadLetterChannel() throws Exception {
        routes(routes -> {
            routes.errorHandler(routes.deadLetterChannel("mock:failed"));
            routes.from(SHOP).to("mock:never");
        });
        assertHandledOnce();
    }

    @Test
    void aFailedTaskReachesOnExceptionThatDoesNotHandleIt() throws Exception {
        routes(routes -> {
            routes.onException(ClaidTaskFailedException.class).handled(false).to("mock:failed");
            routes.from(SHOP).to("mock:never");
        });
        assertHandledOnce();
    }

    @ParameterizedTest
    @ValueSource(strings = {"choice", "doTry", "split", "filter", "multicast", "threads", "pipeline", "loop"})
    void aFailedTaskReachesTheErrorHandlerWhateverTheFirstStepIs(String step) throws Exception {
        routes(routes -> {
            routes.onException(ClaidTaskFailedException.class).handled(true).to("mock:failed");
            RouteDefinition route = routes.from(SHOP);
            switch (step) {
                case "choice" ->
                    route.choice()
                            .when(routes.body().isNotNull())
                            .to("mock:never")
                            .end();
                case "doTry" ->
                    route.doTry()
                            .to("mock:never")
                            .doCatch(ClaidTaskFailedException.class)
                            .to("mock:failed")
                            .end();
                case "split" -> route.split(routes.body()).to("mock:never").end();
                case "filter" ->
                    route.filter(routes.body().isNotNull()).to("mock:never").end();
                case "multicast" ->
                    route.multicast().to("mock:never", "mock:never").end();
                case "threads" -> route.threads(2).to("mock:never");
                case "pipeline" ->
                    route.pipeline().to("mock:never").to("mock:never").end();
                default -> route.loop(2).to("mock:never").end();
            }
        });
        assertHandledOnce();
    }

    @Test
    void aFailedTaskOfARouteWithoutErrorHandlerIsLoggedOnceAndItsStepsDoNotRun() throws Exception {
        failing(1);
        routes(routes -> {
            routes.errorHandler(routes.noErrorHandler());
            routes.from(SHOP).to("mock:never");
        });
        mock("never").expectedMessageCount(0);
        shop.start();

        submit(1);

        awaitNothingOutstanding();
        mock("never").assertIsSatisfied();
    }

    private void assertHandledOnce() throws InterruptedException {
        failing(1);
        mock("failed").expectedMessageCount(1);
        mock("never").expectedMessageCount(0);
        shop.start();

        submit(1);

        mock("failed").assertIsSatisfied(10_000);
        awaitNothingOutstanding();
        mock("never").assertIsSatisfied();
        mock("failed").assertIsSatisfied();
        Exchange failed = mock("failed").getExchanges().get(0);
        assertThat(failed.getProperty(Exchange.EXCEPTION_CAUGHT)).isInstanceOf(ClaidTaskFailedException.class);
        assertThat(failed.getMessage().getHeader(Exchange.FILE_NAME)).isEqualTo("0.png");
        assertThat(failed.getMessage().getHeader(ClaidConstants.STATUS)).isEqualTo("ERROR");
    }

    @Test
    void aFailedTaskThatNobodyHandlesIsToldOnceAndDoesNotComeAgain() throws Exception {
        failing(1);
        routes(routes -> routes.from(SHOP).to("mock:out"));
        mock("out").expectedMessageCount(1);
        shop.start();

        submit(2);

        mock("out").assertIsSatisfied(10_000);
        awaitNothingOutstanding();
        assertThat(List.copyOf(mock("out").getExchanges())).hasSize(1);
    }

    @Test
    void anErrorHandlerThatFailsItselfSeesTheFailedTaskAgain() throws Exception {
        failing(1);
        AtomicInteger attempts = new AtomicInteger();
        shop.with(new RouteBuilder() {
            @Override
            public void configure() {
                onException(ClaidTaskFailedException.class).handled(true).process(exchange -> {
                    if (attempts.incrementAndGet() < 2) {
                        throw new IllegalStateException("the reason cannot be written");
                    }
                });
                from(SHOP).to("mock:never");
            }
        });
        shop.start();

        submit(1);

        await().atMost(10, TimeUnit.SECONDS).until(() -> attempts.get() == 2);
        awaitNothingOutstanding();
    }
}
