package io.github.camelclaid.task;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * @param submits held back while charged calls are refused, or nobody knows what becomes of them
 * @param polls held back while no poll gets an answer
 * @param account holds back both: a key that may not ask for results may still pay for them
 */
record Doors(Door submits, Door polls, Door account) {

    /** For a refused key and empty credits, and at most for everything else. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    static Doors open(Clock clock) {
        return new Doors(new Door("submits", clock), new Door("polls", clock), new Door("submits and polls", clock));
    }

    Optional<Trouble> trouble() {
        return Stream.of(account, submits, polls)
                .flatMap(door -> door.trouble().stream())
                .findFirst();
    }
}
