package io.github.camelclaid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.client.ClaidTaskFailedException;
import io.github.camelclaid.client.TaskStatus;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Fault;
import io.github.camelclaid.simulator.script.Outcome;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What an application sees that has a registry of meters; the ledger of the simulator says what is true. */
class MetersTest extends InShop {

    private final MockClock clock = new MockClock();
    private final MeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);

    private void startWithMeters() throws Exception {
        shop.camel.getRegistry().bind("meters", registry);
        shop.component.getConfiguration().setAccount("me");
        routes(routes -> {
            routes.from("direct:edit").to("claid:shop?operation=edit&op.resizing.width=40");
            routes.from("direct:pay").to("claid:shop?operation=edit&op.resizing.width=40&duplicates=allow");
            routes.from("direct:submit").to("claid:later?op.resizing.width=60");
            routes.from("direct:status").to("claid:later?operation=status");
        });
        shop.start();
    }

    @Test
    void theFiguresAreThoseOfTheLedger() throws Exception {
        shop.claid.when(Call.SUBMIT).nth(1).then(Fault.status(429));
        shop.claid.when(Call.SUBMIT).input("picture-1").always().then(Outcome.error("no product found"));
        startWithMeters();
        task("direct:edit", FIRST, Map.of());
        failure(ClaidTaskFailedException.class, "direct:edit", SECOND, Map.of());
        failure(ClaidTaskFailedException.class, "direct:edit", SECOND, Map.of());
        task("direct:edit", Shop.picture(5, "jpg"), Map.of());
        long id = task("direct:submit", FIRST, Map.of()).id();
        call("direct:status", null, Map.of(ClaidConstants.TASK_ID, id));

        assertThat(counted("charges", "call", "submit"))
                .isEqualTo(shop.claid.ledger().submits())
                .isEqualTo(4);
        assertThat(counted("charges", "call", "upload"))
                .isEqualTo(shop.claid.ledger().uploads())
                .isEqualTo(1);
        assertThat(counted("requests", "call", "poll"))
                .isEqualTo(shop.claid.ledger().polls());
        assertThat(counted("requests", "outcome", "limited"))
                .isEqualTo(shop.claid.ledger().tooManyRequests())
                .isEqualTo(1);
        assertThat(counted("requests")).isEqualTo(shop.claid.ledger().requests());
        assertThat(counted("tasks", "status", "done", "name", "shop")).isEqualTo(2);
        assertThat(counted("tasks", "status", "error", "name", "shop")).isEqualTo(1);
        assertThat(counted("reused", "how", "replayed")).isEqualTo(1);
        assertThat(counted("charges.repeated")).isZero();
        assertThat(gauge("requests.per.image", "name", "shop"))
                .isEqualTo((shop.claid.ledger().requests() - 2) / 3.0);
        assertThat(gauge("requests.per.image", "name", "later")).isNaN();
    }

    @Test
    void aPaidLoopIsVisibleAtAGlance() throws Exception {
        startWithMeters();
        for (int i = 0; i < 4; i++) {
            task("direct:pay", FIRST, Map.of());
        }
        assertThat(counted("charges", "name", "shop"))
                .isEqualTo(shop.claid.ledger().charges())
                .isEqualTo(4);
        assertThat(counted("charges.repeated", "name", "shop")).isEqualTo(3);
    }

    @Test
    void whatIsOutstandingAndForHowLongIsKnown() throws Exception {
        startWithMeters();
        assertThat(gauge("outstanding", "state", "accepted")).isZero();
        assertThat(oldest()).isZero();
        // nobody consumes them
        task("direct:submit", FIRST, Map.of());
        task("direct:submit", SECOND, Map.of());
        await().until(() -> nextScrape(() -> oldest() > 10));
        assertThat(gauge("outstanding", "state", "accepted")).isEqualTo(2);
        assertThat(gauge("outstanding", "state", "finished")).isZero();
    }

    @Test
    void theStoreIsAskedOnceForAllMetersOfAScrape() throws Exception {
        startWithMeters();
        assertThat(gauge("outstanding", "state", "accepted")).isZero();
        task("direct:submit", FIRST, Map.of());
        assertThat(gauge("outstanding", "state", "accepted")).isZero();
        assertThat(nextScrape(() -> gauge("outstanding", "state", "accepted") == 1))
                .isTrue();
    }

    @Test
    void whatTheQuotaCostsIsKnown() throws Exception {
        shop.component.setRateLimit("1/5s");
        startWithMeters();
        task("direct:edit", FIRST, Map.of());
        FunctionTimer polls = registry.get("camel.claid.quota.wait")
                .tags("account", "me", "call", "poll")
                .functionTimer();
        assertThat(polls.count()).isEqualTo(shop.claid.ledger().polls());
        assertThat(polls.totalTime(TimeUnit.SECONDS)).isPositive();
        assertThat(gauge("waiting", "call", "submit")).isZero();

        shop.claid.when(Call.SUBMIT).always().then(Fault.status(402));
        shop.camel.createProducerTemplate().asyncSendBody("direct:edit", SECOND);
        await().until(() -> gauge("waiting", "call", "submit") == 1);
    }

    @Test
    void metersAreThereBeforeTheFirstPictureAndGoneAfterTheLast() throws Exception {
        startWithMeters();
        assertThat(counted("charges")).isZero();
        assertThat(registry.get("camel.claid.charges").tag("name", "shop").meters())
                .isNotEmpty();
        shop.camel.stop();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void aComponentThatIsRestartedDoesNotDoubleThem() throws Exception {
        startWithMeters();
        List<Meter.Id> before = ids();
        task("direct:edit", FIRST, Map.of());
        shop.camel.suspend();
        shop.camel.resume();
        shop.camel.getRouteController().stopAllRoutes();
        shop.component.stop();
        assertThat(registry.getMeters()).isEmpty();
        shop.component.start();
        shop.camel.getRouteController().startAllRoutes();
        task("direct:edit", SECOND, Map.of());

        assertThat(ids()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(counted("charges")).isEqualTo(1);
    }

    @Test
    void accountsDoNotMixAndNeverShowTheirKeys() throws Exception {
        routes(routes -> routes.from("direct:other")
                .to("claid:shop?operation=edit&onAccountError=fail&apiKey=another-key&account=other"));
        startWithMeters();
        call("direct:other", FIRST, Map.of());
        task("direct:edit", SECOND, Map.of());

        assertThat(counted("charges", "account", "me")).isEqualTo(1);
        assertThat(counted("requests", "account", "me", "outcome", "refused")).isZero();
        assertThat(counted("requests", "outcome", "refused")).isEqualTo(1);
        assertThat(registry.get("camel.claid.charges").meters())
                .extracting(meter -> meter.getId().getTag("account"))
                .doesNotContainNull()
                .containsOnly("me", "other");
        assertThat(ids().toString()).doesNotContain(Shop.KEY, "another-key");
    }

    @Test
    void whatIsDoneWithSeveralKeysOfOneAccountCountsTogether() throws Exception {
        routes(routes ->
                routes.from("direct:other").to("claid:shop?operation=edit&onAccountError=fail&apiKey=another-key"));
        startWithMeters();
        call("direct:other", FIRST, Map.of());
        task("direct:edit", SECOND, Map.of());
        assertThat(counted("charges")).isEqualTo(1);
        assertThat(counted("requests", "outcome", "refused")).isEqualTo(1);
        shop.component.stop();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void ofSeveralRegistriesTheOneThatCamelWouldTakeIsTaken() throws Exception {
        MeterRegistry camels = new SimpleMeterRegistry();
        shop.camel.getRegistry().bind("metricsRegistry", camels);
        startWithMeters();
        assertThat(camels.getMeters()).isNotEmpty();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void aCompositeRegistryGoesBeforeItsParts() throws Exception {
        MeterRegistry part = new SimpleMeterRegistry();
        CompositeMeterRegistry composite = new CompositeMeterRegistry();
        composite.add(part);
        shop.camel.getRegistry().bind("part", part);
        shop.camel.getRegistry().bind("composite", composite);
        startWithMeters();
        assertThat(part.getMeters()).hasSameSizeAs(composite.getMeters()).isNotEmpty();
        shop.camel.stop();
        assertThat(part.getMeters()).isEmpty();
    }

    @Test
    void withoutARegistryNothingIsMissing() throws Exception {
        routes(routes -> routes.from("direct:edit").to("claid:shop?operation=edit&op.resizing.width=40"));
        shop.start();
        assertThat(task("direct:edit", FIRST, Map.of()).status()).isEqualTo(TaskStatus.DONE);
    }

    @Test
    void addressesThatAreComputedDoNotMakeMetersWithoutEnd() throws Exception {
        routes(routes -> routes.from("direct:many").toD("claid:${header.tenant}?op.resizing.width=40"));
        startWithMeters();
        for (int i = 0; i < 110; i++) {
            call("direct:many", FIRST, Map.of("tenant", "tenant-" + i));
        }
        assertThat(counted("charges"))
                .isEqualTo(110)
                .isEqualTo(shop.claid.ledger().charges());
        assertThat(registry.get("camel.claid.charges").tag("call", "submit").meters())
                .hasSize(101);
    }

    private double counted(String name, String... tags) {
        return registry.get("camel.claid." + name).tags(tags).functionCounters().stream()
                .mapToDouble(FunctionCounter::count)
                .sum();
    }

    private double gauge(String name, String... tags) {
        Gauge gauge = registry.get("camel.claid." + name).tags(tags).gauge();
        return gauge.value();
    }

    private double oldest() {
        TimeGauge age = registry.get("camel.claid.outstanding.oldest").timeGauge();
        return age.value(TimeUnit.SECONDS);
    }

    private boolean nextScrape(java.util.function.BooleanSupplier sees) {
        clock.add(Duration.ofSeconds(1));
        return sees.getAsBoolean();
    }

    private List<Meter.Id> ids() {
        return registry.getMeters().stream().map(Meter::getId).toList();
    }
}
