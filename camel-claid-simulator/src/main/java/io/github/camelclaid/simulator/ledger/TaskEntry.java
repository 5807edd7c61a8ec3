package io.github.camelclaid.simulator.ledger;

import java.time.Instant;

/**
 * What the ledger knows about one accepted task. A snapshot.
 *
 * @param id the task
 * @param input its input as submitted; of a batch the addresses, with spaces between
 * @param pictures how many pictures it is about: 1 of an edit; of a batch 0 until it is being made
 * @param acceptedAt by the simulator's clock
 * @param dueAt when its duration is over: from then on a poll is answered with its outcome
 * @param outcome {@code DONE}, {@code ERROR} or {@code CANCELLED}; null while it is in progress
 * @param polls status requests answered for it, pending or not
 * @param downloads times its temporary URLs were read
 * @param resultBytes size of its results, 0 without any
 */
public record TaskEntry(
        long id,
        String input,
        int pictures,
        Instant acceptedAt,
        Instant dueAt,
        String outcome,
        long polls,
        long downloads,
        long resultBytes) {}
