package io.github.camelclaid.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariDataSource;
import io.github.camelclaid.task.JdbcTaskStore;
import io.github.camelclaid.task.TaskStore;
import io.github.camelclaid.task.TrackedTask;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Executions per second that eight workers get out of the store, against db-scheduler: what is due is claimed in batches,
 * nothing is done, and each execution is written back by itself, be it for a later time or as forgotten. Both on the same
 * PostgreSQL, in turn, each time with new tables that keep as much of a task.
 */
public final class SchedulerBenchmark {

    private static final int TASKS = Integer.getInteger("claid.bench.tasks", 20_000);
    private static final int ROUNDS = Integer.getInteger("claid.bench.rounds", 7);
    private static final int WORKERS = 8;
    /** What db-scheduler's documentation names for high throughput: fetch when these are left, up to those. */
    private static final double LOWEST_OF_WORKERS = 1.0;

    private static final double MOST_OF_WORKERS = 4.0;
    private static final int LOWEST = (int) (WORKERS * LOWEST_OF_WORKERS);
    private static final int MOST = (int) (WORKERS * MOST_OF_WORKERS);
    private static final int CONNECTIONS = WORKERS + 4;
    /** Columns of db-scheduler beside its data, as they are in the rows here. */
    private static final int OTHER_COLUMNS = 130;

    private static final String OWNER = "bench-owner";
    private static final OperatingSystemMXBean HERE =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private enum End {
        RESCHEDULED,
        FORGOTTEN
    }

    public static void main(String[] arguments) throws Exception {
        try (PostgresServer postgres = new PostgresServer();
                HikariDataSource ours = postgres.pool("ours", CONNECTIONS);
                HikariDataSource theirs = postgres.pool("theirs", CONNECTIONS)) {
            for (End end : End.values()) {
                compare(end, postgres, ours, theirs);
            }
        }
        System.exit(0);
    }

