package io.github.camelclaid.simulator.task;

import io.github.camelclaid.simulator.edit.Edited;
import java.util.List;

/**
 * How a task ended.
 *
 * @param status {@code DONE}, {@code ERROR} or {@code CANCELLED}
 * @param results the pictures that were made: one of an edit that is done, up to four of an ai-edit
 * @param errors the pictures that were not, and scripted reasons
 */
public record Ending(String status, List<Edited> results, List<TaskError> errors) {

    public Ending {
        results = List.copyOf(results);
        errors = List.copyOf(errors);
    }

    static Ending done(List<Edited> results, List<TaskError> errors) {
        return new Ending("DONE", results, errors);
    }

    static Ending failed(List<TaskError> errors) {
        return new Ending("ERROR", List.of(), errors);
    }

    static Ending cancelled() {
        return new Ending("CANCELLED", List.of(), List.of());
    }

    /** Size of all results. */
    long bytes() {
        return results.stream().mapToLong(Edited::bytes).sum();
    }
}
