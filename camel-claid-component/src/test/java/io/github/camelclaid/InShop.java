package io.github.camelclaid;

import io.github.camelclaid.client.ClaidTask;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** For tests of routes that need nothing but a shop, some pictures at {@code storage://shop/}, and somebody who calls. */
public abstract class InShop {

    protected static final String FIRST = "storage://shop/picture-0.jpg";
    protected static final String SECOND = "storage://shop/picture-1.jpg";

    @TempDir
    protected Path dir;

    protected Shop shop;
    protected ProducerTemplate template;

    @BeforeEach
    void open() throws Exception {
        Path catalogue = dir.resolve("catalogue");
        Shop.drop(catalogue, 3, "jpg");
        shop = Shop.open(40, settings -> settings.storage("shop", catalogue));
        shop.component.setPollSchedule((task, now, price) -> now.plusSeconds(1));
        template = shop.camel.createProducerTemplate();
    }

    @AfterEach
    void close() throws Exception {
        template.close();
        shop.close();
    }

    /** A route of the shop, in a lambda. */
    protected interface Routes {
        void on(RouteBuilder routes) throws Exception;
    }

    protected void routes(Routes routes) throws Exception {
        shop.with(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                routes.on(this);
            }
        });
    }

    protected MockEndpoint mock(String name) {
        return shop.camel.getEndpoint("mock:" + name, MockEndpoint.class);
    }

    protected Exchange call(String uri, Object body, Map<String, Object> headers) {
        return template.request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new java.util.HashMap<>(headers));
        });
    }

    /** The task that a call ends with. */
    protected ClaidTask task(String uri, Object body, Map<String, Object> headers) {
        Exchange exchange = call(uri, body, headers);
        if (exchange.getException() != null) {
            throw new CamelExecutionException("the call failed", exchange, exchange.getException());
        }
        return exchange.getMessage().getBody(ClaidTask.class);
    }

    /** What a call ends with that fails. */
    protected <T extends Throwable> T failure(Class<T> type, String uri, Object body, Map<String, Object> headers) {
        Exchange exchange = call(uri, body, headers);
        if (!type.isInstance(exchange.getException())) {
            throw new AssertionError("expected a " + type.getName(), exchange.getException());
        }
        return type.cast(exchange.getException());
    }
}
