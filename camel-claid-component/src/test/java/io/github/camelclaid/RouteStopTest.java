package io.github.camelclaid;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Fault;
import io.github.camelclaid.simulator.script.Outcome;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteStopTest {

    @TempDir
    Path dir;

    private Shop shop;

    @BeforeEach
    void open() {
        shop = Shop.open();
    }

    @AfterEach
    void close() throws Exception {
        shop.close();
    }

    private String inbox() {
        return "file:" + dir.resolve("inbox")
                + "?initialDelay=0&delay=100&readLock=changed&readLockMinAge=0&readLockCheckInterval=1"
                + "&readLockTimeout=2000&move=" + dir.resolve("done") + "&moveFailed=" + dir.resolve("failed")
                + "/${file:name}";
    }

    private void folderRoute(String edit) throws Exception {
        shop.with(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).handled(false).to("file:" + dir.resolve("reasons"));
                from(inbox()).routeId("folder").toD(edit).to("file:" + dir.resolve("outbox"));
                from("direct:edit")
                        .routeId("inner")
                        .doTry()
                        .to("claid:shop?operation=edit&download=true")
                        .doCatch(Exception.class)
                        .to("file:" + dir.resolve("caught"))
                        .end();
            }
        });
    }

    private void tasksNeverEnd() {
        shop.claid.when(Call.SUBMIT).always().then(Outcome.never());
    }

    private void awaitParked(int count) {
        await().atMost(20, SECONDS).until(() -> shop.tracker("claid:shop").parked() == count);
    }

    private void assertInboxIsIntact(int count) {
        assertThat(Shop.files(dir.resolve("inbox"))).as("inbox").isEqualTo(count);
        for (String other : new String[] {"done", "failed", "outbox", "reasons", "caught"}) {
            assertThat(Shop.files(dir.resolve(other))).as(other).isZero();
        }
    }

    @Test
    void stoppingTheContextLeavesTheInboxAsItWas() throws Exception {
        tasksNeverEnd();
        Shop.drop(dir.resolve("inbox"), 100, "jpg");
        folderRoute("claid:shop?operation=edit&download=true");
        shop.start();
        awaitParked(100);
        await().atMost(20, SECONDS).until(() -> shop.claid.ledger().submits() == 100);

        long begin = System.nanoTime();
        shop.camel.stop();

        assertInboxIsIntact(100);
        assertThat(System.nanoTime() - begin)
                .as("well before Camel's own 45 seconds")
                .isLessThan(SECONDS.toNanos(15));
    }

    @Test
    void aRouteThatIsStoppedAndStartedFinishesItsPicturesWithoutASecondCharge() throws Exception {
        shop.claid.when(Call.STATUS).always().then(Fault.status(500));
        Shop.drop(dir.resolve("inbox"), 20, "jpg");
        folderRoute("claid:shop?operation=edit&download=true");
        shop.start();
        await().atMost(20, SECONDS).until(() -> shop.claid.ledger().submits() == 20);

        shop.camel.getRouteController().stopRoute("folder");
        assertInboxIsIntact(20);
        shop.claid.reset();
        shop.camel.getRouteController().startRoute("folder");

        await().atMost(20, SECONDS).until(() -> Shop.files(dir.resolve("outbox")) == 20);
        await().atMost(20, SECONDS).until(() -> Shop.files(dir.resolve("done")) == 20);
        assertThat(shop.claid.ledger().charges())
                .as("charges since the restart")
                .isZero();
    }

    @Test
    void anExchangeParkedInAnotherRouteDoesNotHoldUpTheRouteItCameFrom() throws Exception {
        tasksNeverEnd();
        Shop.drop(dir.resolve("inbox"), 10, "jpg");
        folderRoute("direct:edit");
        shop.start();
        awaitParked(10);

        shop.camel.getRouteController().stopRoute("folder");

        assertInboxIsIntact(10);
    }

    @Test
    void theRouteThatEditsForOthersCanBeStoppedToo() throws Exception {
        tasksNeverEnd();
        Shop.drop(dir.resolve("inbox"), 10, "jpg");
        folderRoute("direct:edit");
        shop.start();
        awaitParked(10);

        shop.camel.getRouteController().suspendRoute("folder");
        shop.camel.getRouteController().stopRoute("inner");

        assertInboxIsIntact(10);
    }

    @Test
    void aCallerWhoWaitsIsToldThatTheRouteStopped() throws Exception {
        tasksNeverEnd();
        folderRoute("claid:shop?operation=edit");
        shop.start();
        byte[] picture = Shop.picture(1, "jpg");
        ProducerTemplate template = shop.camel.createProducerTemplate();
        Future<Object> answer =
                CompletableFuture.supplyAsync(() -> template.requestBody("claid:shop?operation=edit", picture));
        awaitParked(1);

        shop.component.stop();

        assertThatThrownBy(answer::get)
                .isInstanceOf(ExecutionException.class)
                .hasStackTraceContaining(RouteStoppedException.class.getSimpleName());
    }

    @Test
    void whatWaitsForQuotaWhenTheRouteStopsIsNeverSent() throws Exception {
        shop.component.setRateLimit("1/1h");
        Shop.drop(dir.resolve("inbox"), 10, "jpg");
        folderRoute("claid:shop?operation=edit");
        shop.start();
        awaitParked(10);
        await().atMost(20, SECONDS).until(() -> shop.claid.ledger().uploads() == 1);

        shop.camel.getRouteController().stopRoute("folder");

        assertInboxIsIntact(10);
        assertThat(shop.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void stopsAndStartsLeaveNoThreadAndNoOpenFileBehind() throws Exception {
        tasksNeverEnd();
        Shop.drop(dir.resolve("inbox"), 5, "jpg");
        shop.component.setStopGrace(0);
        folderRoute("claid:shop?operation=edit");
        shop.start();
        int threads = 0;
        long descriptors = 0;
        // a stop takes Camel a second; docs/design.md has the command for the long run
        int rounds = Integer.getInteger("claid.test.stops", 8);
        for (int round = 0; round < rounds; round++) {
            awaitParked(5);
            shop.camel.getRouteController().stopRoute("folder");
            if (round == 2) {
                threads = ManagementFactory.getThreadMXBean().getThreadCount();
                descriptors = openFiles();
            }
            shop.camel.getRouteController().startRoute("folder");
        }
        shop.camel.stop();
        assertThat(shop.camel.getShutdownStrategy().isTimeoutOccurred())
                .as("a picture taken in while its route was about to stop held it up")
                .isFalse();
        assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThanOrEqualTo(threads + 5);
        assertThat(openFiles()).isLessThanOrEqualTo(descriptors + 5);
        assertThat(shop.claid.ledger().submits()).isEqualTo(5);
    }

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }
}
