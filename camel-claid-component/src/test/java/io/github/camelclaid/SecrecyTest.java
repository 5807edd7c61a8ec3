package io.github.camelclaid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Fault;
import io.github.camelclaid.simulator.script.Outcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.util.URISupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The key is in no log line, message or address, whatever goes wrong and whatever is logged. */
class SecrecyTest extends InShop {

    private static final String SECRET = "sk-9f31c7-do-not-tell";

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final AppenderBase<ILoggingEvent> listener = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage()
                    + (event.getThrowableProxy() == null
                            ? ""
                            : ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }
    };

    @BeforeEach
    void listen() {
        listener.setContext(root.getLoggerContext());
        listener.start();
        root.detachAppender("out");
        root.addAppender(listener);
        root.setLevel(Level.TRACE);
        // at TRACE Camel itself writes down the options of an endpoint as they are
        root.getLoggerContext().getLogger("org.apache.camel").setLevel(Level.DEBUG);
    }

    @AfterEach
    void endListening() throws Exception {
        root.getLoggerContext().reset();
        new ch.qos.logback.classic.util.ContextInitializer(root.getLoggerContext()).autoConfig();
    }

    private void assertNoLineTellsTheKey() {
        assertThat(lines).isNotEmpty().noneMatch(line -> line.contains(SECRET));
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void aRunThatFailsInEveryWayDoesNotTellTheKeyOfTheEndpoint() throws Exception {
        String uri = "claid:shop?operation=edit&onAccountError=fail&apiKey=RAW(" + SECRET + ")";
        routes(routes -> routes.from("direct:edit").to(uri));
        shop.start();

        // 401, for the simulator knows another key
        Exchange refused = call("direct:edit", FIRST, Map.of());
        shop.claid.when(Call.SUBMIT).then(Fault.resetAfterAccepting());
        Exchange unknown = call("direct:edit", SECOND, Map.of());
        Exchange invalid = call("direct:edit", "nothing", Map.of());

        for (Exchange failed : new Exchange[] {refused, unknown, invalid}) {
            assertThat(failed.getException()).isNotNull();
            assertThat(stackTrace(failed.getException())).doesNotContain(SECRET);
        }
        assertThat(shop.camel.getEndpoints())
                .noneMatch(endpoint -> endpoint.toString().contains(SECRET));
        for (var endpoint : shop.camel.getEndpoints()) {
            assertThat(URISupport.sanitizeUri(endpoint.getEndpointUri())).doesNotContain(SECRET);
        }
        shop.camel.stop();
        assertNoLineTellsTheKey();
    }

    @Test
    void anEndpointThatCannotBeMadeDoesNotTellTheKey() {
        shop.start();
        for (String wrong : new String[] {"dely=5", "op.resizing.fit=huge", "baseUrl=http://elsewhere"}) {
            Throwable failure =
                    catchThrowable(() -> shop.camel.getEndpoint("claid:shop?apiKey=RAW(" + SECRET + ")&" + wrong));

            assertThat(stackTrace(failure)).as(wrong).doesNotContain(SECRET);
        }
        assertNoLineTellsTheKey();
    }

    @Test
    void healthAndFailedTasksDoNotTellTheKeyOfTheComponent() throws Exception {
        shop.component.getConfiguration().setApiKey(SECRET);
        routes(routes -> {
            routes.from("direct:edit").to("claid:shop");
            routes.from("claid:shop").to("mock:out");
        });
        shop.start();
        template.asyncRequestBody("direct:edit", FIRST);
        await().atMost(10, TimeUnit.SECONDS).until(() -> lines.stream().anyMatch(line -> line.contains("held back")));

        shop.camel.stop();

        assertNoLineTellsTheKey();
    }

    @Test
    void aTaskThatFailsDoesNotTellTheKey() throws Exception {
        shop.close();
        shop = Shop.open(40, settings -> settings.apiKey(SECRET));
        shop.component.getConfiguration().setApiKey(SECRET);
        shop.claid.when(Call.SUBMIT).then(Outcome.error("rejected for key " + SECRET));
        shop.start();
        template = shop.camel.createProducerTemplate();

        Exchange failed = call("claid:shop?operation=edit", Shop.picture(1, "jpg"), Map.of());

        assertThat(failed.getException()).isNotNull();
        lines.removeIf(line -> line.contains("rejected for key"));
        assertNoLineTellsTheKey();
    }
}
