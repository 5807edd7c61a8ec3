package io.github.camelclaid.task;

import java.time.Instant;
import java.util.Comparator;
import java.util.function.Function;

/** In which order tasks of a lane are claimed; each has an index. */
enum ClaimOrder {
    DUE("DUE_AT", "DUE_AT", task -> task.polling().next()),
    DELIVERABLE("DELIVERABLE_AT", "DELIVERABLE_AT", task -> task.delivery().next()),
    /** Those that are deliverable and whose results perish. */
    PERISHING("PERISHING_SINCE", "DELIVERABLE_AT", TrackedTask::perishableSince),
    /**
     * Those that are due and whose results perish. By the index of the documents, among others: they are asked for when
     * polls are late, and an index of their own would have to be written by each poll.
     */
    DUE_PERISHING("PERISHABLE_SINCE", "DUE_AT", TrackedTask::perishableSince) {
        @Override
        String rows(Dialect dialect, TaskTables tables, String columns) {
            return "SELECT " + columns + " FROM " + dialect.by("PERISHABLE", tables.document(), "D") + " JOIN "
                    + tables.task() + " T ON T.TASK_KEY = D.TASK_KEY"
                    + " WHERE D.ACCOUNT = ? AND T.NAME = ? AND T.MODE = ? AND D.PERISHABLE_SINCE BETWEEN ? AND ?";
        }

        @Override
        boolean isOfTask() {
            return false;
        }

        @Override
        String clause() {
            return " ORDER BY D.ACCOUNT, D.PERISHABLE_SINCE";
        }
    };

    private final String column;
    private final String readyColumn;
    private final Function<TrackedTask, Instant> time;

    ClaimOrder(String column, String readyColumn, Function<TrackedTask, Instant> time) {
        this.column = column;
        this.readyColumn = readyColumn;
        this.time = time;
    }

    String column() {
        return column;
    }

    /** Whether what is claimed is only asked for, which costs nothing. */
    boolean isOfPolls() {
        return readyColumn.equals("DUE_AT");
    }

    /** Whether the column is one of the task, which is locked, and not of its document. */
    boolean isOfTask() {
        return true;
    }

    /** What must have been reached for a task to be claimed. */
    String readyColumn() {
        return readyColumn;
    }

    boolean isByReadiness() {
        return column.equals(readyColumn);
    }

    /** The rows of a lane between two times, in their order; the task is T. */
    String rows(Dialect dialect, TaskTables tables, String columns) {
        // each index is named after its time
        String index = column.substring(0, column.indexOf('_'));
        return "SELECT " + columns + " FROM " + dialect.by(index, tables.task(), "T")
                + " WHERE ACCOUNT = ? AND NAME = ? AND MODE = ? AND " + column + " BETWEEN ? AND ?";
    }

    /** Names all columns of the index, without which H2 would sort. */
    String clause() {
        return " ORDER BY ACCOUNT, NAME, MODE, " + column + ", TASK_KEY";
    }

    Comparator<TrackedTask> comparator() {
        // one that has changed a moment before may have none any more
        return Comparator.comparing(time, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(TrackedTask::key);
    }
}
