package io.github.camelclaid;

import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.throttling.ThrottlingInflightRoutePolicy;

/**
 * A route policy for routes that wait for edits: suspends their consumer while {@code maxInflightExchanges} (1,000 unless
 * set) or more are under way. Camel's own policy looks when an exchange ends; those that wait for an edit end late, and
 * a whole folder would be taken in meanwhile, so this one looks when they begin, too. A poll that has begun goes on: the
 * source's {@code maxMessagesPerPoll} more may come in.
 */
public final class IntakeLimit extends ThrottlingInflightRoutePolicy {

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        throttle(route, exchange);
    }
}
