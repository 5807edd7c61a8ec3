package io.github.camelclaid.task;

import io.github.camelclaid.task.Parameters.Binding;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** In what the databases differ. */
enum Dialect {
    H2("H2", "h2", "2.2", Set.of("42S02", "42S03", "42S04", "42S22"), Set.of("90096", "90097")) {
        /** It is in this process, where they are made by one after the other. */
        @Override
        void lockOutOthers(Statement statement, TaskTables tables) {}

        @Override
        String by(String index, String table, String alias) {
            return table + " " + alias + " USE INDEX (" + table + "_" + index + ")";
        }

        @Override
        Optional<String> caveat(Connection connection) throws SQLException {
            String isInMemory = "SELECT CASE WHEN DATABASE_PATH() IS NULL THEN 'TRUE' ELSE 'FALSE' END";
            if (text(connection, isInMemory).equals("TRUE")) {
                return Optional.of("Tasks are remembered in an H2 database in memory: it loses sight of edits that are"
                        + " submitted and paid when its process ends. Set taskFolder, or a database that lasts.");
            }
            String delay = "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'WRITE_DELAY'";
            if (!text(connection, delay).equals("0")) {
                return Optional.of("Tasks are remembered in an H2 database that writes with a delay: a process that is"
                        + " killed loses sight of edits that are submitted and paid. Add ;WRITE_DELAY=0 to its URL, or"
                        + " set taskFolder.");
            }
            return Optional.of("Tasks are remembered in an H2 database that outlasts a process that is killed, but not"
                    + " a power cut: H2 does not force its writes to disk. Set taskFolder to have that done.");
        }

        @Override
        String now() {
            return "CURRENT_TIMESTAMP";
        }

        /**
         * It sorts, and locks, all that is due where rows are to be locked in the order of an index. So the first ones are
         * looked up, and then locked one by one, in the order of their keys as everywhere.
         */
        @Override
        List<String> claim(Connection connection, TaskTables tables, Claim claim) throws SQLException {
            List<String> keys;
            List<String> claimed = new ArrayList<>();
            do {
                keys = Database.rows(connection, claim.first(this, tables), row -> row.getString(1), claim.ofFirst());
                for (String key : keys.stream().sorted().toList()) {
                    if (claim(connection, tables, claim, key)) {
                        claimed.add(key);
                    }
                }
                // others may have been faster with all of them
            } while (claimed.isEmpty() && !keys.isEmpty());
            return claimed;
        }

        private boolean claim(Connection connection, TaskTables tables, Claim claim, String key) throws SQLException {
            String change = "UPDATE " + tables.task() + " SET " + Claim.CHANGE + " WHERE " + claim.isStill();
            return Database.update(connection, change, parameters -> {
                        parameters.text(claim.owner()).number(claim.stamp());
                        claim.of(key).to(parameters);
                    })
                    == 1;
        }
    },
    POSTGRESQL("PostgreSQL", "postgresql", "12", Set.of("42P01", "42703"), Set.of("42501", "25006")) {
        @Override
        void lockOutOthers(Statement statement, TaskTables tables) throws SQLException {
            statement.execute("SELECT PG_ADVISORY_XACT_LOCK(" + tables.schema().hashCode() + ")");
        }

        /** It finds the index by itself. */
        @Override
        String by(String index, String table, String alias) {
            return table + " " + alias;
        }

        @Override
        Optional<String> caveat(Connection connection) throws SQLException {
            for (String setting : List.of("fsync", "synchronous_commit")) {
                if (text(connection, "SELECT CURRENT_SETTING('" + setting + "')")
                        .equals("off")) {
                    return Optional.of("Tasks are remembered in a PostgreSQL with " + setting + "=off: when its machine"
                            + " fails it loses sight of edits that are submitted and paid. Set it to on.");
                }
            }
            return Optional.empty();
        }

        /** A node that stands still must not keep rows locked: the others would wait for it. */
        @Override
        String beginning() {
            return "SET LOCAL IDLE_IN_TRANSACTION_SESSION_TIMEOUT = '10s'";
        }

        @Override
        String beginningUnforced() {
            return "SET LOCAL SYNCHRONOUS_COMMIT = OFF; " + beginning();
        }

        /** Not that of the transaction's begin. */
        @Override
        String now() {
            return "CLOCK_TIMESTAMP()";
        }

        @Override
        List<String> claim(Connection connection, TaskTables tables, Claim claim) throws SQLException {
            // without MATERIALIZED the rows might be chosen, and locked, more than once
            String sql = "WITH CHOSEN AS MATERIALIZED (" + claim.first(this, tables)
                    + " FOR UPDATE OF T SKIP LOCKED) UPDATE "
                    + tables.task() + " T SET " + Claim.CHANGE
                    + " FROM CHOSEN WHERE T.TASK_KEY = CHOSEN.TASK_KEY RETURNING T.TASK_KEY";
            return Database.rows(connection, sql, row -> row.getString(1), parameters -> {
                claim.ofFirst().to(parameters);
                parameters.text(claim.owner()).number(claim.stamp());
            });
        }
    };

