package io.github.camelclaid.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.support.DefaultExchange;

/**
 * The route that one writes without a component: camel-http, and a loop that waits and asks. The delays take no thread,
 * and a refusal is waited out as long as its answer says.
 */
final class CamelHttpRoute implements Contestant {

    private static final String PICTURES = "seda:pictures?size=1000000&concurrentConsumers=16";
    private static final Duration INTERVAL = Duration.ofMillis(1500);
    private static final int THREADS = 16;

    private static final String PICTURE = "picture";
    private static final String TASK = "task";
    private static final String WAIT = "wait";
    private static final String EDITED = "edited";

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ScheduledExecutorService delays = Executors.newScheduledThreadPool(THREADS);
    private final ProducerTemplate template;
    private final Ground ground;

    CamelHttpRoute(Ground ground) throws Exception {
        this.ground = ground;
        HttpComponent http = new HttpComponent();
        // by itself it would send a refused request again after a second
        http.setAutomaticRetriesDisabled(true);
        http.setConnectionsPerRoute(64);
        camel.addComponent("http", http);
        camel.getShutdownStrategy().setTimeout(1);
        camel.addRoutes(new Routes());
        camel.start();
        template = camel.createProducerTemplate();
    }

    @Override
    public CompletableFuture<Long> edit(Picture picture) {
        CompletableFuture<Long> edited = new CompletableFuture<>();
        Exchange exchange = new DefaultExchange(camel);
        exchange.setProperty(PICTURE, picture);
        exchange.setProperty(EDITED, edited);
        template.send(PICTURES, exchange);
        return edited;
    }

    private final class Routes extends RouteBuilder {

        @Override
        public void configure() {
            onException(Exception.class).process(CamelHttpRoute::fail);
            from(PICTURES)
                    .choice()
                    .when(exchange -> picture(exchange).isUploaded())
                    .to("direct:upload")
                    .end()
                    .to("direct:submit", "direct:poll")
                    .process(CamelHttpRoute::finish);
            untilTaken(from("direct:upload"), exchange -> {
                        post(exchange, ClaidCalls.UPLOAD, ClaidCalls.FORM);
                        exchange.getMessage()
                                .setBody(ClaidCalls.form(picture(exchange).bytes()));
                    })
                    .process(exchange ->
                            exchange.setProperty(PICTURE, new Picture(ClaidCalls.uploadedUrl(task(exchange)), null)));
            untilTaken(from("direct:submit"), exchange -> {
                post(exchange, ClaidCalls.SUBMIT, ClaidCalls.JSON);
                exchange.getMessage().setBody(ClaidCalls.edit(picture(exchange).url()));
            });
            untilTaken(
                    from("direct:poll")
                            .loopDoWhile(exchange -> !ClaidCalls.isOver(task(exchange)))
                            .delay(constant(real(INTERVAL)))
                            .executorService(delays),
                    CamelHttpRoute.this::poll);
        }

        /** One request, again and again until it is not refused; then its answer is the property of the task. */
        private ProcessorDefinition<?> untilTaken(ProcessorDefinition<?> route, Processor request) {
            return route.removeHeader(Exchange.HTTP_RESPONSE_CODE)
                    .loopDoWhile(exchange -> !isAnswered(exchange))
                    .process(request)
                    .to("http:claid?throwExceptionOnFailure=false")
                    .choice()
                    .when(exchange -> !isAnswered(exchange))
                    .process(exchange -> exchange.setProperty(WAIT, real(reset(exchange))))
                    .delay(exchangeProperty(WAIT))
                    .executorService(delays)
                    .end()
                    .endChoice()
                    .end()
                    .end()
                    .process(CamelHttpRoute::remember);
        }
    }

    private void post(Exchange exchange, String path, String type) {
        head(exchange, "POST", path);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, type);
    }

    private void poll(Exchange exchange) {
        head(
                exchange,
                "GET",
                ClaidCalls.SUBMIT + "/" + task(exchange).path("id").asLong());
        exchange.getMessage().setBody(null);
    }

    private void head(Exchange exchange, String method, String path) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Exchange.HTTP_METHOD, method);
        exchange.getMessage().setHeader(Exchange.HTTP_URI, ground.baseUrl() + path);
        exchange.getMessage().setHeader("Authorization", "Bearer " + ground.key());
    }

    private long real(Duration duration) {
        return Math.max(1, ground.time().real(duration).toMillis());
    }

    private static Duration reset(Exchange exchange) {
        return Duration.ofSeconds(exchange.getMessage().getHeader(ClaidCalls.RESET, 1L, Long.class));
    }

    private static boolean isAnswered(Exchange exchange) {
        Integer status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        return status != null && status != ClaidCalls.TOO_MANY_REQUESTS;
    }

    private static Picture picture(Exchange exchange) {
        return exchange.getProperty(PICTURE, Picture.class);
    }

    private static JsonNode task(Exchange exchange) {
        return exchange.getProperty(TASK, JsonNode.class);
    }

    private static void remember(Exchange exchange) {
        exchange.setProperty(TASK, ClaidCalls.data(exchange.getMessage().getBody(byte[].class)));
    }

    @SuppressWarnings("unchecked")
    private static void finish(Exchange exchange) {
        exchange.getProperty(EDITED, CompletableFuture.class)
                .complete(task(exchange).path("id").asLong());
    }

    private static void fail(Exchange exchange) {
        exchange.getProperty(EDITED, CompletableFuture.class)
                .completeExceptionally(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
    }

    @Override
    public void close() throws IOException {
        camel.close();
        delays.shutdownNow();
    }
}
