package io.github.camelclaid.task;

import java.time.Duration;
import java.time.Instant;

/**
 * A door as seen by one kind of requests.
 *
 * @param patience for how long these leave it to others to find out whether the trouble is over
 */
record Entrance(Door door, Duration patience) {

    static Entrance of(Door door) {
        return new Entrance(door, Duration.ZERO);
    }

    Instant opensAt() {
        Instant at = door.opensAt();
        return at == Instant.MIN ? at : at.plus(patience);
    }

    boolean admits(Object visitor, Instant now) {
        return !opensAt().isAfter(now) && door.admits(visitor);
    }

    void leave(Object visitor, boolean wasSent) {
        door.leave(visitor, wasSent);
    }
}
