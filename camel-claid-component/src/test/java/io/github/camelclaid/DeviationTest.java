package io.github.camelclaid;

import static io.github.camelclaid.DeviationTest.Fate.DELIVERED;
import static io.github.camelclaid.DeviationTest.Fate.EXPIRED;
import static io.github.camelclaid.DeviationTest.Fate.FAILED;
import static io.github.camelclaid.DeviationTest.Fate.NO_PICTURE;
import static io.github.camelclaid.DeviationTest.Fate.REFUSED;
import static io.github.camelclaid.DeviationTest.Fate.TIMED_OUT;
import static io.github.camelclaid.DeviationTest.Fate.UNKNOWN;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.client.ClaidApiException;
import io.github.camelclaid.client.ClaidException;
import io.github.camelclaid.client.ClaidTaskExpiredException;
import io.github.camelclaid.client.ClaidTaskFailedException;
import io.github.camelclaid.client.ClaidTaskTimeoutException;
import io.github.camelclaid.client.ClaidUnknownOutcomeException;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Deviation;
import io.github.camelclaid.simulator.script.Fault;
import io.github.camelclaid.simulator.script.Outcome;
import io.github.camelclaid.simulator.script.Rule;
import io.github.camelclaid.transfer.ClaidDownloadException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What becomes of one picture when Claid, or the network before it, does not do as the documents say. The ledger of the
 * simulator tells what was charged.
 */
class DeviationTest {

    /** How the route sees it. */
    enum Fate {
        DELIVERED(null),
        REFUSED(ClaidApiException.class),
        UNKNOWN(ClaidUnknownOutcomeException.class),
        FAILED(ClaidTaskFailedException.class),
        EXPIRED(ClaidTaskExpiredException.class),
        TIMED_OUT(ClaidTaskTimeoutException.class),
        NO_PICTURE(ClaidDownloadException.class);

        final Class<? extends ClaidException> exception;

        Fate(Class<? extends ClaidException> exception) {
            this.exception = exception;
        }
    }

    /** @param charges accepted submits on the ledger */
    record Row(String what, Consumer<Shop> script, Fate fate, int charges) {

        @Override
        public String toString() {
            return what + " → " + fate;
        }
    }

    private static final Duration LONG = Duration.ofSeconds(3);

