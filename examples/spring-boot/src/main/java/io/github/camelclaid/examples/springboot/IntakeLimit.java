package io.github.camelclaid.examples.springboot;

import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.throttling.ThrottlingInflightRoutePolicy;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Suspends the inbox while enough pictures are under way. Camel's policy counts when an exchange ends; pictures that wait
 * for their edits end late, so this one counts when they begin, too.
 */
@Component
class IntakeLimit extends ThrottlingInflightRoutePolicy {

    IntakeLimit(@Value("${pictures.at-once}") int atOnce) {
        setMaxInflightExchanges(atOnce);
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        throttle(route, exchange);
    }
}
