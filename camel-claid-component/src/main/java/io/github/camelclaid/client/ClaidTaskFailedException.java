package io.github.camelclaid.client;

import java.util.Objects;
import java.util.stream.Collectors;

/** Claid took the edit and could not finish it: the task ended with {@code ERROR} or {@code CANCELLED}. */
public class ClaidTaskFailedException extends ClaidException {

    private static final long serialVersionUID = 1L;

    private static final int MOST_ERRORS = 5;
    private static final int LONGEST_ERROR = 300;

    private final ClaidTask task;

    public ClaidTaskFailedException(ClaidTask task) {
        super(message(task));
        this.task = task;
    }

    private static String message(ClaidTask task) {
        String errors = task.errors().stream()
                .map(TaskError::message)
                .filter(Objects::nonNull)
                .limit(MOST_ERRORS)
                .map(error -> UntrustedText.line(error, LONGEST_ERROR))
                .collect(Collectors.joining("; "));
        return "Claid's task " + task.id() + " ended with " + task.status() + ": "
                + (errors.isEmpty() ? "Claid gave no reason" : errors)
                + (task.requestId() == null ? "" : " (request id " + task.requestId() + ")");
    }

    /** The task as Claid last described it. */
    public ClaidTask task() {
        return task;
    }
}
