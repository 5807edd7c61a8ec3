package io.github.camelclaid;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.simulator.ledger.Ledger;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Outcome;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the component is for, with Claid's real quota, judged by the simulator's ledger. */
class MainJobTest {

    private static final String CLAID_QUOTA = "120/60s,4/1s";

    @TempDir
    Path dir;

    private Shop shop;

    @AfterEach
    void close() throws Exception {
        shop.close();
    }

    private void openWithQuota() {
        shop = Shop.open(20, settings -> settings.quota(CLAID_QUOTA));
        shop.component.setRateLimit(CLAID_QUOTA);
    }

    private String inbox() {
        return "file:" + dir.resolve("inbox") + "?initialDelay=0&delay=100&move=" + dir.resolve("done") + "&moveFailed="
                + dir.resolve("failed");
    }

    private void folderRoute(String edit) throws Exception {
        shop.with(new RouteBuilder() {
            @Override
            public void configure() {
                from(inbox()).to(edit).to("file:" + dir.resolve("outbox"));
            }
        });
    }

    private void assertNoQuotaWasExceeded() {
        Ledger ledger = shop.claid.ledger();
        assertThat(ledger.tooManyRequests()).as("429").isZero();
        assertThat(ledger.peak(Duration.ofSeconds(60))).isLessThanOrEqualTo(120);
        assertThat(ledger.peak(Duration.ofSeconds(1))).isLessThanOrEqualTo(4);
        assertThat(ledger.violations()).isEmpty();
    }

    @Test
    void sixtyPicturesOfAFolderAreEditedForOneUploadAndOneSubmitEach() throws Exception {
        openWithQuota();
        Shop.drop(dir.resolve("inbox"), 60, "png");
        folderRoute("claid:shop?operation=edit&download=true&op.resizing.width=40&output={\"format\":\"png\"}");
        shop.start();

        await().atMost(60, SECONDS).until(() -> Shop.files(dir.resolve("done")) == 60);

        assertThat(Shop.files(dir.resolve("outbox"))).isEqualTo(60);
        assertThat(shop.claid.ledger().uploads()).isEqualTo(60);
        assertThat(shop.claid.ledger().submits()).isEqualTo(60);
        assertNoQuotaWasExceeded();
        BufferedImage result = ImageIO.read(dir.resolve("outbox/picture-7.png").toFile());
        assertThat(result.getWidth()).isEqualTo(40);
        assertThat(result.getColorModel().hasAlpha()).as("alpha of the input").isTrue();
        assertThat(result.getRGB(0, 0) >>> 24).as("opacity of the corner").isZero();
    }

