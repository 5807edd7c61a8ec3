package io.github.camelclaid;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.throttling.ThrottlingInflightRoutePolicy;

/**
 * A route policy for routes that wait for edits: suspends their consumer while {@code maxInflightExchanges} (1,000 unless
 * set) or more are under way. Camel's own policy looks when an exchange ends; those that wait for an edit end late, and
 * a whole folder would be taken in meanwhile, so this one looks when they begin, too. A poll that has begun goes on: the
 * source's {@code maxMessagesPerPoll} more may come in.
 *
 * <p>Nor does Camel's own one look whether the route is about to stop: then it would resume a consumer that the stop has
 * suspended, which takes in again what the stop gives back. This one resumes what it has suspended itself, and nothing
 * while its route stops.
 *
 * <p>Safe for use by any thread.
 */
public final class IntakeLimit extends ThrottlingInflightRoutePolicy {

    private final Set<Consumer> suspended = ConcurrentHashMap.newKeySet();
    private final Set<Consumer> stopping = ConcurrentHashMap.newKeySet();

    @Override
    public void onStart(Route route) {
        super.onStart(route);
        suspended.remove(route.getConsumer());
        stopping.remove(route.getConsumer());
        // a route forgets added services when it starts anew
        route.addService(new StopNotice(route.getConsumer()));
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        throttle(route, exchange);
    }

    @Override
    public boolean suspendOrStopConsumer(Consumer consumer) throws Exception {
        boolean isSuspended = super.suspendOrStopConsumer(consumer);
        if (isSuspended) {
            suspended.add(consumer);
        }
        return isSuspended;
    }

    @Override
    public boolean resumeOrStartConsumer(Consumer consumer) throws Exception {
        boolean mayResume = !stopping.contains(consumer) && suspended.remove(consumer);
        return mayResume && super.resumeOrStartConsumer(consumer);
    }

    private final class StopNotice extends ServiceSupport implements ShutdownPrepared {

        private final Consumer consumer;

        StopNotice(Consumer consumer) {
            this.consumer = consumer;
        }

        @Override
        public void prepareShutdown(boolean suspendOnly, boolean forced) {
            if (!suspendOnly) {
                stopping.add(consumer);
            }
        }
    }
}