    static Stream<Row> rows() {
        return Stream.of(
                submit("503", Fault.status(503), UNKNOWN, 0),
                submit("500 after accepting", Fault.statusAfterAccepting(500), UNKNOWN, 1),
                submit("502 with HTML", Fault.html(502), UNKNOWN, 0),
                submit("200 without a body", Fault.emptyBody(200), UNKNOWN, 0),
                submit("200 with half a JSON", Fault.garbage(), UNKNOWN, 1),
                submit("200 with HTML", Fault.html(200), UNKNOWN, 0),
                submit("409", Fault.status(409), UNKNOWN, 0),
                submit("reset before accepting", Fault.resetBeforeAccepting(), UNKNOWN, 0),
                submit("reset after accepting", Fault.resetAfterAccepting(), UNKNOWN, 1),
                submit("an answer that breaks off", Fault.truncated(20), UNKNOWN, 1),
                submit("an answer that comes too late", Fault.delay(LONG), UNKNOWN, 1),
                submit("an answer that trickles for ever", Fault.trickle(1, Duration.ofMillis(50)), UNKNOWN, 1),
                submit("an answer of megabytes", Fault.oversized(3_000_000), UNKNOWN, 1),
                submit("an answer without id", Deviation.without("id"), UNKNOWN, 1),
                submit("400", Fault.status(400), REFUSED, 0),
                submit("422", Fault.status(422), REFUSED, 0),
                submit("a redirect", Fault.redirect(302, "http://127.0.0.1:1/elsewhere"), REFUSED, 0),
                submit("404 under one version", Fault.status(404), DELIVERED, 1),
                always(Call.SUBMIT, "404 under each version", Fault.status(404), REFUSED, 0),
                submit("401 once", Fault.status(401), DELIVERED, 1),
                submit("402 once", Fault.status(402), DELIVERED, 1),
                submit("403 once", Fault.status(403), DELIVERED, 1),
                submit("429 with headers", Fault.rateLimited(Duration.ofSeconds(2)), DELIVERED, 1),
                submit("429 without headers", Fault.rateLimitedWithoutHeaders(), DELIVERED, 1),
                submit("a slow answer", Fault.delay(Duration.ofMillis(300)), DELIVERED, 1),
                submit("result_url over http", Deviation.resultUrlAt("http://api.claid.ai"), DELIVERED, 1),
                submit("result_url elsewhere", Deviation.resultUrlAt("https://evil.example"), DELIVERED, 1),
                submit("no result_url", Deviation.resultUrlAbsent(), DELIVERED, 1),
                submit("echo with nulls", Deviation.echoWithNulls(), DELIVERED, 1),
                submit("echo with defaults", Deviation.echoWithDefaults(), DELIVERED, 1),
                submit("members nobody knows", Deviation.extraMembers(), DELIVERED, 1),
                submit("ERROR", Outcome.error("no product found"), FAILED, 1),
                submit("CANCELLED", Outcome.cancelled(), FAILED, 1),
                submit("a status nobody knows, then DONE", Outcome.done().showing("FROBNICATING"), DELIVERED, 1),
                submit("PAUSED, then DONE", Outcome.done().showing("PAUSED"), DELIVERED, 1),
                submit("WAITING, then DONE", Outcome.done().showing("WAITING"), DELIVERED, 1),
                submit("a task that never ends", Outcome.never(), TIMED_OUT, 1),
                submit("a status nobody knows for ever", Outcome.status("FROBNICATING"), TIMED_OUT, 1),
                poll("500", Fault.status(500), DELIVERED),
                poll("HTML", Fault.html(502), DELIVERED),
                poll("200 with HTML", Fault.html(200), DELIVERED),
                poll("half a JSON", Fault.garbage(), DELIVERED),
                poll("no body", Fault.emptyBody(200), DELIVERED),
                poll("reset", Fault.resetBeforeAccepting(), DELIVERED),
                poll("too late an answer", Fault.delay(LONG), DELIVERED),
                poll("429", Fault.rateLimited(Duration.ofSeconds(2)), DELIVERED),
                poll("401", Fault.status(401), DELIVERED),
                poll("403", Fault.status(403), DELIVERED),
                poll("404 at first", Fault.status(404), DELIVERED),
                poll("a redirect", Fault.redirect(302, "http://127.0.0.1:1/elsewhere"), DELIVERED),
                always(Call.STATUS, "404", Fault.status(404), EXPIRED, 1),
                always(Call.STATUS, "500", Fault.status(500), TIMED_OUT, 1),
                answers("no result yet: absent", Deviation.errorsAbsent(), DELIVERED),
                answers("errors null", Deviation.errorsNull(), DELIVERED),
                answers("format in upper case", Deviation.upperCaseFormat(), DELIVERED),
                answers("ext pnj", Deviation.extPnj(), DELIVERED),
                answers("no width, no height", Deviation.withoutSize(), DELIVERED),
                answers("members nobody knows", Deviation.extraMembers(), DELIVERED),
                answers("the result on another host over http", Deviation.tmpUrlAt("http://127.0.0.2:1"), NO_PICTURE),
                answers("the result in a private network", Deviation.tmpUrlAt("https://10.0.0.1"), NO_PICTURE),
                answers("the result in a file", Deviation.tmpUrl("file:///etc/passwd"), NO_PICTURE),
                result("503", Fault.status(503), DELIVERED),
                result("reset", Fault.resetBeforeAccepting(), DELIVERED),
                result("a picture that breaks off", Fault.truncated(100), DELIVERED),
                result("404", Fault.status(404), NO_PICTURE),
                result("HTML instead of the picture", Fault.html(200), NO_PICTURE));
    }

    /** Nobody waits for a submitted task: it is polled until it expires. */
    static Stream<Row> rowsOfSubmittedTasks() {
        return rows().filter(row -> row.fate() != TIMED_OUT);
    }

