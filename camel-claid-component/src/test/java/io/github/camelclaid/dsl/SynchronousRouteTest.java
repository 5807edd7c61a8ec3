package io.github.camelclaid.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelclaid.ClaidConstants;
import io.github.camelclaid.InShop;
import io.github.camelclaid.client.ClaidTask;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** Whoever cannot go on elsewhere waits, and has the finished task when the call returns. */
class SynchronousRouteTest extends InShop {

    private static final String EDIT = "claid:shop?operation=edit&op.resizing.width=40";

    private static Processor noteThread(String step) {
        return exchange -> exchange.setProperty(step, Thread.currentThread().getName());
    }

    @Test
    void aSynchronousRouteKeepsTheThreadOfItsCaller() throws Exception {
        routes(routes -> {
            routes.from("direct:in")
                    .process(noteThread("before"))
                    .to("direct:edit?synchronous=true")
                    .process(noteThread("after"));
            routes.from("direct:edit").to(EDIT);
        });
        shop.start();

        Exchange exchange = call("direct:in", FIRST, Map.of());

        assertThat(exchange.getMessage().getBody(ClaidTask.class).statusText()).isEqualTo("DONE");
        assertThat(exchange.getProperty("after")).isEqualTo(exchange.getProperty("before"));
    }

    @Test
    void aProducerIsCalledLikeAnyFunction() throws Exception {
        shop.start();
        Endpoint edit = shop.camel.getEndpoint(EDIT);
        Producer producer = edit.createProducer();
        producer.start();
        Exchange exchange = DefaultExchange.newFromEndpoint(edit, ExchangePattern.InOut);
        exchange.getMessage().setBody(FIRST);

        producer.process(exchange);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(ClaidConstants.STATUS)).isEqualTo("DONE");
        producer.stop();
    }
}
