package io.github.camelclaid.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PollScheduleTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private final Random random = new Random(1);

    @Test
    void theDefaultStartsQuicklyAndEndsAtOnceAMinute() {
        PollSchedule exact = withoutJitter(PollSchedule.DEFAULT);
        assertThat(Duration.between(NOW, exact.first(NOW, random))).isEqualTo(Duration.ofSeconds(4));
        assertThat(IntStream.rangeClosed(1, 10).mapToObj(polls -> Duration.between(NOW, exact.next(polls, NOW, random))
                        .toMillis()))
                .containsExactly(3000L, 4500L, 6750L, 10_125L, 15_188L, 22_781L, 34_172L, 51_258L, 60_000L, 60_000L);
    }

    @Test
    void jitterStaysWithinItsShareAndUsesAllOfIt() {
        var spread = IntStream.range(0, 10_000)
                .mapToLong(i -> Duration.between(NOW, PollSchedule.DEFAULT.next(100, NOW, random))
                        .toMillis())
                .summaryStatistics();
        assertThat(spread.getMin()).isBetween(48_000L, 48_300L);
        assertThat(spread.getMax()).isBetween(71_700L, 72_000L);
        assertThat(spread.getAverage()).isBetween(59_500.0, 60_500.0);
    }

    @Test
    void howeverOftenATaskWasPolledTheIntervalIsANumber() {
        assertThat(PollSchedule.DEFAULT.next(Integer.MAX_VALUE, NOW, random))
                .isBetween(NOW.plusSeconds(48), NOW.plusSeconds(72));
    }

    private static PollSchedule withoutJitter(PollSchedule schedule) {
        return new PollSchedule(
                schedule.firstDelay(), schedule.firstInterval(), schedule.growth(), schedule.longestInterval(), 0);
    }
}
