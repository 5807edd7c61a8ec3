package io.github.camelclaid.task;

import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.task.Parameters.Binding;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is remembered of tasks, as it is read. A row that makes no sense is told of once and set aside: the others go on.
 * Safe for use by any thread.
 */
final class TaskRows {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcTaskStore.class);
    private static final int KEYS_AT_ONCE = 512;

    private final Database database;
    private final Dialect dialect;
    private final TaskTables tables;
    private final TaskDocument documents;
    private final Set<String> corruptKeys = ConcurrentHashMap.newKeySet();

    TaskRows(Database database, Dialect dialect, TaskTables tables, TaskDocument documents) {
        this.database = database;
        this.dialect = dialect;
        this.tables = tables;
        this.documents = documents;
    }

    Optional<TrackedTask> find(String key) {
        Optional<TaskRow> row = row(tasks() + " WHERE T.TASK_KEY = ?", parameters -> parameters.text(TaskRow.key(key)));
        Optional<TrackedTask> task = row.map(this::read);
        if (task.isPresent() && !task.get().key().equals(key)) {
            throw corrupt(
                    row.get(),
                    new CorruptTaskException(
                            "the row holds the task \"" + task.get().key() + "\""));
        }
        return task;
    }

    List<TrackedTask> find(Collection<String> keys) {
        return ofKeys(keys.stream().map(TaskRow::key).toList());
    }

    /** @param keys as their column has them, where a long one is shortened */
    List<TrackedTask> ofKeys(List<String> keys) {
        List<TrackedTask> found = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += KEYS_AT_ONCE) {
            found.addAll(findSome(keys.subList(from, Math.min(keys.size(), from + KEYS_AT_ONCE))));
        }
        return found;
    }

    private List<TrackedTask> findSome(List<String> keys) {
        // of few lengths, so that the database knows the statement; what is too long names the last key again
        int length = Math.max(1, Integer.highestOneBit(keys.size() * 2 - 1));
        String places = String.join(", ", Collections.nCopies(length, "?"));
        return readable(rows(tasks() + " WHERE T.TASK_KEY IN (" + places + ")", parameters -> {
            for (int i = 0; i < length; i++) {
                parameters.text(keys.get(Math.min(i, keys.size() - 1)));
            }
        }));
    }

    Optional<TrackedTask> findByTaskId(String account, TaskFamily family, long taskId) {
        Optional<TaskRow> row = row(
                documentsBy("ID")
                        + " WHERE D.ACCOUNT = ? AND D.TASK_FAMILY = ? AND D.TASK_ID = ? FETCH FIRST 1 ROW ONLY",
                parameters -> parameters
                        .text(TaskRow.account(account))
                        .text(family.name())
                        .number(taskId));
        return row.map(this::read);
    }

    List<TrackedTask> inState(String account, TaskState state, String after, int most) {
        List<TrackedTask> found = new ArrayList<>();
        String last = TaskRow.key(after);
        boolean areMore = true;
        while (areMore && found.size() < most) {
            int wanted = most - found.size();
            List<TaskRow> rows = rowsInState(account, state, last, wanted);
            found.addAll(readable(rows));
            areMore = rows.size() == wanted;
            last = rows.isEmpty() ? last : rows.get(rows.size() - 1).key();
        }
        return found;
    }

    private List<TaskRow> rowsInState(String account, TaskState state, String after, int most) {
        return rows(
                documentsBy("OUTSTANDING") + " WHERE D.ACCOUNT = ? AND D.OUTSTANDING = ? AND D.TASK_KEY > ?"
                        + " ORDER BY D.ACCOUNT, D.OUTSTANDING, D.TASK_KEY FETCH FIRST ? ROWS ONLY",
                parameters -> parameters
                        .text(TaskRow.account(account))
                        .text(state.name())
                        .text(after)
                        .number(most));
    }

    /** Of those that own tasks; from one to the next, so that nobody has to look at all that those who live have in hand. */
    Optional<String> nextOwner(String account, String after) {
        String sql = "SELECT OWNER FROM " + by("OWNER", tables.task(), "T")
                + " WHERE ACCOUNT = ? AND OWNER > ? ORDER BY ACCOUNT, OWNER FETCH FIRST 1 ROW ONLY";
        return database.run(
                connection -> Database.row(connection, sql, row -> row.getString(1), parameters -> parameters
                        .text(TaskRow.account(account))
                        .text(after)));
    }

    List<TrackedTask> owned(String account, String owner, int most) {
        List<TaskRow> rows;
        List<TrackedTask> tasks;
        do {
            rows = rows(
                    tasksBy("OWNER") + " WHERE T.ACCOUNT = ? AND T.OWNER = ? FETCH FIRST ? ROWS ONLY",
                    parameters -> parameters
                            .text(TaskRow.account(account))
                            .text(owner)
                            .number(most));
            tasks = readable(rows);
            // those that were not are nobody's by now
        } while (tasks.size() < rows.size());
        return tasks;
    }

    /** What it has claimed, unless it has changed since. */
    List<TrackedTask> claimedBy(Claim claim) {
        return readable(
                rows(tasksBy("OWNER") + " WHERE T.ACCOUNT = ? AND T.OWNER = ? AND T.STAMP = ?", parameters -> parameters
                        .text(TaskRow.account(claim.lane().account()))
                        .text(claim.owner())
                        .number(claim.stamp())));
    }

    List<TrackedTask> perished(String account, Instant before, int most) {
        return readable(rows(
                documentsBy("PERISHABLE")
                        + " WHERE D.ACCOUNT = ? AND D.PERISHABLE_SINCE >= ? AND D.PERISHABLE_SINCE < ?"
                        + " ORDER BY D.ACCOUNT, D.PERISHABLE_SINCE FETCH FIRST ? ROWS ONLY",
                parameters -> parameters
                        .text(account)
                        .time(Parameters.EARLIEST)
                        .time(before)
                        .number(most)));
    }

    Optional<Instant> oldestPerishable(String account) {
        String sql = "SELECT PERISHABLE_SINCE FROM " + by("PERISHABLE", tables.document(), "D")
                + " WHERE ACCOUNT = ? AND PERISHABLE_SINCE >= ?"
                + " ORDER BY ACCOUNT, PERISHABLE_SINCE FETCH FIRST 1 ROW ONLY";
        return database.run(connection -> Database.row(
                connection, sql, row -> row.getObject(1, OffsetDateTime.class).toInstant(), parameters -> parameters
                        .text(TaskRow.account(account))
                        .time(Parameters.EARLIEST)));
    }

    Map<TaskState, Integer> outstanding(String account) {
        String sql = "SELECT OUTSTANDING, COUNT(*) FROM " + by("OUTSTANDING", tables.document(), "D")
                + " WHERE ACCOUNT = ? AND OUTSTANDING >= '' GROUP BY OUTSTANDING";
        Map<String, Integer> counts = new HashMap<>();
        database.run(connection -> Database.rows(
                connection,
                sql,
                row -> counts.put(row.getString(1), row.getInt(2)),
                parameters -> parameters.text(TaskRow.account(account))));
        Map<TaskState, Integer> outstanding = new EnumMap<>(TaskState.class);
        for (TaskState state : TaskState.values()) {
            if (counts.containsKey(state.name())) {
                outstanding.put(state, counts.get(state.name()));
            }
        }
        return outstanding;
    }

    private List<TaskRow> rows(String fromWhere, Binding binding) {
        String sql = "SELECT " + TaskRow.COLUMNS + " FROM " + fromWhere;
        return database.run(connection -> Database.rows(connection, sql, TaskRow::read, binding));
    }

    private Optional<TaskRow> row(String fromWhere, Binding binding) {
        return rows(fromWhere, binding).stream().findFirst();
    }

    /** With their documents, T and D. */
    private String tasks() {
        return withDocuments(tables.task() + " T");
    }

    private String tasksBy(String index) {
        return withDocuments(by(index, tables.task(), "T"));
    }

    /** A document that is missing is noticed, and named. */
    private String withDocuments(String tasks) {
        return tasks + " LEFT JOIN " + tables.document() + " D ON D.TASK_KEY = T.TASK_KEY";
    }

    private String documentsBy(String index) {
        return by(index, tables.document(), "D") + " JOIN " + tables.task() + " T ON T.TASK_KEY = D.TASK_KEY";
    }

    private String by(String index, String table, String alias) {
        return dialect.by(index, table, alias);
    }

    private TrackedTask read(TaskRow row) {
        try {
            return documents.read(row);
        } catch (CorruptTaskException e) {
            throw corrupt(row, e);
        }
    }

    private TaskStoreException corrupt(TaskRow row, CorruptTaskException e) {
        return new TaskStoreException(complaint(row, e), false, e);
    }

    /** One that makes no sense is left out, and does not come again. */
    private List<TrackedTask> readable(List<TaskRow> rows) {
        List<TrackedTask> tasks = new ArrayList<>(rows.size());
        for (TaskRow row : rows) {
            try {
                tasks.add(documents.read(row));
            } catch (CorruptTaskException e) {
                setAside(row);
                if (corruptKeys.add(row.key())) {
                    LOG.error("Claid: {}", complaint(row, e));
                }
            }
        }
        return tasks;
    }

    private void setAside(TaskRow row) {
        String task = "UPDATE " + tables.task() + " SET OWNER = NULL, DUE_AT = NULL, DELIVERABLE_AT = NULL,"
                + " PERISHING_SINCE = NULL WHERE TASK_KEY = ? AND STAMP = ?";
        String document = "UPDATE " + tables.document() + " SET PERISHABLE_SINCE = NULL WHERE TASK_KEY = ?";
        Binding key = parameters -> parameters.text(row.key());
        database.transaction(connection -> Database.update(connection, task, parameters -> {
                            key.to(parameters);
                            parameters.number(row.stamp());
                        })
                        == 1
                && Database.update(connection, document, key) == 1);
    }

    private String complaint(TaskRow row, CorruptTaskException e) {
        return "the task \"" + row.key() + "\" in table " + tables.task() + " of the taskStore is corrupt: "
                + e.getMessage() + ". Repair its row, or remove it with DELETE FROM " + tables.task()
                + " WHERE TASK_KEY = '" + row.key().replace("'", "''")
                + "'; then nothing is known of it any more, and if it was paid, it is paid again when its picture comes"
                + " back";
    }
}