    private static Row submit(String what, Fault fault, Fate fate, int charges) {
        return new Row("submit: " + what, shop -> once(shop, Call.SUBMIT).then(fault), fate, charges);
    }

    private static Row submit(String what, Outcome outcome, Fate fate, int charges) {
        return new Row("submit: " + what, shop -> once(shop, Call.SUBMIT).then(outcome), fate, charges);
    }

    private static Row submit(String what, Deviation deviation, Fate fate, int charges) {
        return new Row("submit: " + what, shop -> once(shop, Call.SUBMIT).then(deviation), fate, charges);
    }

    private static Row poll(String what, Fault fault, Fate fate) {
        return new Row("poll: " + what, shop -> once(shop, Call.STATUS).then(fault), fate, 1);
    }

    private static Row always(Call call, String what, Fault fault, Fate fate, int charges) {
        return new Row(
                call + " always: " + what,
                shop -> shop.claid.when(call).always().then(fault),
                fate,
                charges);
    }

    private static Row answers(String what, Deviation deviation, Fate fate) {
        return new Row(
                "answers: " + what,
                shop -> shop.claid.when(Call.STATUS).always().then(deviation),
                fate,
                1);
    }

    private static Row result(String what, Fault fault, Fate fate) {
        return new Row("result: " + what, shop -> once(shop, Call.RESULT).then(fault), fate, 1);
    }

    private static Rule.Condition once(Shop shop, Call call) {
        return shop.claid.when(call).times(1);
    }

    @TempDir
    Path dir;

    private Shop shop;

    @BeforeEach
    void open() throws Exception {
        Path catalogue = Files.createDirectories(dir.resolve("catalogue"));
        Files.write(catalogue.resolve("shoe.jpg"), Shop.picture(1, "jpg"));
        shop = Shop.open(40, settings -> settings.storage("shop", catalogue));
        shop.component.getConfiguration().setTaskTimeout(120_000);
        shop.component.setStopGrace(0);
    }

    @AfterEach
    void close() throws Exception {
        shop.close();
    }

    @ParameterizedTest(name = "edit, {0}")
    @MethodSource("rows")
    void anEditGetsItsFate(Row row) throws Exception {
        row.script().accept(shop);
        shop.start();
        try (ProducerTemplate template = shop.camel.createProducerTemplate()) {
            Throwable failure = null;
            try {
                byte[] picture = template.requestBody(
                        "claid:shop?operation=edit&download=true", "storage://shop/shoe.jpg", byte[].class);
                assertThat(picture).startsWith(0xFF, 0xD8, 0xFF);
            } catch (CamelExecutionException e) {
                failure = e.getCause();
            }
            assertFate(row, failure);
        }
    }

    @ParameterizedTest(name = "submit and consumer, {0}")
    @MethodSource("rowsOfSubmittedTasks")
    void aSubmittedTaskGetsItsFate(Row row) throws Exception {
        row.script().accept(shop);
        Fates fates = new Fates();
        shop.with(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).handled(true).process(fates);
                from("direct:in").to("claid:shop");
                from("claid:shop?download=true").process(fates);
            }
        });
        shop.start();
        try (ProducerTemplate template = shop.camel.createProducerTemplate()) {
            template.sendBody("direct:in", "storage://shop/shoe.jpg");
            await().atMost(20, SECONDS).until(() -> fates.seen > 0);
            assertFate(row, fates.failure);
            assertThat(fates.seen).as("deliveries").isEqualTo(1);
        }
    }

    /** What arrives at the end of a route. */
    private static final class Fates implements org.apache.camel.Processor {
        private volatile int seen;
        private volatile Throwable failure;

        @Override
        public void process(Exchange exchange) {
            failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
            seen++;
        }
    }

    private void assertFate(Row row, Throwable failure) {
        if (row.fate() == DELIVERED) {
            assertThat(failure).isNull();
        } else {
            assertThat(failure).isInstanceOf(row.fate().exception).hasMessageNotContaining(Shop.KEY);
        }
        assertThat(shop.claid.ledger().charges()).as("charges").isEqualTo(row.charges());
        assertThat(shop.claid.ledger().violations()).isEmpty();
    }
}
