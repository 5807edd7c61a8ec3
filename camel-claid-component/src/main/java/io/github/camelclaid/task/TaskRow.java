package io.github.camelclaid.task;

import io.github.camelclaid.client.TaskFamily;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/**
 * A task as a row of the table has it, not understood yet. Of the columns these tell what it is; all others are derived
 * from it at each write, for indexes only.
 *
 * @param key and all other texts: as their columns can hold them; where that is not all, the document has it
 */
record TaskRow(
        String key,
        long stamp,
        String account,
        String name,
        String mode,
        String state,
        String owner,
        int charges,
        String fingerprint,
        String about,
        String document) {

    private static final List<String> READ = List.of(
            "STAMP", "ACCOUNT", "NAME", "MODE", "STATE", "OWNER", "CHARGES", "FINGERPRINT", "ABOUT", "DOCUMENT");
    private static final List<String> DERIVED = List.of(
            "TASK_FAMILY",
            "TASK_ID",
            "BATCH_KEY",
            "DUE_AT",
            "DELIVERABLE_AT",
            "PERISHING_SINCE",
            "RETAINED_SINCE",
            "PERISHABLE_SINCE",
            "OUTSTANDING");

    /** What {@link #read} expects, behind the name of the table. */
    static final String COLUMNS = "TASK_KEY, " + String.join(", ", READ);

    static final String ALL_COLUMNS = COLUMNS + ", " + String.join(", ", DERIVED);

    private static final int LONGEST_KEY = 400;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_ABOUT = 1000;

    static String key(String key) {
        return ColumnText.of(key, LONGEST_KEY);
    }

    static String account(String account) {
        return ColumnText.of(account, LONGEST_NAME);
    }

    static String name(String name) {
        return ColumnText.of(name, LONGEST_NAME);
    }

    static String fingerprint(String fingerprint) {
        return ColumnText.of(fingerprint, LONGEST_KEY);
    }

    static String about(String about) {
        return ColumnText.of(about, LONGEST_ABOUT);
    }

    static TaskRow of(TrackedTask task, TaskDocument documents) {
        return new TaskRow(
                key(task.key()),
                task.stamp(),
                account(task.lane().account()),
                name(task.lane().name()),
                task.lane().mode().name(),
                task.state().name(),
                task.owner(),
                task.charges(),
                fingerprint(task.fingerprint()),
                about(task.about()),
                documents.write(task));
    }

    static TaskRow read(ResultSet row) throws SQLException {
        return new TaskRow(
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getInt(8),
                row.getString(9),
                row.getString(10),
                row.getString(11));
    }

    TaskRow claimedBy(String who, long newStamp) {
        return new TaskRow(key, newStamp, account, name, mode, state, who, charges, fingerprint, about, document);
    }

    static String insertInto(String table) {
        int columns = 1 + READ.size() + DERIVED.size();
        return "INSERT INTO " + table + " (" + ALL_COLUMNS + ") VALUES ("
                + String.join(", ", Collections.nCopies(columns, "?")) + ")";
    }

    static String updateOf(String table) {
        return "UPDATE " + table + " SET " + String.join(" = ?, ", READ) + " = ?, " + String.join(" = ?, ", DERIVED)
                + " = ? WHERE TASK_KEY = ? AND STAMP = ?";
    }

    /** All columns but the key, in their order. */
    void bind(Parameters parameters, TrackedTask task) throws SQLException {
        parameters
                .number(stamp)
                .text(account)
                .text(name)
                .text(mode)
                .text(state)
                .text(owner)
                .number(charges)
                .text(fingerprint)
                .text(about)
                .text(document);
        boolean hasId = task.acceptance() != null && task.item() == null;
        TaskFamily family = hasId ? task.acceptance().family() : null;
        Instant deliverable = task.isDeliverable() ? task.delivery().next() : null;
        parameters
                .text(family == null ? null : family.name())
                .number(hasId ? task.taskId() : null)
                .text(task.item() == null ? null : key(task.item().batch()))
                .time(task.isPollable() ? task.polling().next() : null)
                .time(deliverable)
                .time(deliverable == null ? null : task.perishableSince())
                .time(task.retainedSince())
                .time(task.perishableSince())
                .text(task.isOutstanding() ? state : null);
    }
}
