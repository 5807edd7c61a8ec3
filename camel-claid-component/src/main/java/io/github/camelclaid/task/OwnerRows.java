package io.github.camelclaid.task;

import io.github.camelclaid.task.Parameters.Binding;
import io.github.camelclaid.task.TaskStore.Heartbeat;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Who lives, a row for each. Safe for use by any thread. */
final class OwnerRows {

    private final Database database;
    private final String table;

    OwnerRows(Database database, TaskTables tables) {
        this.database = database;
        this.table = tables.owner();
    }

    Map<String, Heartbeat> beat(String owner, Duration lease) {
        Binding beat = parameters -> parameters.number(lease.toMillis()).text(owner);
        return database.run(connection -> {
            String again = "UPDATE " + table + " SET BEAT = BEAT + 1, LEASE_MILLIS = ? WHERE OWNER = ?";
            if (Database.update(connection, again, beat) == 0) {
                String first = "INSERT INTO " + table + " (BEAT, LEASE_MILLIS, OWNER) VALUES (1, ?, ?)";
                Database.update(connection, first, beat);
            }
            Map<String, Heartbeat> living = new HashMap<>();
            Database.rows(
                    connection,
                    "SELECT OWNER, BEAT, LEASE_MILLIS FROM " + table,
                    row -> living.put(
                            row.getString(1), new Heartbeat(row.getLong(2), Duration.ofMillis(row.getLong(3)))),
                    Binding.NONE);
            return living;
        });
    }

    boolean has(String owner) {
        return database.run(connection -> Database.row(
                        connection,
                        "SELECT OWNER FROM " + table + " WHERE OWNER = ?",
                        row -> row.getString(1),
                        parameters -> parameters.text(owner)))
                .isPresent();
    }

    void bury(String owner) {
        database.run(connection -> Database.update(
                connection, "DELETE FROM " + table + " WHERE OWNER = ?", parameters -> parameters.text(owner)));
    }

    void buryAll() {
        database.run(connection -> Database.update(connection, "DELETE FROM " + table, Binding.NONE));
    }
}
