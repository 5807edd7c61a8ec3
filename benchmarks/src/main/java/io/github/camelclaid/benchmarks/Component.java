package io.github.camelclaid.benchmarks;

import io.github.camelclaid.ClaidComponent;
import io.github.camelclaid.ClaidConstants;
import io.github.camelclaid.TimedComponent;
import io.github.camelclaid.task.TaskStore;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** The component as its users have it: a route with {@code claid:}, and its defaults. One node. */
final class Component implements Contestant {

    private static final String PICTURES = "direct:pictures";

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final AsyncProducer pictures;

    /** @param store shared with other nodes; null for one of its own, in memory */
    Component(Ground ground, TaskStore store) throws Exception {
        ClaidComponent component = TimedComponent.in(ground.time().clock(), ground.time());
        component.getConfiguration().setBaseUrl(ground.baseUrl());
        component.getConfiguration().setApiKey(ground.key());
        component.getConfiguration().setTaskTimeout(86_400_000);
        // real work takes as long as ever
        component.setRequestTimeout(3_600_000);
        component.setTransferTimeout(3_600_000);
        component.setTaskStore(store);
        component.setAutowiredEnabled(false);
        if (!ground.hasQuota()) {
            component.setRateLimit("unlimited");
        }
        camel.addComponent("claid", component);
        camel.getShutdownStrategy().setTimeout(1);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(PICTURES).to("claid:shop?operation=edit&op.resizing.width=8");
            }
        });
        camel.start();
        pictures = camel.getEndpoint(PICTURES).createAsyncProducer();
        pictures.start();
    }

    @Override
    public CompletableFuture<Long> edit(Picture picture) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(picture.isUploaded() ? picture.bytes() : picture.url());
        CompletableFuture<Long> edited = new CompletableFuture<>();
        pictures.process(exchange, sync -> {
            if (exchange.getException() == null) {
                edited.complete(exchange.getMessage().getHeader(ClaidConstants.TASK_ID, Long.class));
            } else {
                edited.completeExceptionally(exchange.getException());
            }
        });
        return edited;
    }

    @Override
    public void close() throws Exception {
        camel.close();
    }
}
