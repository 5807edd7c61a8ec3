package io.github.camelclaid.simulator.task;

import io.github.camelclaid.simulator.edit.Edited;
import java.util.List;

/**
 * How a task ended.
 *
 * @param status {@code DONE}, {@code ERROR} or {@code CANCELLED}
 * @param edited only of a task that is done
 * @param errors only of a failed task
 */
public record Ending(String status, Edited edited, List<TaskError> errors) {

    static Ending done(Edited edited) {
        return new Ending("DONE", edited, List.of());
    }

    static Ending failed(List<TaskError> errors) {
        return new Ending("ERROR", null, List.copyOf(errors));
    }

    static Ending cancelled() {
        return new Ending("CANCELLED", null, List.of());
    }
}
