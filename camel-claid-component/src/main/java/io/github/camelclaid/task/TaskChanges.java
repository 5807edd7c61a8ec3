package io.github.camelclaid.task;

import io.github.camelclaid.task.Parameters.Binding;
import io.github.camelclaid.task.TaskStore.Change;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Changes that are made together, as statements. In an order that is the same for all, batches before items, so that
 * nobody waits for somebody who waits for him.
 */
final class TaskChanges {

    private static final Comparator<Step> ORDER =
            Comparator.comparing(Step::isOfItem).thenComparing(Step::key);

    private final TaskTables tables;
    private final List<Step> steps;

    private enum Kind {
        REMEMBER,
        REPLACE,
        FORGET
    }

    /** @param row what will be; null for nothing */
    private record Step(Change change, TaskRow row) {

        Kind kind() {
            if (change.before() == null) {
                return Kind.REMEMBER;
            }
            return change.after() == null ? Kind.FORGET : Kind.REPLACE;
        }

        String key() {
            return TaskRow.key(change.key());
        }

        boolean isOfItem() {
            TrackedTask task = change.before() == null ? change.after() : change.before();
            return task.item() != null;
        }

        boolean forgetsBatch() {
            return kind() == Kind.FORGET && change.before().batch() != null;
        }
    }

    private TaskChanges(TaskTables tables, List<Step> steps) {
        this.tables = tables;
        this.steps = steps;
    }

    static TaskChanges of(List<Change> changes, TaskDocument documents, TaskTables tables) {
        return new TaskChanges(
                tables,
                changes.stream()
                        .map(change ->
                                new Step(change, change.after() == null ? null : TaskRow.of(change.after(), documents)))
                        .sorted(ORDER)
                        .toList());
    }

    /** Whether it needs no transaction to be made wholly or not at all. */
    boolean isOneStatement() {
        return steps.isEmpty() || steps.size() == 1 && !steps.get(0).forgetsBatch();
    }

    /** @return false if one of them does not fit what is remembered; then some may have been made */
    boolean make(Connection connection) throws SQLException {
        for (int from = 0; from < steps.size(); ) {
            int to = from + 1;
            while (to < steps.size() && steps.get(to).kind() == steps.get(from).kind()) {
                to++;
            }
            if (!makeAlike(connection, steps.subList(from, to))) {
                return false;
            }
            from = to;
        }
        return true;
    }

    private boolean makeAlike(Connection connection, List<Step> alike) throws SQLException {
        return switch (alike.get(0).kind()) {
            case REMEMBER -> remember(connection, alike);
            case REPLACE -> replace(connection, alike);
            case FORGET -> forget(connection, alike);
        };
    }

    private boolean remember(Connection connection, List<Step> alike) throws SQLException {
        List<Binding> bindings = alike.stream()
                .<Binding>map(step -> parameters -> {
                    parameters.text(step.key());
                    step.row().bind(parameters, step.change().after());
                })
                .toList();
        return Database.insertOneEach(connection, TaskRow.insertInto(tables.task()), bindings);
    }

    private boolean replace(Connection connection, List<Step> alike) throws SQLException {
        List<Binding> bindings = alike.stream()
                .<Binding>map(step -> parameters -> {
                    step.row().bind(parameters, step.change().after());
                    known(step, parameters);
                })
                .toList();
        return Database.updateOneEach(connection, TaskRow.updateOf(tables.task()), bindings);
    }

    private boolean forget(Connection connection, List<Step> alike) throws SQLException {
        String sql = "DELETE FROM " + tables.task() + " WHERE TASK_KEY = ? AND STAMP = ?";
        List<Binding> bindings = alike.stream()
                .<Binding>map(step -> parameters -> known(step, parameters))
                .toList();
        List<String> batches = new ArrayList<>();
        alike.stream().filter(Step::forgetsBatch).forEach(step -> batches.add(step.key()));
        if (!Database.updateOneEach(connection, sql, bindings)) {
            return false;
        }
        forgetItems(connection, tables, batches);
        return true;
    }

    /** They go with their batch. */
    static void forgetItems(Connection connection, TaskTables tables, List<String> batches) throws SQLException {
        if (!batches.isEmpty()) {
            String sql = "DELETE FROM " + tables.task() + " WHERE BATCH_KEY = ?";
            Database.batch(
                    connection,
                    sql,
                    batches.stream()
                            .<Binding>map(batch -> parameters -> parameters.text(batch))
                            .toList());
        }
    }

    private static void known(Step step, Parameters parameters) throws SQLException {
        parameters.text(step.key()).number(step.change().before().stamp());
    }
}
