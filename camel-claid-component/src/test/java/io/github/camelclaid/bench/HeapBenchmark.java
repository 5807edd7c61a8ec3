package io.github.camelclaid.bench;

import static org.awaitility.Awaitility.await;

import io.github.camelclaid.ClaidComponent;
import io.github.camelclaid.simulator.ClaidSimulator;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Outcome;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Heap and threads that 1,000 outstanding edits of files hold: file to edit to file, tasks that never end. The simulator
 * lives in the same process, so what it remembers of each task counts too.
 */
public final class HeapBenchmark {

    private static final int PICTURES = 1_000;

    public static void main(String[] arguments) throws Exception {
        Path dir = Files.createTempDirectory("claid-heap");
        Path inbox = Files.createDirectories(dir.resolve("inbox"));
        try (ClaidSimulator simulator =
                        ClaidSimulator.builder().apiKey("key").noQuota().start();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            simulator.when(Call.SUBMIT).always().then(Outcome.never());
            ClaidComponent component = new ClaidComponent();
            component.getConfiguration().setApiKey("key");
            component.getConfiguration().setBaseUrl(simulator.baseUrl());
            component.setRateLimit("unlimited");
            camel.addComponent("claid", component);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("file:" + inbox + "?initialDelay=0&delay=200")
                            .to("claid:shop?operation=edit&download=true&op.resizing.width=10")
                            .to("file:" + dir.resolve("outbox"));
                }
            });
            camel.start();
            drop(inbox, 0, 50);
            awaitSubmits(simulator, 50);
            long before = usedHeap();
            int threads = threads();
            drop(inbox, 50, PICTURES);
            awaitSubmits(simulator, 50 + PICTURES);
            long after = usedHeap();
            System.out.printf(
                    "%d outstanding edits: %.1f kB of heap each, %d threads more%n",
                    PICTURES, (after - before) / 1024.0 / PICTURES, threads() - threads);
        }
        System.exit(0);
    }

    private static void drop(Path inbox, int first, int count) throws IOException {
        Path staging = Files.createTempDirectory("claid-heap-new");
        for (int i = first; i < first + count; i++) {
            BufferedImage image = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
            image.setRGB(i % 200, i / 200, 0xffffff);
            Path file = staging.resolve(i + ".png");
            ImageIO.write(image, "png", file.toFile());
            Files.move(file, inbox.resolve(i + ".png"));
        }
    }

    private static void awaitSubmits(ClaidSimulator simulator, int count) {
        await().atMost(Duration.ofMinutes(5)).until(() -> simulator.ledger().submits() >= count);
    }

    /** What collections leave, once it does not become less any more. */
    private static long usedHeap() {
        AtomicLong least = new AtomicLong(Long.MAX_VALUE);
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    System.gc();
                    long used = ManagementFactory.getMemoryMXBean()
                            .getHeapMemoryUsage()
                            .getUsed();
                    return least.getAndSet(used) - used < 10_000;
                });
        return least.get();
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private HeapBenchmark() {}
}
