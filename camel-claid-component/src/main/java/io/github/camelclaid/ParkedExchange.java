package io.github.camelclaid;

import io.github.camelclaid.client.ClaidException;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exchange that waits for its task without a thread. It ends once, either with an outcome or by being released
 * because its route stops; whoever comes second changes nothing.
 *
 * <p>Shared between the thread that learns the outcome and the one that stops the route; the flag decides.
 */
final class ParkedExchange {

    private static final Logger LOG = LoggerFactory.getLogger(ParkedExchange.class);

    private final Exchange exchange;
    private final AsyncCallback callback;
    private final Parking parking;
    private final Runnable whenReleased;
    private final Set<Route> routes;
    private final AtomicBoolean ended = new AtomicBoolean();

    ParkedExchange(
            Exchange exchange, AsyncCallback callback, Parking parking, Runnable whenReleased, Set<Route> routes) {
        this.exchange = exchange;
        this.callback = callback;
        this.parking = parking;
        this.whenReleased = whenReleased;
        this.routes = routes;
    }

    boolean holdsUp(Route route) {
        return routes.contains(route);
    }

    /** Goes on when the outcome is there, with what {@code result} makes of it, or with its failure. */
    <T> void goOnWith(CompletionStage<T> outcome, Consumer<T> result) {
        goOnWith(outcome, result, unwanted -> {});
    }

    /** @param unwanted gets the outcome if the exchange was released before */
    <T> void goOnWith(CompletionStage<T> outcome, Consumer<T> result, Consumer<T> unwanted) {
        outcome.whenComplete((value, failure) -> {
            boolean isFirst = resume(() -> {
                if (failure == null) {
                    result.accept(value);
                } else {
                    exchange.setException(ClaidException.causeOf(failure));
                }
            });
            if (!isFirst && failure == null) {
                unwanted.accept(value);
            }
        });
    }

    /** Lets the exchange go on, on a worker: routing never goes on where answers arrive. */
    private boolean resume(Runnable outcome) {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        parking.ended(this);
        parking.workers().execute(() -> {
            try {
                outcome.run();
            } catch (RuntimeException | Error e) {
                exchange.setException(e);
            }
            callback.done(false);
        });
        return true;
    }

    /**
     * Ends the exchange although its task is not finished. No error handler, catch block or further step of the route
     * sees it. A file that it came from is given back to its folder as if it had never been taken; every other source
     * sees a failure and does what it does with one: a queue takes its message back, a caller gets the exception.
     */
    void release() {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        parking.ended(this);
        giveBackFile();
        exchange.setException(new RouteStoppedException());
        exchange.setRouteStop(true);
        exchange.getExchangeExtension().setRedeliveryExhausted(true);
        endRoute();
        // the store may be away, and the others wait for their turn to be released
        parking.workers().execute(this::tellLedger);
    }

    /** Whatever its completions do, the others that are to be released must not wait for it. */
    private void endRoute() {
        try {
            callback.done(false);
        } catch (RuntimeException e) {
            LOG.error("Claid: an exchange whose route stops could not be ended", e);
        }
    }

    private void giveBackFile() {
        try {
            if (exchange.getProperty(ExchangePropertyKey.FILE_EXCHANGE_FILE) != null) {
                FileRelease.giveBack(exchange);
            }
        } catch (RuntimeException e) {
            LOG.warn("Claid: the file of an exchange whose route stops could not be given back to its folder", e);
        }
    }

    private void tellLedger() {
        try {
            whenReleased.run();
        } catch (RuntimeException e) {
            // it finds out by itself that nobody waits here any more
            LOG.debug("The ledger could not be told that an exchange was released", e);
        }
    }
}
