package io.github.camelclaid.quota;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.camelclaid.ManualTime;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** What arrives at a server that counts exactly, whatever the network does to single requests. */
class PacedServerTest {

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final ManualTime time = new ManualTime();
    private final long start = time.clock().millis();

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void leave() {
        logger().detachAppender(log);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(RequestPacer.class.getPackageName());
    }

    @ParameterizedTest(name = "ways of 0 to {0} ms, seed {1}")
    @CsvSource({"0,1", "20,2", "200,3", "200,4", "200,5", "200,6", "200,7"})
    void noWindowIsEverExceededAndHardlyAnyOfItIsWasted(int longestWay, long seed) {
        JudgingServer server = new JudgingServer("120/60s,4/1s", time, new Random(seed), longestWay);
        RequestPacer pacer = pacer("120/60s,4/1s");
        Purpose[] purposes = Purpose.values();
        for (int i = 0; i < 12_500; i++) {
            pacer.acquire(purposes[i % purposes.length]).thenAccept(server::send);
        }
        time.advance(Duration.ofMinutes(102));
        double used = server.admittedWithin(Duration.ofMinutes(2), Duration.ofMinutes(102), start) / 12_000.0;
        System.out.printf("ways of 0 to %d ms, seed %d: %.1f %% of the quota used%n", longestWay, seed, used * 100);
        assertThat(server.refused()).isZero();
        assertThat(used).isGreaterThanOrEqualTo(0.95);
    }

    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"11", "12", "13"})
    void aBurstAloneIsAsExact(long seed) {
        JudgingServer server = new JudgingServer("4/1s", time, new Random(seed), 200);
        RequestPacer pacer = pacer("4/1s");
        for (int i = 0; i < 2000; i++) {
            pacer.acquire(Purpose.SUBMIT).thenAccept(server::send);
        }
        time.advance(Duration.ofHours(1));
        assertThat(server.refused()).isZero();
        assertThat(server.admitted()).isEqualTo(2000);
    }

    @Test
    void requestsThatComeNowAndThenAreNotRefusedEither() {
        Random random = new Random(21);
        JudgingServer server = new JudgingServer("10/5s,3/1s", time, random, 200);
        RequestPacer pacer = pacer("10/5s,3/1s");
        for (int i = 0; i < 2000; i++) {
            time.schedule(
                    () -> pacer.acquire(Purpose.POLL).thenAccept(server::send),
                    random.nextInt(1_500_000),
                    TimeUnit.MILLISECONDS);
        }
        time.advance(Duration.ofHours(1));
        assertThat(server.refused()).isZero();
        assertThat(server.admitted()).isEqualTo(2000);
    }

    @Test
    void aLimitKnownWrongIsCorrectedByTheFirstAnswers() {
        JudgingServer server = new JudgingServer("10/60s", time, new Random(31), 100);
        RequestPacer pacer = pacer("auto");
        for (int i = 0; i < 200; i++) {
            pacer.acquire(Purpose.SUBMIT).thenAccept(server::send);
        }
        time.advance(Duration.ofMinutes(40));
        assertThat(pacer.rateLimit()).hasToString("10/60s");
        assertThat(server.refused()).isZero();
        assertThat(server.admitted()).isEqualTo(200);
    }

    @ParameterizedTest(name = "seed {0}, refusals count: {1}")
    @CsvSource({"41,false", "42,false", "43,false", "41,true", "42,true", "43,true"})
    void somebodyElseWithTheSameKeyIsBackedOffFrom(long seed, boolean doRefusalsCount) {
        JudgingServer server =
                new JudgingServer("120/60s,4/1s", time, new Random(seed), 100).countingRefusals(doRefusalsCount);
        RequestPacer pacer = pacer("120/60s,4/1s");
        int[] sent = {0};
        for (int i = 0; i < 1000; i++) {
            pacer.acquire(Purpose.SUBMIT).thenAccept(slot -> {
                sent[0]++;
                server.send(slot);
            });
        }
        for (int second = 0; second < 1200; second++) {
            time.schedule(server::take, second, TimeUnit.SECONDS);
        }
        time.advance(Duration.ofMinutes(20));
        assertThat(sent[0]).isEqualTo(1000);
        // half of the quota is somebody else's: without feedback every second request would be refused
        System.out.printf("quota shared with somebody else: %d of 1000 refused%n", server.refused());
        assertThat(server.refused()).isLessThan(40);
        assertThat(log.list)
                .filteredOn(event -> event.getLevel() == Level.WARN)
                .as("at most one a minute")
                .hasSizeBetween(1, 20);
    }

    private RequestPacer pacer(String limit) {
        return new RequestPacer(RateLimit.parse(limit), time.clock(), time);
    }
}