    private static void compare(End end, PostgresServer postgres, HikariDataSource ours, HikariDataSource theirs)
            throws Exception {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Figures store = new Store(ours, end).measure(postgres);
            Figures scheduler = new DbScheduler(theirs, end, store.rowSize).measure(postgres);
            double ratio = store.perSecond / scheduler.perSecond;
            System.out.printf(
                    "%s, round %d: store %s; db-scheduler %s; ratio %.2f%n", end, round, store, scheduler, ratio);
            if (round >= 2) {
                ratios.add(ratio);
            }
        }
        ratios.sort(null);
        System.out.printf(
                "%s: store / db-scheduler, median of %d rounds after 2 to warm up: %.2f%n",
                end, ratios.size(), ratios.get(ratios.size() / 2));
    }

    private record Figures(
            double perSecond, long rowSize, long walPerExecution, double microsHere, double microsOfServer) {

        @Override
        public String toString() {
            return String.format(
                    "%,.0f/s (rows of %d bytes; each %d bytes of log, %.0f us of processor time here, %.0f of the server)",
                    perSecond, rowSize, walPerExecution, microsHere, microsOfServer);
        }
    }

    /** One that is measured. */
    private abstract static class Contestant {

        final HikariDataSource pool;
        final End end;
        final CountDownLatch left = new CountDownLatch(TASKS);

        Contestant(HikariDataSource pool, End end) {
            this.pool = pool;
            this.end = end;
        }

        abstract String table();

        /** A new table with tasks that are due. */
        abstract void fill();

        abstract void start();

        abstract void stop() throws InterruptedException;

        Figures measure(PostgresServer postgres) throws InterruptedException {
            fill();
            PostgresServer.settle(pool, table());
            long rowSize = rowSize();
            long wal = wal();
            Duration server = postgres.processorTime();
            long here = HERE.getProcessCpuTime();
            long begin = System.nanoTime();
            start();
            left.await();
            double seconds = (System.nanoTime() - begin) / 1e9;
            double microsHere = (HERE.getProcessCpuTime() - here) / 1e3 / TASKS;
            double microsOfServer = postgres.processorTime().minus(server).toNanos() / 1e3 / TASKS;
            stop();
            checkAllWereExecuted();
            return new Figures(TASKS / seconds, rowSize, (wal() - wal) / TASKS, microsHere, microsOfServer);
        }

        /** All that is kept of a task. */
        long rowSize() {
            return rowSize(table());
        }

        final long rowSize(String table) {
            return PostgresServer.number(pool, "SELECT AVG(PG_COLUMN_SIZE(T.*)) FROM " + table + " T");
        }

        private long wal() {
            return PostgresServer.number(pool, "SELECT PG_CURRENT_WAL_LSN() - '0/0'");
        }

        private void checkAllWereExecuted() {
            long rows = PostgresServer.number(pool, "SELECT COUNT(*) FROM " + table());
            if (rows != (end == End.FORGOTTEN ? 0 : TASKS)) {
                throw new IllegalStateException(rows + " rows are left in " + table());
            }
        }
    }

    /** Claims as db-scheduler does: one thread keeps eight others busy. */
    private static final class Store extends Contestant {

        private final Instant now = Instant.now();
        private final BlockingQueue<TrackedTask> claimed = new ArrayBlockingQueue<>(MOST);
        private final AtomicReference<Thread> claimer = new AtomicReference<>();
        private final List<Thread> workers = new ArrayList<>();
        private TaskStore store;

        Store(HikariDataSource pool, End end) {
            super(pool, end);
        }

        @Override
        String table() {
            return "CLAID_TASK";
        }

        @Override
        long rowSize() {
            return rowSize("CLAID_TASK") + rowSize("CLAID_DOCUMENT");
        }

        @Override
        void fill() {
            JdbcTaskStore fresh = new JdbcTaskStore();
            fresh.setDataSource(pool);
            fresh.setCreateTable(true);
            fresh.open();
            PostgresServer.execute(pool, "TRUNCATE " + table() + " CASCADE");
            store = fresh;
            new RememberedTasks(store, now).fillWithDue(TASKS);
        }

        @Override
        void start() {
            claimer.set(start(this::claim));
            for (int i = 0; i < WORKERS; i++) {
                workers.add(start(this::work));
            }
        }

        private static Thread start(Runnable loop) {
            Thread thread = new Thread(loop);
            thread.start();
            return thread;
        }

        private void claim() {
            while (!Thread.currentThread().isInterrupted()) {
                if (claimed.size() > LOWEST) {
                    LockSupport.park(this);
                    continue;
                }
                List<TrackedTask> due =
                        store.claimDue(OWNER, List.of(RememberedTasks.LANE), now, MOST - claimed.size());
                if (due.isEmpty()) {
                    return;
                }
                claimed.addAll(due);
            }
        }

        private void work() {
            try {
                while (true) {
                    TrackedTask task = claimed.take();
                    if (claimed.size() <= LOWEST) {
                        LockSupport.unpark(claimer.get());
                    }
                    boolean isWritten = end == End.FORGOTTEN
                            ? store.forget(task)
                            : store.replace(task, RememberedTasks.polledAgain(task, now.plus(Duration.ofDays(1))));
                    if (!isWritten) {
                        throw new IllegalStateException("somebody else had " + task.key());
                    }
                    left.countDown();
                }
            } catch (InterruptedException e) {
                // all is done
            }
        }

        @Override
        void stop() throws InterruptedException {
            claimer.get().interrupt();
            claimer.get().join();
            for (Thread worker : workers) {
                worker.interrupt();
                worker.join();
            }
            store.close();
        }
    }

    private static final class DbScheduler extends Contestant {

        private final byte[] data;
        private final CustomTask<byte[]> task;
        private final Scheduler scheduler;

        DbScheduler(HikariDataSource pool, End end, long rowSize) {
            super(pool, end);
            data = new byte[(int) rowSize - OTHER_COLUMNS];
            task = Tasks.custom("poll", byte[].class).execute((instance, context) -> completion());
            scheduler = Scheduler.create(pool, task)
                    .schedulerName(new SchedulerName.Fixed(OWNER))
                    .serializer(new AsItIs())
                    .threads(WORKERS)
                    .pollUsingLockAndFetch(LOWEST_OF_WORKERS, MOST_OF_WORKERS)
                    .pollingInterval(Duration.ofMillis(100))
                    .build();
        }

        private CompletionHandler<byte[]> completion() {
            return (complete, operations) -> {
                if (end == End.FORGOTTEN) {
                    operations.remove();
                } else {
                    operations.reschedule(complete, Instant.now().plus(Duration.ofDays(1)));
                }
                left.countDown();
            };
        }

        @Override
        String table() {
            return "scheduled_tasks";
        }

        /** The table of its documentation, without the index for priorities, which are not used. */
        @Override
        void fill() {
            PostgresServer.execute(
                    pool,
                    "DROP TABLE IF EXISTS scheduled_tasks",
                    "CREATE TABLE scheduled_tasks (task_name TEXT NOT NULL, task_instance TEXT NOT NULL, task_data BYTEA,"
                            + " execution_time TIMESTAMP WITH TIME ZONE NOT NULL, picked BOOLEAN NOT NULL, picked_by TEXT,"
                            + " last_success TIMESTAMP WITH TIME ZONE, last_failure TIMESTAMP WITH TIME ZONE,"
                            + " consecutive_failures INT, last_heartbeat TIMESTAMP WITH TIME ZONE, version BIGINT NOT NULL,"
                            + " priority SMALLINT, PRIMARY KEY (task_name, task_instance))",
                    "CREATE INDEX execution_time_idx ON scheduled_tasks (execution_time)",
                    "CREATE INDEX last_heartbeat_idx ON scheduled_tasks (last_heartbeat)");
            List<TaskInstance<?>> all = new ArrayList<>();
            for (int i = 0; i < TASKS; i++) {
                all.add(new TaskInstance<>(task.getName(), "https://pictures.example.com/shoes/" + i + ".jpg", data));
            }
            scheduler.scheduleBatch(all, Instant.now().minusSeconds(1));
        }

        @Override
        void start() {
            scheduler.start();
        }

        @Override
        void stop() {
            scheduler.stop();
        }
    }

    /** As cheap as it gets. */
    private static final class AsItIs implements Serializer {

        @Override
        public byte[] serialize(Object data) {
            return (byte[]) data;
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] serialized) {
            return type.cast(serialized);
        }
    }

    private SchedulerBenchmark() {}
}
