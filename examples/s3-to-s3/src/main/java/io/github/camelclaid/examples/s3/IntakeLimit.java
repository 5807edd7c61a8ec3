package io.github.camelclaid.examples.s3;

import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.throttling.ThrottlingInflightRoutePolicy;

/**
 * Suspends the polls of a bucket while enough pictures are under way. Camel's policy counts when an exchange ends;
 * pictures that wait for their edits end late, so this one counts when they begin, too.
 */
public final class IntakeLimit extends ThrottlingInflightRoutePolicy {

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        throttle(route, exchange);
    }
}
