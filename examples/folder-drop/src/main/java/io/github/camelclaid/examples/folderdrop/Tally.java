package io.github.camelclaid.examples.folderdrop;

import io.github.camelclaid.ClaidConstants;
import io.github.camelclaid.client.ClaidTaskFailedException;
import io.github.camelclaid.client.ClaidUnknownOutcomeException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what became of pictures, when their files lie where they belong, with one line in the log for each.
 *
 * <p>Safe for use by any thread; guarded by {@code this}.
 */
final class Tally extends EventNotifierSupport {

    private static final Logger LOG = LoggerFactory.getLogger(Tally.class);
    /** So many of the last endings tell how fast it goes. */
    private static final int MEASURED = 30;

    private final Folders folders;
    private final Clock clock;
    private final Deque<Instant> endings = new ArrayDeque<>();
    private int underWay;
    private int done;
    private int failed;
    private int endedAtClaid;

    Tally(Folders folders, Clock clock) {
        this.folders = folders;
        this.clock = clock;
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return switch (event.getType()) {
            case ExchangeCreated, ExchangeCompleted, ExchangeFailed -> true;
            default -> false;
        };
    }

    @Override
    public void notify(CamelEvent event) {
        if (event.getType() == CamelEvent.Type.ExchangeCreated) {
            begin();
        } else {
            end(((ExchangeEvent) event).getExchange());
        }
    }

    private synchronized void begin() {
        if (underWay++ == 0) {
            // idle time says nothing about the pace
            endings.clear();
            endings.add(clock.instant());
        }
    }

    private synchronized void end(Exchange exchange) {
        underWay--;
        if (exchange.isRouteStop()) {
            // given back to the inbox
            return;
        }
        Throwable failure = exchange.getException();
        String name = exchange.getMessage().getHeader(Exchange.FILE_NAME_CONSUMED, String.class);
        if (Files.exists(folders.inbox().resolve(name))) {
            LOG.warn(
                    "{} could not be moved out of the inbox and will be tried again: look after the folders done and failed",
                    name);
            return;
        }
        Duration took =
                Duration.between(Instant.ofEpochMilli(exchange.getClock().getCreated()), Instant.now());
        if (failure == null) {
            done++;
            LOG.info("{} -> {} ({})", name, result(exchange), seconds(took));
        } else {
            failed++;
            String choices = failure instanceof ClaidUnknownOutcomeException
                    ? "; you choose what becomes of it, " + failedFile(exchange) + ".txt says how"
                    : "";
            LOG.error("{} failed: {}{}", name, FailureReason.why(failure), choices);
        }
        if (failure == null || failure instanceof ClaidTaskFailedException) {
            endedAtClaid++;
        }
        endings.add(clock.instant());
        if (endings.size() > MEASURED + 1) {
            endings.remove();
        }
    }

    private static String failedFile(Exchange exchange) {
        return exchange.getProperty(FreeNames.FAILED_FILE, String.class);
    }

    private String result(Exchange exchange) {
        Message message = exchange.getMessage();
        String file = message.getHeader(Exchange.FILE_NAME, String.class);
        return folders.outbox().getFileName() + "/" + file + ", "
                + message.getHeader(ClaidConstants.WIDTH) + "x" + message.getHeader(ClaidConstants.HEIGHT) + " "
                + message.getHeader(ClaidConstants.FORMAT) + ", "
                + (message.getHeader(Exchange.FILE_LENGTH, 0L, Long.class) + 1023) / 1024 + " kB";
    }

    static String seconds(Duration time) {
        return String.format(java.util.Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    synchronized int underWay() {
        return underWay;
    }

    synchronized int done() {
        return done;
    }

    synchronized int failed() {
        return failed;
    }

    /** How many of the pictures that ended had been taken by Claid. */
    synchronized int endedAtClaid() {
        return endedAtClaid;
    }

    /** How long that many pictures take at the pace of the last ones; empty until two have ended. */
    synchronized Optional<Duration> timeFor(int pictures) {
        int measured = endings.size() - 1;
        if (measured < 2) {
            return Optional.empty();
        }
        Duration time = Duration.between(endings.peekFirst(), clock.instant());
        return Optional.of(time.multipliedBy(pictures).dividedBy(measured));
    }
}
