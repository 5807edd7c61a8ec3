package io.github.camelclaid;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Where exchanges wait for their tasks without a thread, and how a route gets rid of them when it stops.
 *
 * <p>Camel's shutdown waits for every exchange in flight, and tells only the services of the routes that stop. An
 * exchange may be parked by a producer of another route (behind {@code direct:}) or by one that belongs to no route
 * ({@code toD}), so a watch is added to the services of the route that the exchange came from and of the one it is in.
 *
 * <p>Safe for use by any thread.
 */
final class Parking {

    private final Executor workers;
    private final ScheduledExecutorService timer;
    private final Duration grace;
    private final Set<ParkedExchange> parked = ConcurrentHashMap.newKeySet();

    /** @param grace how long an exchange of a route that stops may go on waiting for its task */
    Parking(Executor workers, ScheduledExecutorService timer, Duration grace) {
        this.workers = workers;
        this.timer = timer;
        this.grace = grace;
    }

    /**
     * Releases an exchange whose route is about to stop, before anything is sent or paid for it: its consumer was still
     * polling, or a splitter goes on with its next part.
     */
    boolean endsAtOnce(Exchange exchange, AsyncCallback callback) {
        Set<Route> routes = routesOf(exchange);
        if (!stops(routes)) {
            return false;
        }
        new ParkedExchange(exchange, callback, this, () -> {}, routes).release();
        return true;
    }

    ParkedExchange park(Exchange exchange, AsyncCallback callback, Runnable whenReleased) {
        Set<Route> routes = routesOf(exchange);
        ParkedExchange parking = new ParkedExchange(exchange, callback, this, whenReleased, routes);
        parked.add(parking);
        if (stops(routes)) {
            // the stop came while it was on its way here, and may have overlooked it
            afterGrace(parking::release);
        }
        return parking;
    }

    private boolean stops(Set<Route> routes) {
        boolean stopping = false;
        for (Route route : routes) {
            stopping |= watch(route).routeStops();
        }
        return stopping;
    }

    /** Ends all that are still parked, at once: the component stops. */
    void releaseAll() {
        parked.forEach(ParkedExchange::release);
    }

    void ended(ParkedExchange exchange) {
        parked.remove(exchange);
    }

    Executor workers() {
        return workers;
    }

    int size() {
        return parked.size();
    }

    private static Set<Route> routesOf(Exchange exchange) {
        Set<Route> routes = new LinkedHashSet<>(2);
        if (exchange.getFromRouteId() != null) {
            Route from = exchange.getContext().getRoute(exchange.getFromRouteId());
            if (from != null) {
                routes.add(from);
            }
        }
        Route current = ExchangeHelper.getRoute(exchange);
        if (current != null) {
            routes.add(current);
        }
        return routes;
    }

    private Watch watch(Route route) {
        // a route forgets added services when it starts anew
        synchronized (route) {
            for (Service service : route.getServices()) {
                if (service instanceof Watch watch && watch.isOf(this)) {
                    return watch;
                }
            }
            Watch watch = new Watch(route);
            route.addService(watch);
            return watch;
        }
    }

    private void afterGrace(Runnable release) {
        if (grace.isZero()) {
            release.run();
        } else {
            // on a worker: the completions of an exchange may take their time
            timer.schedule(() -> workers.execute(release), grace.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private final class Watch extends ServiceSupport implements ShutdownPrepared {

        private final Route route;
        private volatile long stopsUntilNanos = System.nanoTime();

        Watch(Route route) {
            this.route = route;
        }

        boolean isOf(Parking parking) {
            return parking == Parking.this;
        }

        /** A watch that was added while Camel was going through the services is not told, but the context knows. */
        boolean routeStops() {
            return stopsUntilNanos - System.nanoTime() > 0
                    || route.getCamelContext().isStopping();
        }

        @Override
        public void prepareShutdown(boolean suspendOnly, boolean forced) {
            if (!suspendOnly) {
                // no longer: a stop may be given up, and then the route goes on with the same services
                ShutdownStrategy strategy = route.getCamelContext().getShutdownStrategy();
                stopsUntilNanos = System.nanoTime() + strategy.getTimeUnit().toNanos(strategy.getTimeout());
            }
            // those of now: after the grace the route may have started again, with others
            List<ParkedExchange> here =
                    parked.stream().filter(exchange -> exchange.holdsUp(route)).toList();
            Runnable release = () -> here.forEach(ParkedExchange::release);
            if (forced) {
                release.run();
            } else {
                afterGrace(release);
            }
        }
    }
}
