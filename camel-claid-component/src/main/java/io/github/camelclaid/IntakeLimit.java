package io.github.camelclaid;

import java.util.HashSet;
import java.util.Set;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.ShutdownRoute;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.throttling.ThrottlingInflightRoutePolicy;

/**
 * A route policy for routes that wait for edits: suspends their consumer while {@code maxInflightExchanges} (1,000 unless
 * set) or more are under way. Camel's own policy looks when an exchange ends; those that wait for an edit end late, and
 * a whole folder would be taken in meanwhile, so this one looks when they begin, too. A poll that has begun goes on: the
 * source's {@code maxMessagesPerPoll} more may come in.
 *
 * <p>Camel's own policy also resumes whatever is suspended, even while the route stops, and a source that polls again
 * then takes in what its stop has just given back. This one resumes only what it suspended itself, and lets go of that
 * when the route stops or is suspended.
 */
public final class IntakeLimit extends ThrottlingInflightRoutePolicy {

    /** Guarded by this. */
    private final Set<Consumer> suspendedHere = new HashSet<>();

    @Override
    public void onStart(Route route) {
        super.onStart(route);
        // a route forgets added services when it starts anew
        route.addService(new StopWatcher(route));
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        throttle(route, exchange);
    }

    @Override
    public synchronized boolean suspendOrStopConsumer(Consumer consumer) throws Exception {
        return ServiceHelper.isStarted(consumer)
                && super.suspendOrStopConsumer(consumer)
                && suspendedHere.add(consumer);
    }

    @Override
    public synchronized boolean resumeOrStartConsumer(Consumer consumer) throws Exception {
        return suspendedHere.remove(consumer) && super.resumeOrStartConsumer(consumer);
    }

    private synchronized void leaveSuspended(Consumer consumer) {
        suspendedHere.remove(consumer);
        if (ServiceHelper.isStarted(consumer)) {
            // resumed here after Camel had suspended it
            ServiceHelper.suspendService(consumer);
        }
    }

    private final class StopWatcher extends ServiceSupport implements ShutdownPrepared {

        private final Route route;

        StopWatcher(Route route) {
            this.route = route;
        }

        @Override
        public void prepareShutdown(boolean suspendOnly, boolean forced) {
            if (!goesOnUntilAllIsDone()) {
                leaveSuspended(route.getConsumer());
            }
        }

        /** As Camel decides it: others still need what is behind {@code direct:}, and a {@code seda:} empties its queue. */
        private boolean goesOnUntilAllIsDone() {
            return route.getShutdownRoute() == ShutdownRoute.Defer
                    || route.getConsumer() instanceof ShutdownAware aware
                            && aware.deferShutdown(route.getShutdownRunningTask());
        }
    }
}
