package io.github.camelclaid.task;

import io.github.camelclaid.task.Parameters.Binding;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the tables are there, of this release's version, and can be written to; makes them where that is wanted. */
final class Foundation {

    /** Of the tables; {@code CLAID_SCHEMA} says theirs. */
    private static final int VERSION = 1;

    private final Dialect dialect;
    private final TaskTables tables;

    Foundation(Dialect dialect, TaskTables tables) {
        this.dialect = dialect;
        this.tables = tables;
    }

    /**
     * @param mayBeMade whether tables that are missing are made
     * @throws IllegalStateException if they cannot be used; the message says what to do
     */
    void check(Connection connection, boolean mayBeMade) throws SQLException {
        if (isReadOnly(connection)) {
            throw unusable("written to", "the database is read-only", null);
        }
        Optional<Integer> version = version(connection);
        if (version.isEmpty() && mayBeMade) {
            synchronized (Foundation.class) {
                make(connection);
            }
            version = version(connection);
        }
        if (version.isEmpty()) {
            throw new IllegalStateException("the tables " + tables.prefix() + "* of the taskStore are missing: run "
                    + resource(dialect.script()) + " of camel-claid's jar, or set createTable=true");
        }
        check(version.get());
        checkColumns(connection);
        checkRights(connection);
    }

    private boolean isReadOnly(Connection connection) throws SQLException {
        return connection.isReadOnly() || connection.getMetaData().isReadOnly();
    }

    private void check(int version) {
        if (version > VERSION) {
            throw new IllegalStateException("the tables " + tables.prefix() + "* of the taskStore have version "
                    + version + ", made by a newer release of camel-claid; this one needs version " + VERSION
                    + ": use the newer release, or other tables (tablePrefix)");
        }
        if (version < VERSION) {
            throw new IllegalStateException("the tables " + tables.prefix() + "* of the taskStore have version "
                    + version + ", this release needs version " + VERSION + ": stop all that use them and run "
                    + resource(dialect.migration(version)) + " of camel-claid's jar");
        }
    }

    /** Empty if the tables are missing, or not complete. */
    private Optional<Integer> version(Connection connection) throws SQLException {
        try {
            return Database.row(
                    connection,
                    "SELECT MAX(VERSION) FROM " + tables.schema() + " HAVING COUNT(*) > 0",
                    row -> row.getInt(1),
                    Binding.NONE);
        } catch (SQLException e) {
            if (dialect.isMissing(e)) {
                return Optional.empty();
            }
            throw forbiddenOr(e, "read");
        }
    }

    private void make(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            dialect.lockOutOthers(statement, tables);
            for (String sql : statements()) {
                statement.execute(sql);
            }
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw new IllegalStateException(
                    "the tables " + tables.prefix() + "* of the taskStore cannot be made: " + Database.withoutSecrets(e)
                            + ". Give the user of the dataSource the right to, or run " + resource(dialect.script())
                            + " of camel-claid's jar as another one",
                    Database.failure(e));
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private List<String> statements() {
        String script =
                read(dialect.script()).replaceAll("--[^\n]*", "").replace(TaskTables.USUAL_PREFIX, tables.prefix());
        return Arrays.stream(script.split(";"))
                .map(String::strip)
                .filter(sql -> !sql.isEmpty())
                .toList();
    }

    private static String read(String script) {
        try (InputStream text = Foundation.class.getResourceAsStream(script)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(script + " cannot be read", e);
        }
    }

    private static String resource(String script) {
        return "io/github/camelclaid/task/" + script;
    }

    private void checkColumns(Connection connection) throws SQLException {
        try {
            for (Map.Entry<String, String> table : columns().entrySet()) {
                String sql = "SELECT " + table.getValue() + " FROM " + table.getKey() + " WHERE 1 = 0";
                Database.rows(connection, sql, row -> row, Binding.NONE);
            }
        } catch (SQLException e) {
            if (dialect.isMissing(e)) {
                throw new IllegalStateException(
                        "the tables " + tables.prefix() + "* of the taskStore are not complete: "
                                + Database.withoutSecrets(e) + ". Restore them, or run " + resource(dialect.script())
                                + " of camel-claid's jar",
                        Database.failure(e));
            }
            throw forbiddenOr(e, "read");
        }
    }

    /** What cannot be written is noticed now and not after a call that was paid. Changes nothing. */
    private void checkRights(Connection connection) throws SQLException {
        try {
            for (Map.Entry<String, String> table : columns().entrySet()) {
                String name = table.getKey();
                String columns = table.getValue();
                String first = columns.split(",")[0];
                String nothing = " WHERE 1 = 0";
                String rows = "SELECT " + columns + " FROM " + name + nothing;
                Database.update(connection, "INSERT INTO " + name + " (" + columns + ") " + rows, Binding.NONE);
                Database.update(connection, "UPDATE " + name + " SET " + first + " = " + first + nothing, Binding.NONE);
                Database.update(connection, "DELETE FROM " + name + nothing, Binding.NONE);
            }
        } catch (SQLException e) {
            throw forbiddenOr(e, "written to");
        }
    }

    private Map<String, String> columns() {
        return Map.of(
                tables.task(), "TASK_KEY, " + String.join(", ", TaskRow.ALL_OF_TASK),
                tables.document(), "TASK_KEY, " + String.join(", ", TaskRow.ALL_OF_DOCUMENT),
                tables.owner(), "OWNER, BEAT, LEASE_MILLIS",
                tables.account(), "ACCOUNT, BASE_URL, NEXT_REQUEST_AT",
                tables.charge(), "CHARGE_ID, ACCOUNT, CHARGED_AT",
                tables.duration(), "ACCOUNT, KIND, WEIGHTS");
    }

    /** @return what to throw: whatever else is the matter, such as a database that is away, may pass */
    private SQLException forbiddenOr(SQLException e, String how) {
        if (dialect.isForbidden(e)) {
            throw unusable(how, Database.withoutSecrets(e), e);
        }
        return e;
    }

    private IllegalStateException unusable(String how, String why, SQLException e) {
        return new IllegalStateException(
                "the tables " + tables.prefix() + "* of the taskStore cannot be " + how + ": " + why
                        + ". Use a database that is not read-only, and give the user of the dataSource the rights"
                        + " SELECT, INSERT, UPDATE and DELETE",
                e == null ? null : Database.failure(e));
    }
}
