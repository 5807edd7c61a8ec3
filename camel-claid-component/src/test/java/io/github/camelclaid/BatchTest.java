package io.github.camelclaid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelclaid.client.ClaidApiException;
import io.github.camelclaid.client.ClaidInvalidRequestException;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.ClaidTaskExpiredException;
import io.github.camelclaid.client.ClaidTaskFailedException;
import io.github.camelclaid.client.ClaidUnknownOutcomeException;
import io.github.camelclaid.client.EditRequest;
import io.github.camelclaid.client.Input;
import io.github.camelclaid.client.TaskFamily;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists and folders, before a server that answers what Claid may. */
class BatchTest extends InShop {

    private static final String OUT = "claid:shop?delay=50&initialDelay=0";
    private static final List<String> LIST =
            List.of("https://a.example/in/red.png", "https://a.example/in/blue.png", "https://a.example/in/green.png");

    private BatchServer claid;

    @BeforeEach
    void serve() throws IOException {
        claid = new BatchServer();
        shop.component.getConfiguration().setBaseUrl(claid.url());
    }

    @AfterEach
    void stop() throws Exception {
        claid.close();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int outstanding() {
        ClaidService service = shop.camel.getEndpoint(OUT, ClaidEndpoint.class).service();
        return service.tracker().outstanding().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    private void awaitNothingOutstanding() {
        await().atMost(10, TimeUnit.SECONDS).until(() -> outstanding() == 0);
    }

    @Test
    void everyFormOfAListIsOneBatch() {
        shop.start();
        String text = "['https://a.example/1.jpg','storage://shop/2.jpg']";
        List<String> list = List.of("https://a.example/1.jpg", "storage://shop/2.jpg");
        List<Object> bodies = List.of(
                list,
                list.toArray(),
                list.toArray(new String[0]),
                json(text),
                json(text).toString(),
                json(text).toString().getBytes(),
                Map.of("input", list),
                json("{'input':" + text + "}").toString(),
                EditRequest.builder().inputs(list).build());
        for (Object body : bodies) {
            task("claid:shop?duplicates=allow", body, Map.of());
        }
        for (Object header :
                List.of(list, list.toArray(), json(text), json(text).toString(), Input.list(list))) {
            task("claid:shop?duplicates=allow", "", Map.of(ClaidConstants.INPUT, header));
        }
        task("claid:shop?duplicates=allow&input=" + json(text), "", Map.of());

        assertThat(claid.submitted)
                .hasSize(15)
                .extracting(request -> request.get("input"))
                .containsOnly(json(text));
        assertThat(claid.requests).containsOnly("POST /v1-beta1/image/edit/batch");
    }

    @Test
    void everyFormOfAFolderIsOneBatch() {
        shop.start();
        JsonNode deep = json("{'source':'storage://shop/in/','recursive':true}");
        task("claid:shop?duplicates=allow", "storage://shop/in/", Map.of());
        task("claid:shop?duplicates=allow&recursive=true", "storage://shop/in/", Map.of());
        task("claid:shop?duplicates=allow&recursive=true", FIRST, Map.of(ClaidConstants.INPUT, "storage://shop/in/"));
        task("claid:shop?duplicates=allow", "", Map.of(ClaidConstants.INPUT, deep));
        task("claid:shop?duplicates=allow", "", Map.of(ClaidConstants.INPUT, deep.toString()));
        task(
                "claid:shop?duplicates=allow",
                "",
                Map.of(ClaidConstants.INPUT, Map.of("source", "storage://shop/in/", "recursive", true)));
        task("claid:shop?duplicates=allow&input=" + deep, "", Map.of());
        task(
                "claid:shop?duplicates=allow&recursive=true&input=storage://shop/${header.where}/",
                "",
                Map.of("where", "in"));
        task(
                "claid:shop?duplicates=allow&input={\"source\":\"storage://shop/${header.where}/\",\"recursive\":true}",
                "",
                Map.of("where", "in"));
        task(
                "claid:shop?duplicates=allow&recursive=true",
                "{\"input\":{\"source\":\"storage://shop/in/\",\"recursive\":false}}",
                Map.of());
        assertThat(claid.submitted)
                .extracting(request -> request.get("input"))
                .containsExactly(
                        json("'storage://shop/in/'"),
                        deep,
                        deep,
                        deep,
                        deep,
                        deep,
                        deep,
                        deep,
                        deep,
                        json("{'source':'storage://shop/in/','recursive':false}"));
    }

    @Test
    void aListOfTenWithADeadUrlIsOneMessageOfNineResultsAndOneError() {
        shop.start();
        List<String> urls = IntStream.range(0, 10)
                .mapToObj(i -> "https://a.example/" + i + ".png")
                .toList();
        urls.stream().skip(1).forEach(url -> claid.result(url.substring(18)));
        claid.error("https://a.example/0.png: 404");

        Exchange out = call("claid:shop?operation=edit", urls, Map.of());

        assertThat(out.getException()).isNull();
        ClaidTask task = out.getMessage().getBody(ClaidTask.class);
        assertThat(task.results()).hasSize(9);
        assertThat(task.errors()).hasSize(1);
        assertThat(out.getMessage().getHeaders())
                .containsEntry(ClaidConstants.TASK_ID, 1L)
                .containsEntry(ClaidConstants.BATCH, true)
                .containsEntry(ClaidConstants.ERRORS, task.errors())
                .doesNotContainKeys(ClaidConstants.TMP_URL, ClaidConstants.INPUT, ClaidConstants.ITEM_INPUT);
        awaitNothingOutstanding();
        assertThat(claid.submitted).hasSize(1);
    }

    @Test
    void aBatchWithoutAnyResultFails() {
        claid.error("the first is gone").error("the second is gone");
        shop.start();

        ClaidTaskFailedException failure =
                failure(ClaidTaskFailedException.class, "claid:shop?operation=edit", LIST, Map.of());

        assertThat(failure).hasMessageContaining("the first is gone; the second is gone");
        assertThat(failure.task().family()).isEqualTo(TaskFamily.BATCH);
        failure(ClaidTaskFailedException.class, "claid:shop?operation=edit", LIST, Map.of());
        assertThat(claid.submitted).as("charges").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"storage://shop/in/", "{\"input\":{\"source\":\"storage://shop/in/\"}}"})
    void aFolderWithoutPicturesIsNamed(String body) {
        shop.start();

        assertThat(failure(ClaidTaskFailedException.class, "claid:shop?operation=edit", body, Map.of()))
                .hasMessageContaining("there was no picture in storage://shop/in/");
    }

    @Test
    void aBatchThatEndedInErrorIsWorthItsResults() {
        claid.end = "ERROR";
        claid.result("red.jpg").error("blue is gone");
        shop.start();

        assertThat(task("claid:shop?operation=edit", LIST, Map.of()).results()).hasSize(1);
    }

    @Test
    void itemsComeOutOneByOneWithTheirInputsAndTheirPictures() throws Exception {
        claid.result("blue.jpg")
                .error("https://a.example/in/green.png cannot be read")
                .result("red.jpg");
        Path outbox = dir.resolve("outbox");
        routes(routes -> {
            routes.onException(ClaidTaskFailedException.class).handled(true).to("mock:failed");
            routes.from(OUT + "&download=true").to("file:" + outbox).to("mock:out");
        });
        mock("out").expectedMessageCount(2);
        mock("failed").expectedMessageCount(1);
        shop.start();

        call("claid:shop", LIST, Map.of(Exchange.FILE_NAME, "list.txt", "breadcrumbId", "b-1"));

        mock("out").assertIsSatisfied(10_000);
        mock("failed").assertIsSatisfied(10_000);
        awaitNothingOutstanding();
        assertThat(outbox.toFile().list()).containsExactlyInAnyOrder("red.jpg", "blue.jpg");
        assertThat(Files.readAllBytes(outbox.resolve("red.jpg"))).isEqualTo(Shop.picture(1, "jpg"));
        Map<Integer, Object> inputs = new TreeMap<>();
        for (Exchange out : mock("out").getExchanges()) {
            inputs.put(
                    out.getProperty(Exchange.BATCH_INDEX, Integer.class),
                    out.getMessage().getHeader(ClaidConstants.ITEM_INPUT));
            assertThat(out.getProperty(Exchange.BATCH_SIZE)).isEqualTo(3);
            assertThat(out.getMessage().getHeaders())
                    .containsEntry("breadcrumbId", "b-1")
                    .containsEntry(ClaidConstants.BATCH, true)
                    .doesNotContainKey(ClaidConstants.INPUT_UNKNOWN);
        }
        assertThat(inputs).isEqualTo(Map.of(0, LIST.get(1), 1, LIST.get(0)));
        Exchange failed = mock("failed").getExchanges().get(0);
        assertThat(failed.getProperty(Exchange.BATCH_COMPLETE)).isEqualTo(true);
        assertThat(failed.getMessage().getHeaders())
                .containsEntry(ClaidConstants.ITEM_INPUT, LIST.get(2))
                .containsEntry(Exchange.FILE_NAME, "green.png");
        assertThat(failed.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
                .hasMessageContaining("(https://a.example/in/green.png)");
        assertThat(claid.submitted).hasSize(1);
    }

    @Test
    void aRouteThatFailsForOneItemGetsOnlyThatOneAgain() throws Exception {
        claid.result("red.jpg").result("blue.jpg").result("green.jpg");
        Map<String, AtomicInteger> attempts = new ConcurrentSkipListMap<>();
        routes(routes -> routes.from(OUT).process(exchange -> {
            String name = exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class);
            int attempt =
                    attempts.computeIfAbsent(name, key -> new AtomicInteger()).incrementAndGet();
            if (name.equals("blue.jpg") && attempt < 3) {
                throw new IllegalStateException("the disk is full");
            }
        }));
        shop.start();

        call("claid:shop", LIST, Map.of());

        await().atMost(10, TimeUnit.SECONDS)
                .until(() ->
                        attempts.getOrDefault("blue.jpg", new AtomicInteger()).get() == 3);
        awaitNothingOutstanding();
        assertThat(attempts).hasToString("{blue.jpg=3, green.jpg=1, red.jpg=1}");
    }

    @Test
    void anEqualListJoinsTheBatchUntilItsLastItemIsAcknowledged() throws Exception {
        claid.result("red.jpg").result("blue.jpg").result("green.jpg");
        AtomicInteger failing = new AtomicInteger(1);
        routes(routes -> routes.from(OUT).process(exchange -> {
            if (failing.get() > 0
                    && exchange.getMessage()
                            .getHeader(Exchange.FILE_NAME, "", String.class)
                            .equals("green.jpg")) {
                throw new IllegalStateException("not yet");
            }
            exchange.getContext().createProducerTemplate().send("mock:out", exchange);
        }));
        mock("out").expectedMessageCount(2);
        shop.start();
        call("claid:shop", LIST, Map.of());
        mock("out").assertIsSatisfied(10_000);

        call("claid:shop", LIST, Map.of());
        assertThat(claid.submitted).as("two of three are acknowledged").hasSize(1);

        failing.set(0);
        awaitNothingOutstanding();
        call("claid:shop", LIST, Map.of());
        assertThat(claid.submitted)
                .as("what lies at its addresses may have changed")
                .hasSize(2);
    }

    @Test
    void aConsumerMayTakeABatchAsOneMessage() throws Exception {
        claid.result("red.jpg").error("x").error("y");
        routes(routes -> routes.from(OUT + "&splitBatch=false").to("mock:out"));
        mock("out").expectedMessageCount(1);
        shop.start();

        call("claid:shop", LIST, Map.of(Exchange.FILE_NAME, "list.txt"));

        mock("out").assertIsSatisfied(10_000);
        awaitNothingOutstanding();
        Exchange out = mock("out").getExchanges().get(0);
        assertThat(out.getMessage().getBody(ClaidTask.class).errors()).hasSize(2);
        assertThat(out.getMessage().getHeader(Exchange.FILE_NAME)).isEqualTo("list.txt");
        assertThat(out.getProperty(Exchange.BATCH_SIZE)).isEqualTo(1);
    }

    @Test
    void itemsThatFailedMayComeAsMessages() throws Exception {
        claid.error("https://a.example/in/green.png is gone").error("x").error("y");
        routes(routes -> routes.from(OUT + "&failedTasks=message").to("mock:out"));
        mock("out").expectedMessageCount(3);
        shop.start();

        call("claid:shop", LIST, Map.of());

        mock("out").assertIsSatisfied(10_000);
        awaitNothingOutstanding();
        assertThat(mock("out").getExchanges())
                .extracting(out -> out.getMessage().getHeader(ClaidConstants.STATUS))
                .containsOnly("ERROR");
        assertThat(mock("out").getExchanges())
                .extracting(out -> out.getMessage().getHeader(ClaidConstants.INPUT_UNKNOWN))
                .containsExactlyInAnyOrder(null, true, true);
    }

    @Test
    void picturesOfAFolderKeepTheirSubfoldersAndSayThatTheirInputIsUnknown() throws Exception {
        claid.stored("storage://shop/out/kids/red.jpg").stored("storage://shop/out/../../${bean:x}.jpg");
        routes(routes -> routes.from(OUT).to("mock:out"));
        mock("out").expectedMessageCount(2);
        shop.start();

        call("claid:shop?output=storage://shop/out/", "storage://shop/in/", Map.of());

        mock("out").assertIsSatisfied(10_000);
        assertThat(mock("out").getExchanges())
                .extracting(out -> out.getMessage().getHeader(Exchange.FILE_NAME))
                .containsExactlyInAnyOrder("kids/red.jpg", "$_bean_x_.jpg");
        assertThat(mock("out").getExchanges())
                .allSatisfy(out -> assertThat(out.getMessage().getHeaders())
                        .containsEntry(ClaidConstants.INPUT_UNKNOWN, true)
                        .doesNotContainKey(ClaidConstants.ITEM_INPUT));
    }

    @Test
    void anEmptyFolderThatWasSubmittedIsOneFailure() throws Exception {
        routes(routes -> {
            routes.onException(ClaidTaskFailedException.class).handled(true).to("mock:failed");
            routes.from(OUT).to("mock:out");
        });
        mock("failed").expectedMessageCount(1);
        shop.start();

        call("claid:shop", "storage://shop/in/", Map.of());

        mock("failed").assertIsSatisfied(10_000);
        awaitNothingOutstanding();
        assertThat(mock("failed").getExchanges().get(0).getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
                .hasMessageContaining("no picture in storage://shop/in/");
    }

    @Test
    void statusAndAwaitAskThePathOfBatches() {
        claid.result("red.jpg");
        shop.start();
        for (Object batch : List.of(true, "true")) {
            Map<String, Object> headers = Map.of(ClaidConstants.TASK_ID, 7, ClaidConstants.BATCH, batch);
            assertThat(task("claid:shop?operation=status", "", headers).results())
                    .hasSize(1);
        }
        assertThat(task("claid:shop?operation=await", "", Map.of(ClaidConstants.TASK_ID, 7, ClaidConstants.BATCH, true))
                        .family())
                .isEqualTo(TaskFamily.BATCH);
        assertThat(claid.requests).containsOnly("GET /v1-beta1/image/edit/batch/7");
    }

    @Test
    void aMessageAboutABatchKnowsThatItIsOne() {
        claid.result("red.jpg");
        shop.start();

        Exchange accepted = call("claid:shop?operation=submit", LIST, Map.of());
        Exchange asked = template.send("claid:shop?operation=status", accepted);

        assertThat(asked.getException()).isNull();
        assertThat(asked.getMessage().getBody(ClaidTask.class).results()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 402, 404})
    void aSubmitThatWasCertainlyNotTakenIsSentAgain(int status) {
        claid.refusals.add(status);
        claid.result("red.jpg");
        shop.start();

        assertThat(task("claid:shop?operation=edit", LIST, Map.of()).results()).hasSize(1);
        assertThat(claid.submitted).hasSize(1);
    }

    @Test
    void aSubmitWhoseFateIsUnknownIsHeld() {
        claid.refusals.add(503);
        shop.start();

        failure(ClaidUnknownOutcomeException.class, "claid:shop", LIST, Map.of());
        failure(ClaidUnknownOutcomeException.class, "claid:shop", LIST, Map.of());

        assertThat(claid.requests).hasSize(1);
    }

    @Test
    void aListThatClaidRefusesFailsWithItsReason() {
        claid.refusals.add(422);
        shop.start();

        assertThat(failure(ClaidApiException.class, "claid:shop", LIST, Map.of()))
                .hasMessageContaining("scripted");
    }

    @Test
    void troubleWithAPollOnlyDelaysTheBatch() throws Exception {
        claid.result("red.jpg").result("blue.jpg").result("green.jpg");
        routes(routes -> routes.from(OUT).to("mock:out"));
        mock("out").expectedMessageCount(3);
        shop.start();
        call("claid:shop", LIST, Map.of());

        claid.refusals.addAll(List.of(500, 429, 404, 503));

        mock("out").assertIsSatisfied(10_000);
        assertThat(claid.submitted).hasSize(1);
    }

    @Test
    void aBatchThatClaidDoesNotKnowAnyMoreExpires() {
        shop.start();
        Exchange accepted = call("claid:shop?operation=submit", LIST, Map.of());
        claid.refusals.addAll(Collections.nCopies(1000, 404));

        assertThat(failure(
                        ClaidTaskExpiredException.class,
                        "claid:shop?operation=await",
                        "",
                        accepted.getMessage().getHeaders()))
                .hasMessageContaining("1");
    }

    @Test
    void aConsumerThatStopsInTheMiddleOfABatchGoesOnWithTheRest() throws Exception {
        List<String> urls = IntStream.range(0, 10)
                .mapToObj(i -> "https://a.example/" + i + ".png")
                .toList();
        urls.forEach(url -> claid.result(url.substring(18)));
        List<String> written = Collections.synchronizedList(new ArrayList<>());
        routes(routes -> routes.from(OUT + "&maxInFlight=2").routeId("out").process(exchange -> {
            written.add(exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class));
            if (written.size() == 3) {
                Thread stopping = new Thread(() -> {
                    try {
                        exchange.getContext().getRouteController().stopRoute("out");
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
                stopping.start();
            }
        }));
        shop.start();
        call("claid:shop", urls, Map.of());
        await().atMost(20, TimeUnit.SECONDS)
                .until(() ->
                        shop.camel.getRouteController().getRouteStatus("out").isStopped());

        shop.camel.getRouteController().startRoute("out");

        await().atMost(10, TimeUnit.SECONDS).until(() -> outstanding() == 0);
        assertThat(written).hasSize(10).doesNotHaveDuplicates();
        assertThat(claid.submitted).hasSize(1);
    }

    @Test
    void anItemCanBeEditedOnAndAWholeBatchCannot() throws Exception {
        claid.result("red.jpg").result("blue.jpg");
        shop.start();
        ClaidTask batch = task("claid:shop?operation=edit", LIST, Map.of());

        assertThat(failure(ClaidInvalidRequestException.class, "claid:shop", batch, Map.of()))
                .hasMessageContaining("batch 1 (DONE) with 2 results");
        assertThat(failure(ClaidInvalidRequestException.class, "claid:shop?operation=download", batch, Map.of()))
                .hasMessageContaining("batch 1 (DONE) has 2 results");
        for (ClaidTask item : batch.items()) {
            task("claid:shop", item, Map.of());
        }
        assertThat(claid.submitted)
                .as("two items of one id are two pictures")
                .extracting(request -> request.path("input").textValue())
                .contains(claid.url() + "/results/red.jpg", claid.url() + "/results/blue.jpg");
    }

    @Test
    void aConsumerOfWholeBatchesCannotFetchPictures() {
        assertThatThrownBy(() -> {
                    routes(routes ->
                            routes.from(OUT + "&splitBatch=false&download=true").to("mock:out"));
                    shop.start();
                })
                .hasStackTraceContaining("splitBatch is false with download=true, allowed: splitBatch=true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claid:shop?input=[]",
                "claid:shop?input=[\"shoe.jpg\"]",
                "claid:shop?input={\"source\":\"storage://shop/in\"}",
                "claid:shop?input=storage://shop/in/&output=storage://shop/out"
            })
    void whatIsWrongWithAnOptionStopsTheRouteFromStarting(String uri) {
        assertThatThrownBy(() -> {
                    routes(routes -> routes.from("direct:in").to(uri));
                    shop.start();
                })
                .hasStackTraceContaining("allowed: ");
    }
}
