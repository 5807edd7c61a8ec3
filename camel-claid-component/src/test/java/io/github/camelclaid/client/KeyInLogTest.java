package io.github.camelclaid.client;

import static io.github.camelclaid.client.ClientFixture.ACCEPTED;
import static io.github.camelclaid.client.ClientFixture.KEY;
import static io.github.camelclaid.client.ClientFixture.failure;
import static io.github.camelclaid.client.ClientFixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** Whoever switches every log on to find out what is wrong does not write the key into a file. */
@Timeout(60)
class KeyInLogTest {

    @RegisterExtension
    final ClientFixture fixture = new ClientFixture();

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }
    };
    private Map<Logger, Level> levels;

    @BeforeEach
    void listenToEverything() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        levels = context.getLoggerList().stream()
                .filter(logger -> logger.getLevel() != null)
                .collect(Collectors.toMap(logger -> logger, Logger::getLevel));
        Logger http = context.getLogger("org.apache.hc");
        http.setLevel(Level.TRACE);
        http.setAdditive(false);
        context.getLogger("io.github.camelclaid").setLevel(Level.TRACE);
        appender.setContext(context);
        appender.start();
        http.addAppender(appender);
        context.getLogger("io.github.camelclaid").addAppender(appender);
    }

    @AfterEach
    void listenNoMore() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.getLogger("org.apache.hc").detachAppender(appender);
        context.getLogger("org.apache.hc").setAdditive(true);
        context.getLogger("io.github.camelclaid").detachAppender(appender);
        context.getLogger("io.github.camelclaid").setLevel(null);
        levels.forEach(Logger::setLevel);
    }

    @Test
    void theKeyIsInNoLineOfAnyLevel() throws Exception {
        RawServer server = fixture.close(RawServer.answering("200 OK", ACCEPTED));
        RawServer broken = fixture.server(connection -> {
            connection.read();
            connection.reset();
        });

        get(fixture.submit(server.url()));
        failure(fixture.submit(broken.url()), ClaidUnknownOutcomeException.class);

        assertThat(server.requests.get(0).header("Authorization")).isEqualTo("Bearer " + KEY);
        assertThat(lines).anyMatch(line -> line.contains("Authorization: Bearer ***"));
        assertThat(lines).noneMatch(line -> line.contains(KEY));
    }
}
