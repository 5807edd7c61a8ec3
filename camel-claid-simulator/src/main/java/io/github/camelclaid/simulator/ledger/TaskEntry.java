package io.github.camelclaid.simulator.ledger;

import java.time.Instant;

/**
 * What the ledger knows about one accepted task. A snapshot.
 *
 * @param id the task
 * @param input its input as submitted
 * @param acceptedAt by the simulator's clock
 * @param outcome {@code DONE}, {@code ERROR} or {@code CANCELLED}; null while it is in progress
 * @param polls status requests answered for it, pending or not
 * @param downloads times its temporary URL was read
 * @param resultBytes size of its result, 0 without one
 */
public record TaskEntry(
        long id, String input, Instant acceptedAt, String outcome, long polls, long downloads, long resultBytes) {}
