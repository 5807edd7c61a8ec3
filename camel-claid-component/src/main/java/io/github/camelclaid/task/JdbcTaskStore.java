package io.github.camelclaid.task;

import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.quota.Window;
import io.github.camelclaid.task.Parameters.Binding;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers tasks in a database, PostgreSQL or H2, which nodes may share. What a call has returned for is committed; how
 * long that lasts is up to the database, see {@link #caveat()}.
 *
 * <p>The statements that make the tables are in the jar, {@code io/github/camelclaid/task/postgresql.sql} and {@code
 * h2.sql}. The store never takes part in a transaction of the caller. Connections are borrowed for one statement or one
 * short transaction; a pool of ten is enough.
 *
 * <p>Options are set before {@link #open()}, by one thread; from then on it is safe for use by any thread.
 */
public final class JdbcTaskStore implements TaskStore {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcTaskStore.class);
    private static final int PRUNED_AT_ONCE = 1000;
    private static final int KEYS_AT_ONCE = 512;
    private static final Duration LONGEST_IN_DOUBT = Duration.ofMinutes(5);

    private final EmbeddedDatabase embedded;
    private DataSource dataSource;
    private TaskTables tables = new TaskTables(TaskTables.USUAL_PREFIX);
    private boolean createTable;

    private final TaskDocument documents = new TaskDocument();
    private final Set<String> corruptKeys = ConcurrentHashMap.newKeySet();
    /** Those that may have been made though the database did not say so. */
    private final Collection<Claim> doubtfulClaims = new ConcurrentLinkedQueue<>();

    private final SharedWork<TaskChanges, Boolean> singleChanges = new SharedWork<>(this::eachThatFits);

    private volatile Opened opened;

    /** What there is between {@link #open()} and {@link #close()}. */
    private record Opened(
            Database database,
            Dialect dialect,
            AccountRows accounts,
            OwnerRows owners,
            String caveat,
            SharedWork<Object, Boolean> sync) {

        /** As one that keeps what it was told, whatever happens. */
        Opened synced(SharedWork<Object, Boolean> other) {
            return new Opened(database, dialect, accounts, owners, null, other);
        }

        void forceToDisk() {
            if (sync != null) {
                sync.of(this);
            }
        }
    }

    /** For a bean; {@link #setDataSource} has to follow. */
    public JdbcTaskStore() {
        this.embedded = null;
    }

    private JdbcTaskStore(EmbeddedDatabase embedded) {
        this.embedded = embedded;
        this.createTable = true;
    }

    /**
     * Tasks in a folder, for one process: in an H2 database that is made where it is missing. Needs {@code
     * com.h2database:h2} on the class path. What was paid outlasts a power cut: its writes are forced to disk.
     *
     * @throws IllegalStateException if H2 is not on the class path
     */
    public static JdbcTaskStore inFolder(Path folder) {
        try {
            return in(new EmbeddedDatabase(folder));
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "taskFolder needs com.h2database:h2 on the class path: add it, or set taskStore instead", e);
        }
    }

    static JdbcTaskStore in(EmbeddedDatabase embedded) {
        return new JdbcTaskStore(embedded);
    }

    /** @param dataSource of a PostgreSQL from 12 on, or an H2 from 2.2 on; a pool */
    public void setDataSource(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public DataSource getDataSource() {
        return dataSource;
    }

    /**
     * @param prefix of the tables' names, {@code CLAID_} by default: 1 to 30 letters, digits and underscores, no digit first
     * @throws IllegalArgumentException if it is another
     */
    public void setTablePrefix(String prefix) {
        this.tables = new TaskTables(prefix);
    }

    public String getTablePrefix() {
        return tables.prefix();
    }

    /** @param createTable whether tables that are missing are made by {@link #open()}; false by default */
    public void setCreateTable(boolean createTable) {
        this.createTable = createTable;
    }

    public boolean isCreateTable() {
        return createTable;
    }

    @Override
    public synchronized void open() {
        if (opened != null) {
            return;
        }
        if (embedded != null) {
            openFolder();
        } else if (dataSource != null) {
            opened = open(new Database(dataSource::getConnection));
        } else {
            throw new IllegalStateException("the taskStore has no dataSource: set it, as in dataSource=#bean:name");
        }
    }

    private void openFolder() {
        embedded.open();
        try {
            Opened folder = open(new Database(embedded::connection));
            // whoever had something in hand there was an earlier life of this process
            folder.owners().buryAll();
            opened = folder.synced(new SharedWork<>(all -> folder.database().run(connection -> {
                EmbeddedDatabase.sync(connection);
                return Collections.nCopies(all.size(), true);
            })));
        } finally {
            if (opened == null) {
                embedded.close();
            }
        }
    }

    private Opened open(Database any) {
        return any.run(connection -> {
            Dialect dialect = Dialect.of(connection.getMetaData());
            new Foundation(dialect, tables).check(connection, createTable);
            Database database = any.beginningTransactionsWith(dialect.beginning());
            return new Opened(
                    database,
                    dialect,
                    new AccountRows(database, tables),
                    new OwnerRows(database, tables),
                    dialect.caveat(connection).orElse(null),
                    null);
        });
    }

    @Override
    public synchronized void close() {
        opened = null;
        doubtfulClaims.clear();
        if (embedded != null) {
            embedded.close();
        }
    }

    private Opened opened() {
        Opened now = opened;
        if (now == null) {
            throw new TaskStoreException("the taskStore is not open", true, null);
        }
        return now;
    }

    private Database database() {
        return opened().database();
    }

    @Override
    public Optional<String> caveat() {
        return Optional.ofNullable(opened().caveat());
    }

    @Override
    public Set<String> register(String account, String baseUrl) {
        return opened().accounts().register(account, baseUrl);
    }

    @Override
    public Map<String, Heartbeat> beat(String owner, Duration lease) {
        return opened().owners().beat(owner, lease);
    }

    @Override
    public void bury(String owner) {
        opened().owners().bury(owner);
    }

    @Override
    public List<TrackedTask> orphans(String account, int most) {
        List<TrackedTask> orphans = new ArrayList<>();
        Optional<String> owner = nextOwner(account, "");
        while (owner.isPresent() && orphans.size() < most) {
            // asked after it was seen as an owner: who owns something has said before that it lives
            if (!opened().owners().has(owner.get())) {
                orphans.addAll(owned(account, owner.get(), most - orphans.size()));
            }
            owner = nextOwner(account, owner.get());
        }
        return orphans;
    }

    /** From one to the next, so that nobody has to look at all that those who live have in hand. */
    private Optional<String> nextOwner(String account, String after) {
        String sql = "SELECT OWNER FROM " + by("OWNER", tables.task(), "T")
                + " WHERE ACCOUNT = ? AND OWNER > ? ORDER BY ACCOUNT, OWNER FETCH FIRST 1 ROW ONLY";
        return database()
                .run(connection -> Database.row(connection, sql, row -> row.getString(1), parameters -> parameters
                        .text(TaskRow.account(account))
                        .text(after)));
    }

    private List<TrackedTask> owned(String account, String owner, int most) {
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

    @Override
    public Optional<TrackedTask> find(String key) {
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

    @Override
    public List<TrackedTask> find(Collection<String> keys) {
        List<String> all = keys.stream().map(TaskRow::key).toList();
        List<TrackedTask> found = new ArrayList<>();
        for (int from = 0; from < all.size(); from += KEYS_AT_ONCE) {
            found.addAll(findSome(all.subList(from, Math.min(all.size(), from + KEYS_AT_ONCE))));
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

    @Override
    public Optional<TrackedTask> findByTaskId(String account, TaskFamily family, long taskId) {
        Optional<TaskRow> row = row(
                documentsBy("ID")
                        + " WHERE D.ACCOUNT = ? AND D.TASK_FAMILY = ? AND D.TASK_ID = ? FETCH FIRST 1 ROW ONLY",
                parameters -> parameters
                        .text(TaskRow.account(account))
                        .text(family.name())
                        .number(taskId));
        return row.map(this::read);
    }

    @Override
    public List<TrackedTask> inState(String account, TaskState state, String after, int most) {
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

    @Override
    public boolean change(List<Change> changes) {
        for (Change change : changes) {
            if (change.before() == null) {
                opened().accounts().introduce(change.after().lane().account());
            }
        }
        TaskChanges all = TaskChanges.of(changes, documents, tables);
        boolean isMade = changes.size() == 1 && changes.get(0).before() != null ? isMade(all) : allOrNone(all);
        if (isMade && changes.stream().anyMatch(JdbcTaskStore::isAboutMoney)) {
            opened().forceToDisk();
        }
        return isMade;
    }

    private boolean isMade(TaskChanges single) {
        try {
            return singleChanges.of(single);
        } catch (TaskStoreException e) {
            if (e.isPassing()) {
                throw e;
            }
            // what cannot be done may be another one, that came at the same time
            return eachThatFits(List.of(single)).get(0);
        }
    }

    private boolean allOrNone(TaskChanges all) {
        return all.areAllIn(database().transaction(all::make, all::areAllIn));
    }

    /** In one transaction: each that fits is made, whatever becomes of the others. */
    private List<Boolean> eachThatFits(List<TaskChanges> singles) {
        TaskChanges all = TaskChanges.of(singles);
        BitSet made =
                all.isOneStatement() ? database().run(all::make) : database().transaction(all::make);
        return IntStream.range(0, singles.size()).mapToObj(made::get).toList();
    }

    /**
     * What a power cut must not undo: the steps before and after a charged call, and what an operator decides about an
     * unknown one. All else is found out again at no charge.
     */
    private static boolean isAboutMoney(Change change) {
        TaskState before = change.before() == null ? null : change.before().state();
        TaskState after = change.after() == null ? null : change.after().state();
        if (before == TaskState.UNKNOWN) {
            return true;
        }
        return after != before
                && (after == TaskState.STAGING
                        || after == TaskState.STAGED
                        || after == TaskState.SENDING
                        || after == TaskState.ACCEPTED
                        || after == TaskState.UNKNOWN);
    }

    @Override
    public List<TrackedTask> claimDue(String owner, Collection<Lane> lanes, Instant now, int most) {
        // others may be faster in a lane
        for (Lane lane : mostOverdueFirst(lanes, now)) {
            List<TrackedTask> claimed = claim(new Claim(owner, newStamp(), lane, ClaimOrder.DUE, now, now, most));
            if (!claimed.isEmpty()) {
                return claimed;
            }
        }
        return List.of();
    }

    @Override
    public List<TrackedTask> claimDuePerishing(String owner, Collection<Lane> lanes, Instant now, int most) {
        for (Lane lane : lanes) {
            List<TrackedTask> claimed = claim(
                    new Claim(owner, newStamp(), lane, ClaimOrder.DUE_PERISHING, TaskStore.urgent(now), now, most));
            if (!claimed.isEmpty()) {
                return claimed;
            }
        }
        return List.of();
    }

    private List<Lane> mostOverdueFirst(Collection<Lane> lanes, Instant now) {
        return lanes.size() == 1
                ? List.copyOf(lanes)
                : heads(ClaimOrder.DUE, lanes, now).stream().map(Head::lane).toList();
    }

    @Override
    public Optional<Instant> nextDue(Collection<Lane> lanes) {
        return heads(ClaimOrder.DUE, lanes, Instant.MAX).stream().findFirst().map(Head::at);
    }

    @Override
    public List<TrackedTask> claimDeliverable(String owner, Lane lane, Instant now, int most) {
        Claim perishing = new Claim(owner, newStamp(), lane, ClaimOrder.PERISHING, TaskStore.urgent(now), now, most);
        List<TrackedTask> claimed = new ArrayList<>(claim(perishing));
        int left = most - claimed.size();
        try {
            claimed.addAll(claim(new Claim(owner, newStamp(), lane, ClaimOrder.DELIVERABLE, now, now, left)));
        } catch (TaskStoreException e) {
            doubtfulClaims.add(perishing);
            throw e;
        }
        return claimed;
    }

    @Override
    public Optional<Instant> nextDeliverable(Lane lane) {
        return heads(ClaimOrder.DELIVERABLE, List.of(lane), Instant.MAX).stream()
                .findFirst()
                .map(Head::at);
    }

    /** The first task of a lane. */
    private record Head(Lane lane, Instant at, String key) {}

    /** Of the lanes that have any until then, the earliest first. */
    private List<Head> heads(ClaimOrder order, Collection<Lane> lanes, Instant until) {
        if (lanes.isEmpty()) {
            return List.of();
        }
        List<Lane> all = List.copyOf(lanes);
        String sql = IntStream.range(0, all.size())
                .mapToObj(lane -> "SELECT * FROM ("
                        + order.rows(opened().dialect(), tables, lane + " AS LANE, " + order.column() + ", T.TASK_KEY")
                        + order.clause() + " FETCH FIRST 1 ROW ONLY) LANE" + lane)
                .collect(Collectors.joining(" UNION ALL "));
        List<Head> heads = database()
                .run(connection -> Database.rows(
                        connection,
                        sql,
                        row -> new Head(
                                all.get(row.getInt(1)),
                                row.getObject(2, OffsetDateTime.class).toInstant(),
                                row.getString(3)),
                        parameters -> {
                            for (Lane lane : all) {
                                parameters.lane(lane).time(Parameters.EARLIEST).time(until);
                            }
                        }));
        heads.sort(Comparator.comparing(Head::at).thenComparing(Head::key));
        return heads;
    }

    private List<TrackedTask> claim(Claim claim) {
        if (claim.most() <= 0) {
            return List.of();
        }
        releaseWhatIsInDoubt(claim.now());
        try {
            List<String> keys = opened().dialect().claim(database(), tables, claim);
            List<TrackedTask> claimed = new ArrayList<>(keys.isEmpty() ? List.of() : findSome(keys));
            // what somebody has decided meanwhile
            claimed.removeIf(task -> !task.isOwnedBy(claim.owner()));
            claimed.sort(claim.order().comparator());
            return claimed;
        } catch (RuntimeException e) {
            doubtfulClaims.add(claim);
            throw e;
        }
    }

    /** What was claimed by a call that has failed is in nobody's hands, and its owner lives. */
    private void releaseWhatIsInDoubt(Instant now) {
        for (Claim claim : doubtfulClaims) {
            List<TaskRow> rows = rows(
                    tasksBy("OWNER") + " WHERE T.ACCOUNT = ? AND T.OWNER = ? AND T.STAMP = ?", parameters -> parameters
                            .text(TaskRow.account(claim.lane().account()))
                            .text(claim.owner())
                            .number(claim.stamp()));
            readable(rows).forEach(task -> replace(task, task.released()));
            // a commit that hung may still be seen later
            boolean isSettled = claim.now().plus(LONGEST_IN_DOUBT).isBefore(now);
            if (isSettled || !rows.isEmpty()) {
                doubtfulClaims.remove(claim);
            }
        }
    }

    private static long newStamp() {
        return ThreadLocalRandom.current().nextLong();
    }

    @Override
    public void prune(Instant before) {
        int pruned;
        do {
            pruned = database().transaction(connection -> pruneSome(connection, before));
        } while (pruned == PRUNED_AT_ONCE);
    }

    private int pruneSome(Connection connection, Instant before) throws SQLException {
        List<String> keys = Database.rows(
                connection,
                "SELECT TASK_KEY FROM " + by("RETAINED", tables.task(), "T")
                        + " WHERE RETAINED_SINCE >= ? AND RETAINED_SINCE < ?"
                        + " FETCH FIRST ? ROWS ONLY FOR UPDATE SKIP LOCKED",
                row -> row.getString(1),
                parameters -> parameters.time(Parameters.EARLIEST).time(before).number(PRUNED_AT_ONCE));
        if (!keys.isEmpty()) {
            List<Binding> bindings = keys.stream()
                    .<Binding>map(key -> parameters -> parameters.text(key))
                    .toList();
            Database.updateEach(connection, "DELETE FROM " + tables.task() + " WHERE TASK_KEY = ?", bindings);
            TaskChanges.forgetItems(connection, tables, keys);
        }
        return keys.size();
    }

    @Override
    public List<TrackedTask> perished(Instant before, int most) {
        return opened().accounts().all().stream()
                .flatMap(account -> perished(account, before, most).stream())
                .sorted(Comparator.comparing(TrackedTask::perishableSince))
                .limit(most)
                .toList();
    }

    private List<TrackedTask> perished(String account, Instant before, int most) {
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

    @Override
    public Optional<Instant> oldestPerishable(String account) {
        String sql = "SELECT PERISHABLE_SINCE FROM " + by("PERISHABLE", tables.document(), "D")
                + " WHERE ACCOUNT = ? AND PERISHABLE_SINCE >= ?"
                + " ORDER BY ACCOUNT, PERISHABLE_SINCE FETCH FIRST 1 ROW ONLY";
        return database()
                .run(connection -> Database.row(
                        connection,
                        sql,
                        row -> row.getObject(1, OffsetDateTime.class).toInstant(),
                        parameters -> parameters.text(TaskRow.account(account)).time(Parameters.EARLIEST)));
    }

    @Override
    public Map<TaskState, Integer> outstanding(String account) {
        String sql = "SELECT OUTSTANDING, COUNT(*) FROM " + by("OUTSTANDING", tables.document(), "D")
                + " WHERE ACCOUNT = ? AND OUTSTANDING >= '' GROUP BY OUTSTANDING";
        Map<String, Integer> counts = new HashMap<>();
        database()
                .run(connection -> Database.rows(
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

    @Override
    public Optional<Instant> charge(String account, String charge, Window budget, Instant now) {
        Optional<Instant> next = opened().accounts().charge(account, charge, budget, now);
        if (next.isEmpty()) {
            opened().forceToDisk();
        }
        return next;
    }

    @Override
    public void refund(String account, String charge) {
        opened().accounts().refund(charge);
    }

    @Override
    public boolean isShared() {
        return embedded == null;
    }

    @Override
    public Duration reserve(String account, int requests, Duration spacing) {
        return opened().accounts()
                .reserve(account, requests, spacing, opened().dialect().now());
    }

    @Override
    public Map<String, String> learned(String account) {
        return opened().accounts().learned(account);
    }

    @Override
    public void learn(String account, Map<String, String> durationsByKind) {
        AccountRows accounts = opened().accounts();
        durationsByKind.forEach((kind, weights) -> accounts.learn(account, kind, weights));
    }

    private List<TaskRow> rows(String fromWhere, Binding binding) {
        String sql = "SELECT " + TaskRow.COLUMNS + " FROM " + fromWhere;
        return database().run(connection -> Database.rows(connection, sql, TaskRow::read, binding));
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
        return opened().dialect().by(index, table, alias);
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
        database()
                .transaction(connection -> Database.update(connection, task, parameters -> {
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

    @Override
    public String toString() {
        Opened now = opened;
        return (now == null ? "database" : now.dialect().product()) + " (tables " + tables.prefix() + "*)";
    }
}
