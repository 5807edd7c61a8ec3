package io.github.camelclaid.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.task.TaskStore.Change;
import io.github.camelclaid.task.TrackedTask.Outcome;
import io.github.camelclaid.task.TrackedTask.Polling;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresTaskStoreTest extends JdbcTaskStoreContract {

    @Override
    DataSource newDatabase() {
        return Postgres.inNewSchema();
    }

    private static JdbcTaskStore store(DataSource source) {
        JdbcTaskStore store = new JdbcTaskStore();
        store.setDataSource(source);
        store.setCreateTable(true);
        return store;
    }

    @Test
    void itSaysWhereAPostgresDoesNotKeepWhatItWasTold() {
        PGSimpleDataSource database = Postgres.inNewSchemaWithoutPool();
        JdbcTaskStore careful = store(database);
        careful.open();
        assertThat(careful.caveat()).isEmpty();
        database.setOptions("-c synchronous_commit=off");
        JdbcTaskStore careless = store(database);
        careless.open();
        assertThat(careless.caveat())
                .hasValueSatisfying(text -> assertThat(text).contains("synchronous_commit=off"));
    }

    /** With a standby that does not exist whoever waits until his commit is safe waits for ever. */
    @Test
    void aClaimOfAPollDoesNotWaitUntilItIsSafeAndAllElseDoes() throws Exception {
        JdbcTaskStore store = store(newDatabase());
        store.open();
        Outcome gone = new Outcome(null, "gone", at(2));
        store.remember(accepted("polled", SUBMITTED, 1));
        store.remember(accepted("expired", SUBMITTED, 2).over(TaskState.EXPIRED, gone));
        store.remember(intent("dropped"));
        Postgres.executeAsAdmin("ALTER SYSTEM SET SYNCHRONOUS_STANDBY_NAMES = 'nobody'");
        try {
            Postgres.executeAsAdmin("SELECT PG_RELOAD_CONF()");
            AtomicBoolean hasBegun = new AtomicBoolean();
            waits(
                    () -> {
                        while (!hasBegun.get()) {
                            store.learn("me", Map.of("shop", "1:1000"));
                        }
                    },
                    () -> hasBegun.set(true));
            TrackedTask claimed = CompletableFuture.supplyAsync(() ->
                            store.claimDue("me", List.of(SUBMITTED), at(9), 1).get(0))
                    .get(1, TimeUnit.MINUTES);
            TrackedTask next = claimed.released().polled(Polling.NONE.at(at(20)));
            waits(() -> store.replace(claimed, next));
            waits(() ->
                    store.change(List.of(new Change(next, next.claimedBy("you")), new Change(null, intent("new")))));
            waits(() -> store.claimDeliverable("me", SUBMITTED, at(9), 1));
            waits(() -> store.forget(store.find("dropped").orElseThrow()));
        } finally {
            Postgres.executeAsAdmin("ALTER SYSTEM RESET SYNCHRONOUS_STANDBY_NAMES");
            Postgres.executeAsAdmin("SELECT PG_RELOAD_CONF()");
        }
    }

    private static void waits(Runnable write) throws Exception {
        waits(write, () -> {});
    }

    private static void waits(Runnable write, Runnable meanwhile) throws Exception {
        CompletableFuture<Void> written = CompletableFuture.runAsync(write);
        await().until(() -> Postgres.waiting("SyncRep") == 1);
        assertThat(written).isNotDone();
        meanwhile.run();
        Postgres.executeAsAdmin("SELECT PG_CANCEL_BACKEND(PID) FROM PG_STAT_ACTIVITY WHERE WAIT_EVENT = 'SyncRep'");
        written.get(1, TimeUnit.MINUTES);
    }

    @Test
    void aDatabaseThatIsReadOnlyIsRefused() {
        PGSimpleDataSource database = Postgres.inNewSchemaWithoutPool();
        store(database).open();
        database.setOptions("-c default_transaction_read_only=on");
        assertThatIllegalStateException()
                .isThrownBy(store(database)::open)
                .withMessageContaining("cannot be written to")
                .withMessageContaining("read-only");
    }

    @Test
    void aUserWithoutRightsIsRefused() {
        PGSimpleDataSource database = Postgres.inNewSchemaWithoutPool();
        String schema = database.getCurrentSchema();
        store(database).open();
        Postgres.execute(database, "CREATE ROLE READER_" + schema + " LOGIN");
        Postgres.execute(database, "GRANT USAGE ON SCHEMA " + schema + " TO READER_" + schema);
        database.setUser("reader_" + schema);
        assertThatIllegalStateException()
                .isThrownBy(store(database)::open)
                .withMessageContaining("cannot be read")
                .withMessageContaining("SELECT, INSERT");
        Postgres.executeAsAdmin("GRANT SELECT ON ALL TABLES IN SCHEMA " + schema + " TO READER_" + schema);
        assertThatIllegalStateException()
                .isThrownBy(store(database)::open)
                .withMessageContaining("cannot be written to")
                .withMessageContaining("SELECT, INSERT");
    }

    @Test
    void aUserWhoMayMakeNoTablesIsTold() {
        PGSimpleDataSource database = Postgres.inNewSchemaWithoutPool();
        String schema = database.getCurrentSchema();
        Postgres.executeAsAdmin("CREATE ROLE VISITOR_" + schema + " LOGIN");
        Postgres.executeAsAdmin("GRANT USAGE ON SCHEMA " + schema + " TO VISITOR_" + schema);
        database.setUser("visitor_" + schema);
        assertThatIllegalStateException()
                .isThrownBy(store(database)::open)
                .withMessageContaining("cannot be made")
                .withMessageContaining("postgresql.sql");
    }
}
