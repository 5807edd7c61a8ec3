package io.github.camelclaid.examples.s3;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Ends the program when there is nothing left to do: no picture is under way, and every object that is still in the
 * source has failed, or is a folder or empty. Thread-safe.
 */
final class WorkWatch extends EventNotifierSupport implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkWatch.class);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final CamelContext camel;
    private final Buckets buckets;
    private final Set<String> failed = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "s3-to-s3-watch");
        thread.setDaemon(true);
        return thread;
    });

    WorkWatch(CamelContext camel, Buckets buckets) {
        this.camel = camel;
        this.buckets = buckets;
    }

    /** How many objects have failed and are still in the source. */
    long failedForGood() {
        return buckets.objects(buckets.source()).stream()
                .filter(object -> failed.contains(object.key()))
                .count();
    }

    /** @param idle how long there has to be nothing to do */
    void endAfter(Duration idle, Runnable end) {
        long[] busyAt = {System.nanoTime()};
        timer.scheduleWithFixedDelay(
                () -> {
                    long now = System.nanoTime();
                    if (isBusy()) {
                        busyAt[0] = now;
                    } else if (now - busyAt[0] >= idle.toNanos()) {
                        timer.shutdown();
                        end.run();
                    }
                },
                LOOK.toMillis(),
                LOOK.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private boolean isBusy() {
        try {
            return camel.getInflightRepository().size() > 0
                    || buckets.objects(buckets.source()).stream()
                            .anyMatch(object -> !isSkipped(object) && !failed.contains(object.key()));
        } catch (RuntimeException e) {
            LOG.warn("The bucket {} cannot be listed", buckets.source(), e);
            return true;
        }
    }

    /** Folders and empty objects stay, as they are no pictures. */
    private static boolean isSkipped(S3Object object) {
        return object.key().endsWith("/") || object.size() == 0;
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event.getType() == CamelEvent.Type.ExchangeFailed;
    }

    @Override
    public void notify(CamelEvent event) {
        Exchange exchange = ((ExchangeEvent) event).getExchange();
        String key = exchange.getProperty(AWS2S3Constants.KEY, String.class);
        if (key != null && !exchange.isRouteStop()) {
            failed.add(key);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
