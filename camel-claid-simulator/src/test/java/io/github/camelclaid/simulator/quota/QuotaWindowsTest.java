package io.github.camelclaid.simulator.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotaWindowsTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    };

    private QuotaWindows windows(String text) {
        return new QuotaWindows(Window.parseAll(text), clock);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void theFifthRequestWithinASecondIsRefused() {
        QuotaWindows quota = windows("120/60s,4/1s");
        for (int i = 0; i < 4; i++) {
            assertThat(quota.take().admitted()).isTrue();
        }

        Verdict verdict = quota.take();

        assertThat(verdict).isEqualTo(new Verdict(false, "4, 120;w=60, 4;w=1", -1, 1));
    }

    @Test
    void thereIsRoomAgainExactlyWhenTheOldestRequestIsAWindowOld() {
        QuotaWindows quota = windows("2/1s");
        quota.take();
        pass(Duration.ofMillis(400));
        quota.take();

        pass(Duration.ofMillis(599));
        assertThat(quota.take().admitted()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(quota.take().admitted()).isTrue();
        assertThat(quota.take().admitted()).isFalse();
    }

    @Test
    void refusedRequestsTakeNoRoom() {
        QuotaWindows quota = windows("1/1s");
        quota.take();
        pass(Duration.ofMillis(900));
        quota.take();

        pass(Duration.ofMillis(100));
        assertThat(quota.take().admitted()).isTrue();
    }

    @Test
    void refusedRequestsCanTakeRoomSoThatWhoeverInsistsShutsHimselfOut() {
        QuotaWindows quota = windows("2/1s");
        quota.takeEvenIfRefused();
        quota.takeEvenIfRefused();
        for (int i = 0; i < 10; i++) {
            pass(Duration.ofMillis(400));
            assertThat(quota.takeEvenIfRefused().admitted()).isFalse();
        }

        pass(Duration.ofMillis(601));
        assertThat(quota.takeEvenIfRefused().admitted()).isTrue();
    }

    @Test
    void whereRefusedRequestsTakeRoomTheyAreWaitedFor() {
        QuotaWindows quota = windows("1/10s");
        quota.takeEvenIfRefused();
        pass(Duration.ofSeconds(6));

        assertThat(quota.takeEvenIfRefused().resetSeconds()).isEqualTo(10);
    }

    @Test
    void admittedRequestsNameTheLongWindow() {
        QuotaWindows quota = windows("4/1s,120/60s");
        quota.take();
        pass(Duration.ofSeconds(28));

        assertThat(quota.take()).isEqualTo(new Verdict(true, "120, 120;w=60, 4;w=1", 118, 32));
    }

    @Test
    void aWindowBelowASecondIsNamedAsAFraction() {
        assertThat(windows("4/100ms").take().limit()).isEqualTo("4, 4;w=0.1");
    }

    @Test
    void withoutWindowsEverythingPasses() {
        QuotaWindows quota = new QuotaWindows(List.of(), clock);

        assertThat(quota.take().admitted()).isTrue();
        assertThat(quota.take().hasHeaders()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4", "0/1s", "4/0s", "4/1d", "-1/1s"})
    void aMisspeltQuotaIsRefused(String text) {
        assertThatThrownBy(() -> Window.parseAll(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noWindowIsEverExceeded() {
        long seed = 20260101;
        SplittableRandom random = new SplittableRandom(seed);
        QuotaWindows quota = windows("10/5s,4/1s");
        List<Instant> admitted = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            pass(Duration.ofMillis(random.nextInt(300)));
            if (quota.take().admitted()) {
                admitted.add(now);
            }
        }

        assertThat(mostWithin(admitted, Duration.ofSeconds(1)))
                .as("seed %d", seed)
                .isEqualTo(4);
        assertThat(mostWithin(admitted, Duration.ofSeconds(5)))
                .as("seed %d", seed)
                .isEqualTo(10);
    }

    @Test
    void aPeakIsTheMostWithinOneSpan() {
        PeakMeter meter = new PeakMeter(Duration.ofSeconds(1));
        for (int i = 0; i < 1000; i++) {
            meter.count(now);
            pass(Duration.ofMillis(2));
        }

        assertThat(meter.peak()).isEqualTo(500);
    }

    private static int mostWithin(List<Instant> instants, Duration span) {
        int most = 0;
        for (int first = 0, last = 0; last < instants.size(); last++) {
            while (!instants.get(first).plus(span).isAfter(instants.get(last))) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }
}
