package io.github.camelclaid.simulator.ledger;

import java.time.Instant;

/**
 * Something a client must never do.
 *
 * @param at by the simulator's clock
 * @param what what was done, without the key
 */
public record Violation(Instant at, String what) {}
