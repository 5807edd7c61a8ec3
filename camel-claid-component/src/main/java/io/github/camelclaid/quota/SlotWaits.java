package io.github.camelclaid.quota;

import java.time.Duration;

/**
 * What the quota has cost in time.
 *
 * @param slots how many were granted
 * @param time all waits for them together
 */
public record SlotWaits(long slots, Duration time) {

    static final SlotWaits NONE = new SlotWaits(0, Duration.ZERO);

    SlotWaits and(Duration wait) {
        return new SlotWaits(slots + 1, time.plus(wait));
    }
}
