package io.github.camelclaid.bench;

import io.github.camelclaid.ClaidComponent;
import io.github.camelclaid.simulator.ClaidSimulator;
import io.github.camelclaid.simulator.ledger.Ledger;
import io.github.camelclaid.simulator.script.Timing;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import javax.imageio.ImageIO;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/**
 * Requests per image with Claid's quota in real time: edits of URLs, all at once, whose durations are log-normal around
 * eight seconds.
 */
public final class QuotaBenchmark {

    private static final int PICTURES = 120;
    private static final String QUOTA = "120/60s,4/1s";

    public static void main(String[] arguments) throws Exception {
        Path storage = Files.createTempDirectory("claid-quota");
        ImageIO.write(
                new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB),
                "png",
                storage.resolve("a.png").toFile());
        try (ClaidSimulator simulator = ClaidSimulator.builder()
                        .apiKey("key")
                        .quota(QUOTA)
                        .storage("shop", storage)
                        .duration(Timing.logNormal(Duration.ofSeconds(8), 0.5))
                        .seed(1)
                        .start();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            ClaidComponent component = new ClaidComponent();
            component.getConfiguration().setApiKey("key");
            component.getConfiguration().setBaseUrl(simulator.baseUrl());
            component.setRateLimit(QUOTA);
            camel.addComponent("claid", component);
            camel.start();
            AsyncProducer producer = camel.getEndpoint("claid:shop?operation=edit&duplicates=allow")
                    .createAsyncProducer();
            producer.start();
            CountDownLatch done = new CountDownLatch(PICTURES);
            long begin = System.nanoTime();
            for (int i = 0; i < PICTURES; i++) {
                Exchange exchange = new DefaultExchange(camel);
                exchange.getMessage().setBody("storage://shop/a.png");
                producer.process(exchange, ignored -> done.countDown());
            }
            done.await();
            Ledger ledger = simulator.ledger();
            long requests = ledger.submits() + ledger.polls();
            System.out.printf(
                    "%d images in %d s: %d submits, %d polls, %.2f requests per image, %d answers 429,"
                            + " at most %d requests in 60 s and %d in 1 s%n",
                    PICTURES,
                    (System.nanoTime() - begin) / 1_000_000_000,
                    ledger.submits(),
                    ledger.polls(),
                    (double) requests / PICTURES,
                    ledger.tooManyRequests(),
                    ledger.peak(Duration.ofSeconds(60)),
                    ledger.peak(Duration.ofSeconds(1)));
        }
        System.exit(0);
    }

    private QuotaBenchmark() {}
}
