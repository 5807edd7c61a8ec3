package io.github.camelclaid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.client.ClaidApiException;
import io.github.camelclaid.client.ClaidInvalidRequestException;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.ClaidTaskExpiredException;
import io.github.camelclaid.client.ClaidTaskFailedException;
import io.github.camelclaid.client.ClaidTaskTimeoutException;
import io.github.camelclaid.client.ClaidUnknownOutcomeException;
import io.github.camelclaid.simulator.ledger.Ledger;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Timing;
import io.github.camelclaid.transfer.ClaidDownloadException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;

/** A picture, or a list of two, is edited in a shop of its own while something goes wrong. */
final class DeviationStory {

    private static final String SHOE = "storage://shop/shoe.jpg";
    private static final List<String> BOTH = List.of(SHOE, "storage://shop/hat.jpg");
    private static final Map<Class<?>, String> NAMES = Map.of(
            ClaidUnknownOutcomeException.class, "unknown",
            ClaidTaskFailedException.class, "failed",
            ClaidTaskExpiredException.class, "expired",
            ClaidTaskTimeoutException.class, "timed-out",
            ClaidDownloadException.class, "no-picture",
            ClaidInvalidRequestException.class, "invalid",
            ClaidApiException.class, "refused");

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int POLLS_IN_VAIN = 4;

    private final DeviationTable.Cell cell;
    private final Shop shop;

    private DeviationStory(DeviationTable.Cell cell, Shop shop) {
        this.cell = cell;
        this.shop = shop;
    }

    /**
     * How it ended.
     *
     * @param fate what the route saw
     * @param violations what must never happen and did
     */
    record End(String fate, long charges, List<?> violations) {}

    /** @param catalogue a folder with {@code shoe.jpg} and {@code hat.jpg} */
    static End of(DeviationTable.Cell cell, Path catalogue) throws Exception {
        try (Shop shop =
                Shop.open(40, settings -> settings.storage("shop", catalogue).duration(Timing.fixed(Duration.ZERO)))) {
            return new DeviationStory(cell, shop).tell(catalogue);
        }
    }

    private End tell(Path catalogue) throws Exception {
        shop.component.getConfiguration().setTaskTimeout(120_000);
        shop.component.setStopGrace(0);
        shop.component.setPollSchedule((task, now, price) -> now.plusSeconds(1));
        shop.claid.rule(cell.sentence());
        List<Throwable> ends = cell.edit() ? edited(body(catalogue)) : consumed(body(catalogue));
        if (ends.isEmpty()) {
            return new End(
                    "remembered",
                    shop.claid.ledger().charges(),
                    shop.claid.ledger().violations());
        }
        Ledger ledger = shop.claid.ledger();
        return new End(fate(ends), ledger.charges(), ledger.violations());
    }

    private Object body(Path catalogue) throws IOException {
        if (cell.call().startsWith("batch")) {
            return BOTH;
        }
        return cell.call().equals("upload") ? Files.readAllBytes(catalogue.resolve("shoe.jpg")) : SHOE;
    }

    private List<Throwable> edited(Object body) {
        shop.start();
        String uri = "claid:shop?operation=edit" + (body == BOTH ? "" : "&download=true");
        try (ProducerTemplate template = shop.camel.createProducerTemplate()) {
            Exchange end =
                    template.request(uri, exchange -> exchange.getMessage().setBody(body));
            return Arrays.asList(ending(end, end.getException()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What arrives at the end of the route, one of each message; nothing if the task is only remembered. */
    private List<Throwable> consumed(Object body) throws Exception {
        Arrivals arrivals = new Arrivals(body == BOTH ? 2 : 1);
        shop.with(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).handled(true).process(arrivals);
                from("direct:in").to("claid:shop");
                from("claid:shop?download=true").process(arrivals);
            }
        });
        shop.start();
        try (ProducerTemplate template = shop.camel.createProducerTemplate()) {
            template.sendBody("direct:in", body);
        }
        if (cell.fate().equals("remembered")) {
            await().atMost(PATIENCE).until(() -> shop.claid.ledger().requests(Call.STATUS) >= POLLS_IN_VAIN);
            assertThat(shop.tracker("claid:shop").outstanding()).isEqualTo(1);
        } else {
            await().atMost(PATIENCE).until(arrivals::areComplete);
        }
        return arrivals.ends();
    }

    /** Collects what comes to the end of a route, on the threads of the consumer. */
    private static final class Arrivals implements Processor {

        private final int expected;
        private final List<Throwable> ends = Collections.synchronizedList(new ArrayList<>());
        private volatile boolean whole;

        Arrivals(int expected) {
            this.expected = expected;
        }

        @Override
        public void process(Exchange exchange) {
            ends.add(ending(exchange, exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
            // what was never submitted, and a batch that failed as a whole
            whole |= !Objects.equals(exchange.getProperty(Exchange.BATCH_SIZE), expected);
        }

        boolean areComplete() {
            return ends.size() == expected || whole;
        }

        List<Throwable> ends() {
            return new ArrayList<>(ends);
        }
    }

    /** Null if it is what was wished for. */
    private static Throwable ending(Exchange exchange, Throwable failure) {
        if (failure != null || exchange.getMessage().getBody() instanceof ClaidTask) {
            return failure;
        }
        byte[] picture = exchange.getMessage().getBody(byte[].class);
        boolean jpeg =
                picture != null && picture.length > 3 && (picture[0] & 0xFF) == 0xFF && picture[1] == (byte) 0xD8;
        return jpeg ? null : new AssertionError("not a picture");
    }

    private String fate(List<Throwable> ends) {
        List<String> fates = ends.stream()
                .map(end -> end == null ? "delivered" : name(end))
                .distinct()
                .sorted()
                .toList();
        String fate = String.join("+", fates);
        return fate.equals("delivered") && askedAgain() ? "delayed" : fate;
    }

    /** At which it struck. */
    private boolean askedAgain() {
        String call = cell.call().contains("status") ? "status" : cell.call();
        return shop.claid.ledger().requests(Call.valueOf(call.toUpperCase(Locale.ROOT))) > 1;
    }

    private static String name(Throwable failure) {
        return NAMES.getOrDefault(failure.getClass(), failure.getClass().getSimpleName());
    }
}
