package io.github.camelclaid.task;

import io.github.camelclaid.quota.Window;
import io.github.camelclaid.task.Parameters.Binding;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Each account with tasks or charges, its charges, and what was learned for it. Safe for use by any thread. */
final class AccountRows {

    /** Of any window. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Database database;
    private final TaskTables tables;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    AccountRows(Database database, TaskTables tables) {
        this.database = database;
        this.tables = tables;
    }

    /** From now on it has a row. */
    void introduce(String account) {
        if (known.contains(account)) {
            return;
        }
        String sql = "INSERT INTO " + tables.account() + " (ACCOUNT) VALUES (?)";
        database.run(connection -> {
            boolean isThere =
                    names(connection, "WHERE ACCOUNT = ?", of(account)).size() == 1;
            return isThere || Database.insertEach(connection, sql, List.of(of(account)));
        });
        known.add(account);
    }

    List<String> all() {
        return database.run(connection -> names(connection, "", Binding.NONE));
    }

    /** @return the names of other accounts with tasks */
    Set<String> register(String account, String baseUrl) {
        introduce(account);
        String address = address(account, baseUrl);
        if (!address.equals(baseUrl)) {
            throw new IllegalStateException("account \"" + account + "\" of this taskStore is at " + address
                    + ", not at " + baseUrl + ": give the other one another account");
        }
        String withTasks = "A WHERE EXISTS (SELECT 1 FROM " + tables.document()
                + " D WHERE D.ACCOUNT = A.ACCOUNT AND D.OUTSTANDING >= '')";
        List<String> all = database.run(connection -> names(connection, withTasks, Binding.NONE));
        Set<String> others = new TreeSet<>(all);
        others.remove(TaskRow.account(account));
        return others;
    }

    private String address(String account, String ifNone) {
        String first = "UPDATE " + tables.account() + " SET BASE_URL = ? WHERE ACCOUNT = ? AND BASE_URL IS NULL";
        String address = "SELECT BASE_URL FROM " + tables.account() + " WHERE ACCOUNT = ?";
        return database.run(connection -> {
            Database.update(
                    connection, first, parameters -> parameters.text(ifNone).text(TaskRow.account(account)));
            return Database.row(connection, address, row -> row.getString(1), of(account))
                    .orElse(ifNone);
        });
    }

    private List<String> names(Connection connection, String where, Binding binding) throws SQLException {
        String sql = "SELECT ACCOUNT FROM " + tables.account() + " " + where;
        return Database.rows(connection, sql, row -> row.getString(1), binding);
    }

    /** @return empty if it was taken out of the budget; else when the next one is free */
    Optional<Instant> charge(String account, String charge, Window budget, Instant now) {
        introduce(account);
        Instant since = now.minus(budget.length());
        return database.transaction(connection -> {
            // one after the other, on whichever node
            names(connection, "WHERE ACCOUNT = ? FOR UPDATE", of(account));
            clearUpTo(connection, account, now.minus(LONGEST));
            int taken = countAfter(connection, account, since);
            if (taken < budget.requests()) {
                take(connection, account, charge, now);
                return Optional.empty();
            }
            // what is beyond a budget that was greater has to pass, too
            Instant first = nthAfter(connection, account, since, taken - budget.requests());
            return Optional.of(first.plus(budget.length()));
        });
    }

    private void clearUpTo(Connection connection, String account, Instant last) throws SQLException {
        Database.update(
                connection, "DELETE FROM " + tables.charge() + " WHERE ACCOUNT = ? AND CHARGED_AT <= ?", parameters -> {
                    of(account).to(parameters);
                    parameters.time(last);
                });
    }

    private int countAfter(Connection connection, String account, Instant since) throws SQLException {
        return Database.row(
                        connection,
                        "SELECT COUNT(*) FROM " + tables.charge() + " WHERE ACCOUNT = ? AND CHARGED_AT > ?",
                        row -> row.getInt(1),
                        parameters -> parameters.text(TaskRow.account(account)).time(since))
                .orElseThrow();
    }

    private void take(Connection connection, String account, String charge, Instant now) throws SQLException {
        Database.update(
                connection,
                "INSERT INTO " + tables.charge() + " (CHARGE_ID, ACCOUNT, CHARGED_AT) VALUES (?, ?, ?)",
                parameters ->
                        parameters.text(charge).text(TaskRow.account(account)).time(now));
    }

    private Instant nthAfter(Connection connection, String account, Instant since, int index) throws SQLException {
        return Database.row(
                        connection,
                        "SELECT CHARGED_AT FROM " + tables.charge() + " WHERE ACCOUNT = ? AND CHARGED_AT > ?"
                                + " ORDER BY ACCOUNT, CHARGED_AT OFFSET ? ROWS FETCH FIRST 1 ROW ONLY",
                        row -> row.getObject(1, OffsetDateTime.class).toInstant(),
                        parameters -> parameters
                                .text(TaskRow.account(account))
                                .time(since)
                                .number(index))
                .orElseThrow();
    }

    void refund(String charge) {
        String sql = "DELETE FROM " + tables.charge() + " WHERE CHARGE_ID = ?";
        database.run(connection -> Database.update(connection, sql, parameters -> parameters.text(charge)));
    }

    /** @param clock what tells the time in a statement */
    Duration reserve(String account, int requests, Duration spacing, String clock) {
        introduce(account);
        String times =
                "SELECT NEXT_REQUEST_AT, " + clock + " FROM " + tables.account() + " WHERE ACCOUNT = ? FOR UPDATE";
        String take = "UPDATE " + tables.account() + " SET NEXT_REQUEST_AT = ? WHERE ACCOUNT = ?";
        return database.transaction(connection -> {
            Times known =
                    Database.row(connection, times, Times::read, of(account)).orElseThrow();
            Instant first = known.next().isAfter(known.now()) ? known.next() : known.now();
            Database.update(connection, take, parameters -> parameters
                    .time(first.plus(spacing.multipliedBy(requests)))
                    .text(TaskRow.account(account)));
            return Duration.between(known.now(), first);
        });
    }

    /** When the next request of an account may be sent, and what time it is. */
    private record Times(Instant next, Instant now) {

        static Times read(ResultSet row) throws SQLException {
            OffsetDateTime next = row.getObject(1, OffsetDateTime.class);
            return new Times(
                    next == null ? Instant.MIN : next.toInstant(),
                    row.getObject(2, OffsetDateTime.class).toInstant());
        }
    }

    Map<String, String> learned(String account) {
        String sql = "SELECT KIND, WEIGHTS FROM " + tables.duration() + " WHERE ACCOUNT = ?";
        Map<String, String> learned = new HashMap<>();
        database.run(connection ->
                Database.rows(connection, sql, row -> learned.put(row.getString(1), row.getString(2)), of(account)));
        return learned;
    }

    void learn(String account, String kind, String weights) {
        Binding all = parameters ->
                parameters.text(weights).text(TaskRow.account(account)).text(TaskRow.key(kind));
        String again = "UPDATE " + tables.duration() + " SET WEIGHTS = ? WHERE ACCOUNT = ? AND KIND = ?";
        String first = "INSERT INTO " + tables.duration() + " (WEIGHTS, ACCOUNT, KIND) VALUES (?, ?, ?)";
        database.run(connection -> Database.update(connection, again, all) == 1
                // another node may have been faster, and knows as much
                || Database.insertEach(connection, first, List.of(all)));
    }

    private static Binding of(String account) {
        return parameters -> parameters.text(TaskRow.account(account));
    }
}