    @Test
    void sixtyUrlsAreSubmittedOnceAndComeOutOfTheConsumerOnce() throws Exception {
        openWithQuota();
        Path catalogue = dir.resolve("catalogue");
        Shop.drop(catalogue, 60, "jpg");
        shop.close();
        shop = Shop.open(20, settings -> settings.quota(CLAID_QUOTA).storage("shop", catalogue));
        shop.component.setRateLimit(CLAID_QUOTA);
        shop.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:submit").to("claid:shop?op.resizing.width=30");
                from("claid:shop?download=true").to("file:" + dir.resolve("outbox"));
            }
        });
        shop.start();
        try (ProducerTemplate template = shop.camel.createProducerTemplate()) {
            for (int i = 0; i < 60; i++) {
                template.asyncRequestBodyAndHeader(
                        "direct:submit",
                        "storage://shop/picture-" + i + ".jpg",
                        "CamelFileName",
                        "picture-" + i + ".jpg");
            }
            await().atMost(60, SECONDS).until(() -> Shop.files(dir.resolve("outbox")) == 60);
        }

        assertThat(shop.claid.ledger().uploads()).isZero();
        assertThat(shop.claid.ledger().submits()).isEqualTo(60);
        assertThat(shop.claid.ledger().downloads()).isEqualTo(60);
        assertNoQuotaWasExceeded();
    }

    @Test
    void twoEditsInOneRouteGiveTheSecondEditOfTheFirstResult() throws Exception {
        shop = Shop.open();
        shop.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:chain")
                        .to("claid:shop?operation=edit&op.resizing.width=40&op.resizing.height=40")
                        .to("claid:shop?operation=edit&op.padding=10px");
            }
        });
        shop.start();
        Path catalogue = dir.resolve("catalogue");
        Shop.drop(catalogue, 1, "jpg");
        try (ProducerTemplate template = shop.camel.createProducerTemplate()) {
            ClaidTask result =
                    template.requestBody("direct:chain", catalogue.resolve("picture-0.jpg"), ClaidTask.class);

            assertThat(result.output().width()).isEqualTo(result.input().width());
            assertThat(result.input().width()).as("what the first edit made").isEqualTo(40);
        }
        assertThat(shop.claid.ledger().submits()).isEqualTo(2);
    }

    @Test
    void theSamePictureDroppedTwiceIsPaidOnce() throws Exception {
        shop = Shop.open();
        Shop.drop(dir.resolve("inbox"), 1, "jpg");
        folderRoute("claid:shop?operation=edit&download=true&op.resizing.width=40");
        shop.start();
        await().atMost(20, SECONDS).until(() -> Shop.files(dir.resolve("done")) == 1);
        Files.delete(dir.resolve("outbox/picture-0.jpg"));
        Files.delete(dir.resolve("done/picture-0.jpg"));

        Shop.drop(dir.resolve("inbox"), 1, "jpg");
        await().atMost(20, SECONDS).until(() -> Shop.files(dir.resolve("done")) == 1);

        assertThat(Shop.files(dir.resolve("outbox"))).isEqualTo(1);
        assertThat(shop.claid.ledger().charges()).as("an upload and a submit").isEqualTo(2);
    }

    @Test
    void twoEqualPicturesWithDifferentNamesBothComeOut() throws Exception {
        shop = Shop.open();
        Path inbox = Files.createDirectories(dir.resolve("inbox"));
        for (String name : List.of("one.jpg", "other.jpg")) {
            Files.write(inbox.resolve(name), Shop.picture(3, "jpg"));
        }
        folderRoute("claid:shop?operation=edit&download=true&op.resizing.width=40");
        shop.start();

        await().atMost(20, SECONDS).until(() -> Shop.files(dir.resolve("done")) == 2);

        assertThat(dir.resolve("outbox/one.jpg")).exists().hasSameBinaryContentAs(dir.resolve("outbox/other.jpg"));
        assertThat(shop.claid.ledger().charges()).as("an upload and a submit").isEqualTo(2);
    }

    @Test
    void twoEqualPicturesWithDifferentNamesBothComeOutOfTheConsumer() throws Exception {
        shop = Shop.open();
        Path inbox = Files.createDirectories(dir.resolve("inbox"));
        for (String name : List.of("one.jpg", "other.jpg")) {
            Files.write(inbox.resolve(name), Shop.picture(3, "jpg"));
        }
        shop.with(new RouteBuilder() {
            @Override
            public void configure() {
                from(inbox()).to("claid:shop?op.resizing.width=40");
                from("claid:shop?download=true").to("file:" + dir.resolve("outbox"));
            }
        });
        shop.start();

        await().atMost(20, SECONDS).until(() -> Shop.files(dir.resolve("outbox")) == 2);

        assertThat(dir.resolve("outbox/one.jpg")).exists();
        assertThat(dir.resolve("outbox/other.jpg")).exists();
    }

    @Test
    void aPictureThatAlwaysFailsIsPaidOnceInAHundredPolls() throws Exception {
        shop = Shop.open();
        shop.claid.when(Call.SUBMIT).always().then(Outcome.error("no product found"));
        Shop.drop(dir.resolve("inbox"), 1, "jpg");
        int[] failures = new int[1];
        shop.with(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).handled(false).process(exchange -> failures[0]++);
                // the source leaves the picture where it is, and comes again
                from("file:" + dir.resolve("inbox") + "?initialDelay=0&delay=10")
                        .to("claid:shop?operation=edit")
                        .to("mock:never");
            }
        });
        shop.start();

        await().atMost(40, SECONDS).until(() -> failures[0] >= 100);

        assertThat(shop.claid.ledger().submits()).isEqualTo(1);
        assertThat(shop.claid.ledger().uploads()).isEqualTo(1);
    }

    @Test
    void moreExchangesWaitAtOnceThanAnyPoolOrQueueHasPlaces() throws Exception {
        shop = Shop.open();
        shop.claid.when(Call.SUBMIT).always().then(Outcome.never());
        shop.start();
        AsyncProducer producer = shop.camel
                .getEndpoint("claid:shop?operation=edit", ClaidEndpoint.class)
                .createAsyncProducer();
        producer.start();
        for (int i = 0; i < 2_500; i++) {
            Exchange exchange = new DefaultExchange(shop.camel);
            exchange.getMessage().setBody("https://shop.example/" + i + ".jpg");
            producer.process(exchange, done -> {});
        }

        await().atMost(30, SECONDS).until(() -> shop.claid.ledger().submits() == 2_500);

        assertThat(shop.tracker("claid:shop?operation=edit").parked()).isEqualTo(2_500);
    }
}