    private final String product;
    private final String script;
    private final String oldest;
    private final Set<String> missing;
    private final Set<String> forbidden;

    /**
     * @param product as its driver calls it
     * @param script the name of its scripts
     * @param oldest version that can do all that is needed
     * @param missing SQLStates of a table or column that does not exist
     * @param forbidden SQLStates of what the user may not do, or nobody where it is read-only
     */
    Dialect(String product, String script, String oldest, Set<String> missing, Set<String> forbidden) {
        this.product = product;
        this.script = script;
        this.oldest = oldest;
        this.missing = missing;
        this.forbidden = forbidden;
    }

    /** @throws IllegalStateException if it is none of these */
    static Dialect of(DatabaseMetaData database) throws SQLException {
        String found = database.getDatabaseProductName();
        for (Dialect dialect : values()) {
            if (dialect.product.equals(found)) {
                return dialect.inVersionOf(database);
            }
        }
        throw new IllegalStateException("the dataSource of the taskStore is of " + found + ", allowed: "
                + Arrays.stream(values()).map(one -> one.product).collect(Collectors.joining(", ")));
    }

    private Dialect inVersionOf(DatabaseMetaData database) throws SQLException {
        int major = database.getDatabaseMajorVersion();
        int minor = database.getDatabaseMinorVersion();
        String[] least = oldest.split("\\.");
        int leastMajor = Integer.parseInt(least[0]);
        int leastMinor = least.length > 1 ? Integer.parseInt(least[1]) : 0;
        if (major < leastMajor || major == leastMajor && minor < leastMinor) {
            throw new IllegalStateException("the dataSource of the taskStore is of " + product + " " + major + "."
                    + minor + ", allowed: " + oldest + " or newer");
        }
        return this;
    }

    String product() {
        return product;
    }

    /** The resource with the statements that make the tables. */
    String script() {
        return script + ".sql";
    }

    /** The resource with the statements that make tables of one version those of the next. */
    String migration(int from) {
        return script + "-" + from + "-to-" + (from + 1) + ".sql";
    }

    boolean isMissing(SQLException e) {
        return missing.contains(String.valueOf(e.getSQLState()));
    }

    boolean isForbidden(SQLException e) {
        return forbidden.contains(String.valueOf(e.getSQLState()));
    }

    /** While the tables are made, where other nodes may be about to make them, too. */
    abstract void lockOutOthers(Statement statement, TaskTables tables) throws SQLException;

    /** The table in a FROM clause that is to be read by an index, whose name is behind that of the table. */
    abstract String by(String index, String table, String alias);

    /** What each transaction begins with; null for nothing. */
    String beginning() {
        return null;
    }

    /** What a transaction begins with that does not wait for the disk: a failure of its machine may undo it. */
    String beginningUnforced() {
        return beginning();
    }

    /** The expression for the time, with its zone. */
    abstract String now();

    /** What the database does not keep, in one line for the log. */
    abstract Optional<String> caveat(Connection connection) throws SQLException;

    private static String text(Connection connection, String sql) throws SQLException {
        return Database.row(connection, sql, row -> row.getString(1), Binding.NONE)
                .orElse("");
    }

    /** In a transaction: whoever claims at the same time gets others. Keys, in no order. */
    abstract List<String> claim(Connection connection, TaskTables tables, Claim claim) throws SQLException;
}
