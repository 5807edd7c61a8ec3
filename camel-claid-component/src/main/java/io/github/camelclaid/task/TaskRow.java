package io.github.camelclaid.task;

import io.github.camelclaid.client.TaskFamily;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A task as the tables have it, not understood yet: a row of {@code CLAID_TASK}, which each poll changes, and one of {@code
 * CLAID_DOCUMENT}, which it does not. All other columns are derived from these at each write, for indexes only.
 *
 * @param key and all other texts: as their columns can hold them; where that is not all, the document has it
 * @param fingerprint and what follows, of the second row; null if somebody has removed that
 */
record TaskRow(
        String key,
        long stamp,
        String account,
        String name,
        String mode,
        String state,
        String owner,
        String progress,
        int charges,
        String fingerprint,
        String about,
        String document) {

    private static final List<String> OF_TASK =
            List.of("STAMP", "ACCOUNT", "NAME", "MODE", "STATE", "OWNER", "PROGRESS");
    private static final List<String> DERIVED_OF_TASK =
            List.of("BATCH_KEY", "DUE_AT", "DELIVERABLE_AT", "PERISHING_SINCE", "RETAINED_SINCE");
    private static final List<String> OF_DOCUMENT = List.of("CHARGES", "FINGERPRINT", "ABOUT", "DOCUMENT");
    private static final List<String> DERIVED_OF_DOCUMENT =
            List.of("ACCOUNT", "TASK_FAMILY", "TASK_ID", "PERISHABLE_SINCE", "OUTSTANDING");

    /** What {@link #read} expects: of the task, called T, and its document, called D. */
    static final String COLUMNS = Stream.of(
                    Stream.of("T.TASK_KEY"),
                    OF_TASK.stream().map(column -> "T." + column),
                    OF_DOCUMENT.stream().map(column -> "D." + column))
            .flatMap(columns -> columns)
            .collect(Collectors.joining(", "));

    static final List<String> ALL_OF_TASK = concat(OF_TASK, DERIVED_OF_TASK);
    static final List<String> ALL_OF_DOCUMENT = concat(OF_DOCUMENT, DERIVED_OF_DOCUMENT);

    private static final int LONGEST_KEY = 400;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_ABOUT = 1000;

    private static List<String> concat(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

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

    static TaskRow read(ResultSet row) throws SQLException {
        return new TaskRow(
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getInt(9),
                row.getString(10),
                row.getString(11),
                row.getString(12));
    }

    /** The key is the last parameter of each of these. */
    static String insertInto(String table, List<String> columns) {
        return "INSERT INTO " + table + " (" + String.join(", ", columns) + ", TASK_KEY) VALUES ("
                + String.join(", ", Collections.nCopies(columns.size() + 1, "?")) + ")";
    }

    static String updateOf(String table, List<String> columns) {
        return "UPDATE " + table + " SET " + String.join(" = ?, ", columns) + " = ? WHERE TASK_KEY = ?";
    }

    static void bindTask(Parameters parameters, TrackedTask task, String progress) throws SQLException {
        Instant deliverable = task.isDeliverable() ? task.delivery().next() : null;
        parameters
                .number(task.stamp())
                .lane(task.lane())
                .text(task.state().name())
                .text(task.owner())
                .text(progress)
                .text(task.item() == null ? null : key(task.item().batch()))
                .time(task.isPollable() ? task.polling().next() : null)
                .time(deliverable)
                .time(deliverable == null ? null : task.perishableSince())
                .time(task.retainedSince())
                .text(key(task.key()));
    }

    static void bindDocument(Parameters parameters, TrackedTask task, String document) throws SQLException {
        boolean hasId = task.acceptance() != null && task.item() == null;
        TaskFamily family = hasId ? task.acceptance().family() : null;
        parameters
                .number(task.charges())
                .text(fingerprint(task.fingerprint()))
                .text(about(task.about()))
                .text(document)
                .text(account(task.lane().account()))
                .text(family == null ? null : family.name())
                .number(hasId ? task.taskId() : null)
                .time(task.perishableSince())
                .text(task.isOutstanding() ? task.state().name() : null)
                .text(key(task.key()));
    }

    /** Whether {@link #bindDocument} binds the same for both. */
    static boolean isDocumentOf(TrackedTask before, TrackedTask after) {
        return inDocument(before).equals(inDocument(after));
    }

    private static List<Object> inDocument(TrackedTask task) {
        return Arrays.asList(
                task.lane(),
                task.fingerprint(),
                task.about(),
                task.charges(),
                task.carried(),
                task.staging(),
                task.acceptance(),
                task.outcome(),
                task.batch(),
                task.item(),
                task.perishableSince(),
                task.isOutstanding() ? task.state() : null);
    }
}
