package io.github.camelclaid.task;

import io.github.camelclaid.task.Parameters.Binding;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Does work in a database: alone or as one transaction, and again where it was in another's way. Whatever fails is a {@link
 * TaskStoreException}. Safe for use by any thread.
 */
final class Database {

    private static final int MOST_TRIES = 8;
    private static final int LONGEST_PAUSE = 20;
    /** Deadlock or lost a race, and certainly undone: serialization, PostgreSQL's and H2's deadlocks, H2's time-outs. */
    private static final Set<String> TO_BE_TRIED_AGAIN = Set.of("40001", "40P01", "HYT00", "90131");

    private static final String TAKEN = "23505";
    /** Classes of what the same statement meets again: bad data and violated constraints, missing abilities. */
    private static final Set<String> FOR_GOOD = Set.of("0A", "21", "22", "23");

    private static final Pattern URL = Pattern.compile("jdbc:\\S+", Pattern.CASE_INSENSITIVE);
    /** What the server tells of the row, with the addresses in it. */
    private static final Pattern VALUES = Pattern.compile("\\s*(Detail|Where): .*", Pattern.DOTALL);

    private static final Pattern PASSWORD = Pattern.compile("(password|pwd)=[^\\s;&]*", Pattern.CASE_INSENSITIVE);

    private final Connections source;
    private final String beginning;

    Database(Connections source) {
        this(source, null);
    }

    private Database(Connections source, String beginning) {
        this.source = source;
        this.beginning = beginning;
    }

    /** @param statements of each transaction, which come first; null for none */
    Database beginningTransactionsWith(String statements) {
        return new Database(source, statements);
    }

    interface Connections {
        Connection get() throws SQLException;
    }

    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Each statement is committed by itself. */
    <T> T run(Work<T> work) {
        return untilNobodyIsInTheWay(connection -> {
            setAutoCommit(connection, true);
            return work.in(connection);
        });
    }

    /** All statements or none. */
    <T> T transaction(Work<T> work) {
        return transaction(work, result -> true);
    }

    /** @param isToBeKept told the result; if not, nothing has happened */
    <T> T transaction(Work<T> work, Predicate<T> isToBeKept) {
        return untilNobodyIsInTheWay(connection -> {
            setAutoCommit(connection, false);
            boolean isOver = false;
            try {
                begin(connection);
                T result = work.in(connection);
                if (isToBeKept.test(result)) {
                    connection.commit();
                } else {
                    connection.rollback();
                }
                isOver = true;
                return result;
            } finally {
                if (!isOver) {
                    rollBack(connection);
                }
                setAutoCommit(connection, true);
            }
        });
    }

    private void begin(Connection connection) throws SQLException {
        if (beginning != null) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(beginning);
            }
        }
    }

    /** A connection that cannot even do this has told why before. */
    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // the first trouble counts
        }
    }

    private static void setAutoCommit(Connection connection, boolean wanted) throws SQLException {
        if (!connection.isClosed() && connection.getAutoCommit() != wanted) {
            connection.setAutoCommit(wanted);
        }
    }

    private <T> T untilNobodyIsInTheWay(Work<T> work) {
        for (int tries = 1; ; tries++) {
            try (Connection connection = source.get()) {
                return work.in(connection);
            } catch (SQLException e) {
                if (tries == MOST_TRIES || !TO_BE_TRIED_AGAIN.contains(String.valueOf(e.getSQLState()))) {
                    throw failure(e);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(1, LONGEST_PAUSE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static <T> List<T> rows(Connection connection, String sql, RowReader<T> reader, Binding binding)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            binding.to(new Parameters(statement));
            try (ResultSet result = statement.executeQuery()) {
                List<T> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(reader.read(result));
                }
                return rows;
            }
        }
    }

    static <T> Optional<T> row(Connection connection, String sql, RowReader<T> reader, Binding binding)
            throws SQLException {
        return rows(connection, sql, reader, binding).stream().findFirst();
    }

    /** @return how many rows it was about */
    static int update(Connection connection, String sql, Binding binding) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            binding.to(new Parameters(statement));
            return statement.executeUpdate();
        }
    }

    /** @return false if a row is there already; then others may have been inserted */
    static boolean insertEach(Connection connection, String sql, List<Binding> bindings) throws SQLException {
        try {
            updateEach(connection, sql, bindings);
            return true;
        } catch (SQLException e) {
            if (TAKEN.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    /** @return about how many rows each was; below 0 if the driver only knows that there were some */
    static int[] updateEach(Connection connection, String sql, List<Binding> bindings) throws SQLException {
        if (bindings.size() == 1) {
            return new int[] {update(connection, sql, bindings.get(0))};
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Binding binding : bindings) {
                binding.to(new Parameters(statement));
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }

    static TaskStoreException failure(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        boolean isPassing = state.length() < 2 || !FOR_GOOD.contains(state.substring(0, 2));
        return new TaskStoreException(
                "the database of the taskStore could not do it (SQLState " + state + "): " + withoutSecrets(e),
                isPassing,
                cause(e));
    }

    /** Drivers tell the URL that they were given, with the password in it. */
    private static Throwable cause(SQLException e) {
        if (withoutSecrets(e).equals(String.valueOf(e.getMessage()))) {
            return e;
        }
        SQLException safe = new SQLException(withoutSecrets(e), e.getSQLState(), e.getErrorCode());
        safe.setStackTrace(e.getStackTrace());
        return safe;
    }

    static String withoutSecrets(SQLException e) {
        // that of a batch quotes the statement with all that is in it, its next one tells why
        SQLException telling =
                e instanceof BatchUpdateException && e.getNextException() != null ? e.getNextException() : e;
        String message = VALUES.matcher(String.valueOf(telling.getMessage())).replaceAll("");
        message = URL.matcher(message).replaceAll("jdbc:...");
        return PASSWORD.matcher(message).replaceAll("$1=...");
    }
}
