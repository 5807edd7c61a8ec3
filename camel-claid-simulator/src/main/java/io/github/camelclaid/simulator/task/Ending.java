package io.github.camelclaid.simulator.task;

import io.github.camelclaid.simulator.edit.Edited;
import java.time.Instant;
import java.util.List;

/**
 * How a task ended.
 *
 * @param status {@code DONE}, {@code ERROR} or {@code CANCELLED}
 * @param at when, by the simulator's clock
 * @param results the pictures that were made: one of an edit that is done, up to four of an ai-edit
 * @param errors the pictures that were not, and scripted reasons
 */
public record Ending(String status, Instant at, List<Edited> results, List<TaskError> errors) {

    public Ending {
        results = List.copyOf(results);
        errors = List.copyOf(errors);
    }

    static Ending done(Instant at, List<Edited> results, List<TaskError> errors) {
        return new Ending("DONE", at, results, errors);
    }

    static Ending failed(Instant at, List<TaskError> errors) {
        return new Ending("ERROR", at, List.of(), errors);
    }

    static Ending cancelled(Instant at) {
        return new Ending("CANCELLED", at, List.of(), List.of());
    }

    /** The same: every task is kept, thumbnails of the newest ones only. */
    Ending withoutThumbnails() {
        return new Ending(
                status, at, results.stream().map(Edited::withoutThumbnails).toList(), errors);
    }

    /** Size of all results. */
    long bytes() {
        return results.stream().mapToLong(Edited::bytes).sum();
    }
}
