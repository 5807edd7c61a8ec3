package io.github.camelclaid.task;

import java.time.Instant;
import java.util.Comparator;
import java.util.function.Function;

/** In which order tasks of a lane are claimed; each has an index of its own. */
enum ClaimOrder {
    DUE("DUE", "DUE_AT", task -> task.polling().next()),
    DELIVERABLE("DELIVERABLE", "DELIVERABLE_AT", task -> task.delivery().next()),
    /** Those that are deliverable and whose results perish. */
    PERISHING("PERISHING", "PERISHING_SINCE", TrackedTask::perishableSince);

    private final String index;
    private final String column;
    private final Function<TrackedTask, Instant> time;

    ClaimOrder(String index, String column, Function<TrackedTask, Instant> time) {
        this.index = index;
        this.column = column;
        this.time = time;
    }

    String column() {
        return column;
    }

    /** The rows of a lane between two times, in their order. */
    String rows(Dialect dialect, TaskTables tables, String columns) {
        String table = dialect.by(index, tables.task(), "T");
        return "SELECT " + columns + " FROM " + table + " WHERE ACCOUNT = ? AND NAME = ? AND MODE = ? AND " + column
                + " BETWEEN ? AND ?";
    }

    /** Names all columns of the index, without which H2 would sort. */
    String clause() {
        return " ORDER BY ACCOUNT, NAME, MODE, " + column + ", TASK_KEY";
    }

    Comparator<TrackedTask> comparator() {
        return Comparator.comparing(time).thenComparing(TrackedTask::key);
    }
}
