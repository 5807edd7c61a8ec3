package io.github.camelclaid.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelclaid.ManualTime;
import io.github.camelclaid.client.ClaidUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoorTest {

    private static final ClaidUnavailableException AWAY = new ClaidUnavailableException("away", null);
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final ManualTime time = new ManualTime();
    private final Door door = new Door("tests", time.clock());

    @Test
    void openItAdmitsEverybody() {
        assertThat(door.opensAt()).isEqualTo(Instant.MIN);
        assertThat(door.admits("a")).isTrue();
        assertThat(door.admits("b")).isTrue();
    }

    @Test
    void closedItLetsOneThroughAtATime() {
        door.close(AWAY, LONGEST);
        assertThat(door.admits("a")).isFalse();
        time.advance(LONGEST);
        assertThat(door.admits("a")).isTrue();
        assertThat(door.admits("b")).isFalse();
        time.advance(Duration.ofHours(1));
        assertThat(door.admits("b")).isFalse();
        assertThat(door.opensAt()).isEqualTo(time.now().plusSeconds(1));
    }

    @Test
    void oneThatCameBackWithNothingToTellCostsAnotherWait() {
        door.close(AWAY, LONGEST);
        time.advance(LONGEST);
        assertThat(door.admits("a")).isTrue();
        door.leave("a", true);
        assertThat(door.opensAt()).isEqualTo(time.now().plus(LONGEST));
    }

    @Test
    void oneThatFoundNothingToSendLeavesItToTheNext() {
        door.close(AWAY, LONGEST);
        time.advance(LONGEST);
        assertThat(door.admits("a")).isTrue();
        door.leave("a", false);
        assertThat(door.admits("b")).isTrue();
    }

    @Test
    void whoWasAdmittedBeforeItClosedDoesNotEndTheLookOfAnother() {
        assertThat(door.admits("early")).isTrue();
        door.close(AWAY, LONGEST);
        time.advance(LONGEST);
        assertThat(door.admits("scout")).isTrue();
        door.leave("early", true);
        assertThat(door.admits("next")).isFalse();
    }

    @Test
    void itsWaitsDoubleUpToTheLongestAndStartAnewOnceItHasOpened() {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            waits.add(failAndWait());
        }
        assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
        assertThat(door.open()).isTrue();
        assertThat(door.open()).isFalse();
        assertThat(failAndWait()).isEqualTo(1);
    }

    @Test
    void requestsThatFailTogetherCloseItOnce() {
        for (int i = 0; i < 32; i++) {
            door.closeForLonger(AWAY, FIRST, LONGEST);
        }
        assertThat(door.opensAt()).isEqualTo(time.now().plus(FIRST));
    }

    private long failAndWait() {
        door.admits("scout");
        door.closeForLonger(AWAY, FIRST, LONGEST);
        door.leave("scout", true);
        Duration wait = Duration.between(time.now(), door.opensAt());
        time.advance(wait);
        return wait.toSeconds();
    }
}
