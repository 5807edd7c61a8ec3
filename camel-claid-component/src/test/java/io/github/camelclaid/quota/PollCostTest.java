package io.github.camelclaid.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelclaid.ManualTime;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Claid's documents leave it open whether polls count for the quota. */
class PollCostTest {

    private static final String LIMIT = "120/60s,4/1s";

    private final ManualTime time = new ManualTime();
    private final long start = time.clock().millis();
    private final RequestPacer pacer = new RequestPacer(RateLimit.parse("auto"), time.clock(), time);

    @Test
    void wherePollsCountForNothingSubmitsGetTheWholeQuotaAndPollsAsMuchAgain() {
        JudgingServer server = server(1);
        for (int i = 0; i < 3_000; i++) {
            pacer.acquire(Purpose.SUBMIT).thenAccept(server::send);
            pacer.acquire(Purpose.POLL).thenAccept(server::sendForNothing);
        }
        time.advance(Duration.ofMinutes(5));
        int polls = server.sentForNothing();
        assertThat(pacer.use().usedByPolls()).hasSize(2);
        assertThat(pacer.use().toString()).contains("; polls ");

        time.advance(Duration.ofMinutes(10));
        assertThat(server.admittedWithin(Duration.ofMinutes(5), Duration.ofMinutes(15), start))
                .isBetween(1170L, 1200L);
        assertThat(server.sentForNothing() - polls).isBetween(1150, 1200);
        assertThat(server.refused()).isZero();
    }

    @ParameterizedTest(name = "a poll for {0} submits, seed {1}")
    @CsvSource({"1,2", "2,3", "8,4"})
    void wherePollsCountNoneIsOneTooManyHoweverWindowsBegin(int submits, long seed) {
        JudgingServer server = server(seed).withFixedWindows();
        for (int i = 0; i < 9_000; i++) {
            pacer.acquire(i % (submits + 1) == 0 ? Purpose.POLL : Purpose.SUBMIT)
                    .thenAccept(server::send);
        }
        time.advance(Duration.ofHours(1));
        assertThat(server.refused()).isZero();
        assertThat(pacer.use().usedByPolls()).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"5", "6", "7"})
    void nowAndThenASubmitAmongManyPollsDoesNotMislead(long seed) {
        Random random = new Random(seed);
        JudgingServer server = server(seed).withFixedWindows();
        for (int i = 0; i < 4_000; i++) {
            Purpose purpose = random.nextInt(20) == 0 ? Purpose.SUBMIT : Purpose.POLL;
            time.schedule(
                    () -> pacer.acquire(purpose).thenAccept(server::send),
                    random.nextInt(7_200_000),
                    TimeUnit.MILLISECONDS);
        }
        time.advance(Duration.ofHours(3));
        assertThat(server.refused()).isZero();
        assertThat(pacer.use().usedByPolls()).isEmpty();
    }

    @Test
    void whenPollsBeginToCountARefusalSettlesIt() {
        JudgingServer server = server(8);
        boolean[] count = {false};
        for (int i = 0; i < 5_000; i++) {
            pacer.acquire(Purpose.SUBMIT).thenAccept(server::send);
            pacer.acquire(Purpose.POLL).thenAccept(slot -> {
                if (count[0]) {
                    server.send(slot);
                } else {
                    server.sendForNothing(slot);
                }
            });
        }
        time.advance(Duration.ofMinutes(10));
        assertThat(pacer.use().usedByPolls()).isNotEmpty();
        count[0] = true;
        time.advance(Duration.ofMinutes(2));
        int refused = server.refused();
        assertThat(pacer.use().usedByPolls()).isEmpty();
        assertThat(refused).isLessThan(10);

        time.advance(Duration.ofHours(1));
        assertThat(server.refused()).isEqualTo(refused);
    }

    private JudgingServer server(long seed) {
        return new JudgingServer(LIMIT, time, new Random(seed), 100);
    }
}
