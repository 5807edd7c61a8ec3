package io.github.camelclaid.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.ClaidConstants;
import io.github.camelclaid.InShop;
import io.github.camelclaid.Shop;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.spi.ExchangeFactory;
import org.apache.camel.spi.PooledObjectFactory.Statistics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Exchanges that are used again carry nothing of the task before. */
class PooledExchangesTest extends InShop {

    private static final int ROUNDS = 3;
    private static final int PER_ROUND = 40;
    private static final int ALL = ROUNDS * PER_ROUND;

    private final Collection<String> seen = new ConcurrentLinkedQueue<>();
    private final Collection<String> leftovers = new ConcurrentLinkedQueue<>();
    /** By identity: with a pool they are fewer than the messages. */
    private final Set<Exchange> exchanges = ConcurrentHashMap.newKeySet();

    private Path inbox;

    @BeforeEach
    void poolExchanges() {
        inbox = dir.resolve("inbox");
        ExchangeFactory pool = new PooledExchangeFactory();
        pool.setStatisticsEnabled(true);
        shop.camel.getCamelContextExtension().setExchangeFactory(pool);
        shop.component.setStopGrace(0);
    }

    /** Each picture becomes as wide as its name says, while many wait. */
    private void editsAFolder(RouteBuilder routes) {
        routes.from("file:" + inbox + "?initialDelay=0&delay=20&move=" + dir.resolve("done"))
                .routeId("folder")
                .process(exchange -> {
                    exchanges.add(exchange);
                    noteLeftovers(exchange);
                    exchange.setProperty("width", width(number(exchange)));
                })
                .toD("claid:shop?operation=edit&op.resizing.width=${exchangeProperty.width}")
                .process(this::see);
    }

    private void drop(int from, int to) throws Exception {
        Files.createDirectories(inbox);
        for (int i = from; i < to; i++) {
            Path away = Files.write(dir.resolve("away"), Shop.picture(i, "jpg"));
            Files.move(away, inbox.resolve(i + ".jpg"));
        }
    }

    private static int number(Exchange exchange) {
        return Integer.parseInt(exchange.getMessage()
                .getHeader(Exchange.FILE_NAME, String.class)
                .replaceAll("\\D", ""));
    }

    private static int width(int number) {
        return 20 + number % 30;
    }

    private void noteLeftovers(Exchange exchange) {
        exchange.getAllProperties().keySet().stream()
                .filter(name -> name.equals("width") || name.startsWith("CamelClaid"))
                .forEach(leftovers::add);
        exchange.getMessage().getHeaders().keySet().stream()
                .filter(name -> name.startsWith("CamelClaid"))
                .forEach(leftovers::add);
    }

    private void see(Exchange exchange) {
        ClaidTask task = exchange.getMessage().getBody(ClaidTask.class);
        assertThat(exchange.getProperty(ClaidConstants.TASK_PROPERTY)).isSameAs(task);
        seen.add(number(exchange) + " is " + task.output().width());
    }

    private void awaitSeen(int count) {
        await().atMost(30, TimeUnit.SECONDS).until(() -> seen.size() >= count);
        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> shop.tracker("claid:shop").outstanding() == 0);
    }

    private void assertEachItsOwn() {
        assertThat(leftovers).isEmpty();
        assertThat(seen).hasSize(ALL).doesNotHaveDuplicates();
        for (int i = 0; i < ALL; i++) {
            assertThat(seen).contains(i + " is " + width(i));
        }
    }

    private void assertReused() {
        assertThat(exchanges).hasSizeLessThan(ALL);
        Statistics pool = shop.camel
                .getCamelContextExtension()
                .getExchangeFactoryManager()
                .getStatistics();
        assertThat(pool.getReleasedCounter()).isEqualTo(pool.getCreatedCounter() + pool.getAcquiredCounter());
        assertThat(pool.getDiscardedCounter()).isZero();
    }

    @Test
    void editsOfAFolderAreEachTheirOwn() throws Exception {
        routes(this::editsAFolder);
        shop.start();

        for (int round = 1; round <= ROUNDS; round++) {
            drop((round - 1) * PER_ROUND, round * PER_ROUND);
            awaitSeen(round * PER_ROUND);
        }

        assertEachItsOwn();
        await().atMost(10, TimeUnit.SECONDS).untilAsserted(this::assertReused);
    }

    @Test
    void tasksThatComeOutAndAreEditedAgainAreEachTheirOwn() throws Exception {
        routes(routes -> routes.from("claid:shop?initialDelay=0&delay=20&maxInFlight=10")
                .process(exchange -> {
                    exchanges.add(exchange);
                    exchange.setProperty("width", width(number(exchange)));
                })
                .toD("claid:again?operation=edit&op.resizing.width=${exchangeProperty.width}")
                .process(this::see));
        shop.start();

        for (int i = 0; i < ALL; i++) {
            template.sendBodyAndHeader("claid:shop", FIRST, Exchange.FILE_NAME, i + ".jpg");
        }

        awaitSeen(ALL);
        assertEachItsOwn();
        await().atMost(10, TimeUnit.SECONDS).untilAsserted(this::assertReused);
    }

    @Test
    void exchangesThatWereGivenUpWhenTheirRouteStoppedAreEachTheirOwn() throws Exception {
        shop.claid.when(Call.SUBMIT).always().then(Outcome.after(Duration.ofSeconds(20)));
        routes(this::editsAFolder);
        shop.start();
        drop(0, ALL);
        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> shop.tracker("claid:shop").parked() > PER_ROUND);

        shop.camel.getRouteController().stopRoute("folder");
        shop.camel.getRouteController().startRoute("folder");

        awaitSeen(ALL);
        assertThat(shop.claid.ledger().charges()).as("uploads and submits").isEqualTo(2 * ALL);
        assertEachItsOwn();
    }
}
