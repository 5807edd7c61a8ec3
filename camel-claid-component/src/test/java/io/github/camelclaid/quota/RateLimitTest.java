package io.github.camelclaid.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {

    @Test
    void windowsAreReadInEveryUnit() {
        assertThat(RateLimit.parse("1200/60s, 40/1S,2400/2m,9999/1h,5/250ms").windows())
                .containsExactly(
                        new Window(1200, Duration.ofSeconds(60)),
                        new Window(40, Duration.ofSeconds(1)),
                        new Window(2400, Duration.ofMinutes(2)),
                        new Window(9999, Duration.ofHours(1)),
                        new Window(5, Duration.ofMillis(250)));
        assertThat(RateLimit.parse("Unlimited").isUnlimited()).isTrue();
        assertThat(RateLimit.parse(" auto ")).isEqualTo(RateLimit.AUTO);
        assertThat(RateLimit.AUTO.windows())
                .isEqualTo(RateLimit.parse("120/60s,4/1s").windows());
    }

    @ParameterizedTest
    @ValueSource(strings = {"120/60s,100/1m", "4/1s,2/60s", "10/1h,20/1s,30/2h"})
    void windowsThatContradictEachOtherAreRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateLimit.parse(text))
                .withMessageContaining("contradicts")
                .withMessageContaining("rateLimit is \"" + text + "\"")
                .withMessageContaining("120/60s,4/1s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "120",
                "120/60",
                "0/1s",
                "4/0s",
                "4/25h",
                "-1/1s",
                "4/1s;2/1m",
                "999999/1s",
                "off",
                "120/60s,"
            })
    void whatIsNoLimitIsRefusedWithWhatIsAllowed(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateLimit.parse(text))
                .withMessageContaining("rateLimit is \"" + text + "\"")
                .withMessageContaining("120/60s,4/1s");
    }

    @Test
    void theDocumentedHeadersAreRead() {
        RateLimitHeaders headers = RateLimitHeaders.parse("4, 120;w=60, 4;w=1", "-1", "17", null);
        assertThat(headers.windows())
                .containsExactly(new Window(120, Duration.ofSeconds(60)), new Window(4, Duration.ofSeconds(1)));
        assertThat(headers.remaining()).hasValue(-1);
        assertThat(headers.reset()).contains(Duration.ofSeconds(17));
    }

    @Test
    void whatCannotBeReadCountsAsMissing() {
        RateLimitHeaders headers = RateLimitHeaders.parse(
                "4;w=x, 5;w=0, 6;w=99999999, 0;w=1, x;w=1, ;;w=", "many", "-3", "Wed, 21 Oct 2015 07:28:00 GMT");
        assertThat(headers.windows()).isEmpty();
        assertThat(headers.remaining()).isEmpty();
        assertThat(headers.reset()).isEmpty();
        assertThat(RateLimitHeaders.parse(null, null, null, null)).isSameAs(RateLimitHeaders.NONE);
    }

    @Test
    void noWaitOfMoreThanAnHourIsBelieved() {
        assertThat(RateLimitHeaders.parse(null, null, "86400", null).reset()).contains(Duration.ofHours(1));
    }

    @Test
    void partsOfSecondsAreReadToo() {
        RateLimitHeaders headers = RateLimitHeaders.parse("120, 120;w=3, 4;w=0.05", "7", "0.25", null);

        assertThat(headers.windows())
                .containsExactly(new Window(120, Duration.ofSeconds(3)), new Window(4, Duration.ofMillis(50)));
        assertThat(headers.reset()).contains(Duration.ofMillis(250));
    }
}
