package io.github.camelclaid.task;

import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.quota.Window;
import io.github.camelclaid.task.Parameters.Binding;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.sql.DataSource;

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

    private static final int PRUNED_AT_ONCE = 1000;

    private final EmbeddedDatabase embedded;
    private DataSource dataSource;
    private TaskTables tables = new TaskTables(TaskTables.USUAL_PREFIX);
    private boolean createTable;

    private final TaskDocument documents = new TaskDocument();
    private final SharedWork<TaskChanges, Boolean> singleChanges = new SharedWork<>(this::eachThatFits);

    private volatile Opened opened;

    /** What there is between {@link #open()} and {@link #close()}. */
    private record Opened(
            Database database,
            Dialect dialect,
            TaskRows tasks,
            TaskClaims claims,
            AccountRows accounts,
            OwnerRows owners,
            String caveat,
            SharedWork<Object, Boolean> sync) {

        /** As one that keeps what it was told, whatever happens. */
        Opened synced(SharedWork<Object, Boolean> other) {
            return new Opened(database, dialect, tasks, claims, accounts, owners, null, other);
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
            Database unforced = any.beginningTransactionsWith(dialect.beginningUnforced());
            TaskRows tasks = new TaskRows(database, dialect, tables, documents);
            return new Opened(
                    database,
                    dialect,
                    tasks,
                    new TaskClaims(database, unforced, dialect, tables, tasks, task -> replace(task, task.released())),
                    new AccountRows(database, tables),
                    new OwnerRows(database, tables),
                    dialect.caveat(connection).orElse(null),
                    null);
        });
    }

    @Override
    public synchronized void close() {
        opened = null;
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

    private TaskRows tasks() {
        return opened().tasks();
    }

    private TaskClaims claims() {
        return opened().claims();
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
        Optional<String> owner = tasks().nextOwner(account, "");
        while (owner.isPresent() && orphans.size() < most) {
            // asked after it was seen as an owner: who owns something has said before that it lives
            if (!opened().owners().has(owner.get())) {
                orphans.addAll(tasks().owned(account, owner.get(), most - orphans.size()));
            }
            owner = tasks().nextOwner(account, owner.get());
        }
        return orphans;
    }

    @Override
    public Optional<TrackedTask> find(String key) {
        return tasks().find(key);
    }

    @Override
    public List<TrackedTask> find(Collection<String> keys) {
        return tasks().find(keys);
    }

    @Override
    public Optional<TrackedTask> findByTaskId(String account, TaskFamily family, long taskId) {
        return tasks().findByTaskId(account, family, taskId);
    }

    @Override
    public List<TrackedTask> inState(String account, TaskState state, String after, int most) {
        return tasks().inState(account, state, after, most);
    }

    @Override
    public List<TrackedTask> claimDue(String owner, Collection<Lane> lanes, Instant now, int most) {
        return claims().claimDue(owner, lanes, now, most);
    }

    @Override
    public List<TrackedTask> claimDuePerishing(String owner, Collection<Lane> lanes, Instant now, int most) {
        return claims().claimDuePerishing(owner, lanes, now, most);
    }

    @Override
    public Optional<Instant> nextDue(Collection<Lane> lanes) {
        return claims().nextDue(lanes);
    }

    @Override
    public List<TrackedTask> claimDeliverable(String owner, Lane lane, Instant now, int most) {
        return claims().claimDeliverable(owner, lane, now, most);
    }

    @Override
    public Optional<Instant> nextDeliverable(Lane lane) {
        return claims().nextDeliverable(lane);
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
        return all.areAllIn(opened().database().transaction(all::make, all::areAllIn));
    }

    /** In one transaction: each that fits is made, whatever becomes of the others. */
    private List<Boolean> eachThatFits(List<TaskChanges> singles) {
        TaskChanges all = TaskChanges.of(singles);
        Database database = opened().database();
        BitSet made = all.isOneStatement() ? database.run(all::make) : database.transaction(all::make);
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
    public void prune(Instant before) {
        int pruned;
        do {
            pruned = opened().database().transaction(connection -> pruneSome(connection, before));
        } while (pruned == PRUNED_AT_ONCE);
    }

    private int pruneSome(Connection connection, Instant before) throws SQLException {
        List<String> keys = Database.rows(
                connection,
                "SELECT TASK_KEY FROM " + opened().dialect().by("RETAINED", tables.task(), "T")
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
                .flatMap(account -> tasks().perished(account, before, most).stream())
                .sorted(Comparator.comparing(TrackedTask::perishableSince))
                .limit(most)
                .toList();
    }

    @Override
    public Optional<Instant> oldestPerishable(String account) {
        return tasks().oldestPerishable(account);
    }

    @Override
    public Map<TaskState, Integer> outstanding(String account) {
        return tasks().outstanding(account);
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

    @Override
    public String toString() {
        Opened now = opened;
        return (now == null ? "database" : now.dialect().product()) + " (tables " + tables.prefix() + "*)";
    }
}
