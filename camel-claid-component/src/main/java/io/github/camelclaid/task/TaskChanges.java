package io.github.camelclaid.task;

import io.github.camelclaid.task.Parameters.Binding;
import io.github.camelclaid.task.TaskStore.Change;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

    /**
     * @param index among the changes that were asked for
     * @param key as its column can hold it
     * @param changesDocument whether the second row is another one, where there was one
     * @param progress and the document: as they are going to be; null where they are not written
     */
    private record Step(
            int index, Change change, String key, boolean changesDocument, String progress, String document) {

        static Step of(int index, Change change, TaskDocument documents) {
            TrackedTask before = change.before();
            TrackedTask after = change.after();
            boolean isOther = before != null && after != null && !TaskRow.isDocumentOf(before, after);
            boolean isNew = before == null;
            return new Step(
                    index,
                    change,
                    TaskRow.key(change.key()),
                    isOther,
                    after == null ? null : documents.writeProgress(after),
                    isOther || isNew ? documents.write(after) : null);
        }

        Step at(int other) {
            return new Step(other, change, key, changesDocument, progress, document);
        }

        Kind kind() {
            if (change.before() == null) {
                return Kind.REMEMBER;
            }
            return change.after() == null ? Kind.FORGET : Kind.REPLACE;
        }

        boolean isOfItem() {
            TrackedTask task = change.before() == null ? change.after() : change.before();
            return task.item() != null;
        }

        boolean isOneStatement() {
            return switch (kind()) {
                case REMEMBER -> false;
                case REPLACE -> !changesDocument;
                case FORGET -> !forgetsBatch();
            };
        }

        boolean forgetsBatch() {
            return kind() == Kind.FORGET && change.before().batch() != null;
        }
    }

    private TaskChanges(TaskTables tables, Stream<Step> steps) {
        this.tables = tables;
        this.steps = steps.sorted(ORDER).toList();
    }

    static TaskChanges of(List<Change> changes, TaskDocument documents, TaskTables tables) {
        return new TaskChanges(
                tables,
                IntStream.range(0, changes.size()).mapToObj(index -> Step.of(index, changes.get(index), documents)));
    }

    /** All of those that are one change each, of the same tables; at least one. */
    static TaskChanges of(List<TaskChanges> singles) {
        return new TaskChanges(
                singles.get(0).tables,
                IntStream.range(0, singles.size())
                        .mapToObj(index -> singles.get(index).steps.get(0).at(index)));
    }

    /** Whether it needs no transaction to be made wholly or not at all. */
    boolean isOneStatement() {
        return steps.isEmpty() || steps.size() == 1 && steps.get(0).isOneStatement();
    }

    boolean areAllIn(BitSet made) {
        return made.cardinality() == steps.size();
    }

    /**
     * Those that do not fit what is remembered are not made. After the first of them that was to be remembered the
     * transaction can only be rolled back.
     *
     * @return the indices of those that were made
     */
    BitSet make(Connection connection) throws SQLException {
        BitSet made = new BitSet();
        for (int from = 0; from < steps.size(); ) {
            int to = from + 1;
            while (to < steps.size() && steps.get(to).kind() == steps.get(from).kind()) {
                to++;
            }
            List<Step> alike = steps.subList(from, to);
            List<Step> fitting = makeAlike(connection, alike);
            fitting.forEach(step -> made.set(step.index()));
            if (fitting.isEmpty() && alike.get(0).kind() == Kind.REMEMBER) {
                return made;
            }
            from = to;
        }
        return made;
    }

    private List<Step> makeAlike(Connection connection, List<Step> alike) throws SQLException {
        return switch (alike.get(0).kind()) {
            case REMEMBER -> remember(connection, alike) ? alike : List.of();
            case REPLACE -> replace(connection, alike);
            case FORGET -> forget(connection, alike);
        };
    }

    private boolean remember(Connection connection, List<Step> alike) throws SQLException {
        String task = TaskRow.insertInto(tables.task(), TaskRow.ALL_OF_TASK);
        String document = TaskRow.insertInto(tables.document(), TaskRow.ALL_OF_DOCUMENT);
        return Database.insertEach(connection, task, each(alike, TaskChanges::bindTask))
                && Database.insertEach(connection, document, each(alike, TaskChanges::bindDocument));
    }

    private List<Step> replace(Connection connection, List<Step> alike) throws SQLException {
        String task = TaskRow.updateOf(tables.task(), TaskRow.ALL_OF_TASK) + " AND STAMP = ?";
        List<Step> replaced = fitting(connection, task, alike, (step, parameters) -> {
            bindTask(step, parameters);
            parameters.number(step.change().before().stamp());
        });
        // after those of all tasks: who has changed a task is alone with its document
        List<Step> documented = replaced.stream().filter(Step::changesDocument).toList();
        if (!documented.isEmpty()) {
            String document = TaskRow.updateOf(tables.document(), TaskRow.ALL_OF_DOCUMENT);
            Database.updateEach(connection, document, each(documented, TaskChanges::bindDocument));
        }
        return replaced;
    }

    private List<Step> forget(Connection connection, List<Step> alike) throws SQLException {
        String sql = "DELETE FROM " + tables.task() + " WHERE TASK_KEY = ? AND STAMP = ?";
        List<Step> forgotten = fitting(connection, sql, alike, (step, parameters) -> parameters
                .text(step.key())
                .number(step.change().before().stamp()));
        List<String> batches =
                forgotten.stream().filter(Step::forgetsBatch).map(Step::key).toList();
        forgetItems(connection, tables, batches);
        return forgotten;
    }

    private static List<Step> fitting(Connection connection, String sql, List<Step> steps, StepBinding binding)
            throws SQLException {
        int[] counts = Database.updateEach(connection, sql, each(steps, binding));
        return IntStream.range(0, counts.length)
                .filter(i -> counts[i] != 0)
                .mapToObj(steps::get)
                .toList();
    }

    private interface StepBinding {
        void bind(Step step, Parameters parameters) throws SQLException;
    }

    private static List<Binding> each(List<Step> steps, StepBinding binding) {
        return steps.stream()
                .<Binding>map(step -> parameters -> binding.bind(step, parameters))
                .toList();
    }

    private static void bindTask(Step step, Parameters parameters) throws SQLException {
        TaskRow.bindTask(parameters, step.change().after(), step.progress());
    }

    private static void bindDocument(Step step, Parameters parameters) throws SQLException {
        TaskRow.bindDocument(parameters, step.change().after(), step.document());
    }

    /** They go with their batch. */
    static void forgetItems(Connection connection, TaskTables tables, List<String> batches) throws SQLException {
        if (!batches.isEmpty()) {
            String sql = "DELETE FROM " + tables.task() + " WHERE BATCH_KEY = ?";
            Database.updateEach(
                    connection,
                    sql,
                    batches.stream()
                            .<Binding>map(batch -> parameters -> parameters.text(batch))
                            .toList());
        }
    }
}
