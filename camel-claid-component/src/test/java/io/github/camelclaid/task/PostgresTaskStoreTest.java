package io.github.camelclaid.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.task.TaskStore.Change;
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

    /** A standby that does not exist: whoever waits for his commit to be safe waits for ever. */
    @Test
    void pollsDoNotWaitUntilTheirCommitIsSafeAndAllElseDoes() throws Exception {
        JdbcTaskStore store = store(newDatabase());
        store.open();
        store.remember(accepted("a", SUBMITTED, 1));
        AtomicBoolean isOver = new AtomicBoolean();
        CompletableFuture<Void> others = CompletableFuture.completedFuture(null);
        Postgres.executeAsAdmin("ALTER SYSTEM SET SYNCHRONOUS_STANDBY_NAMES = 'nobody'");
        try {
            Postgres.executeAsAdmin("SELECT PG_RELOAD_CONF()");
            others = CompletableFuture.runAsync(() -> {
                while (!isOver.get()) {
                    store.learn("me", Map.of("shop", "1:1000"));
                }
            });
            await().until(() -> Postgres.waiting("SyncRep") == 1);
            CompletableFuture<Boolean> polled = CompletableFuture.supplyAsync(() -> {
                TrackedTask claimed =
                        store.claimDue("me", List.of(SUBMITTED), at(9), 1).get(0);
                TrackedTask next = claimed.released().polled(Polling.NONE.at(at(20)));
                return store.replace(claimed, next) && store.change(List.of(new Change(next, next.claimedBy("you"))));
            });
            assertThat(polled.get(1, TimeUnit.MINUTES)).isTrue();
            assertThat(others).isNotDone();
        } finally {
            isOver.set(true);
            Postgres.executeAsAdmin("ALTER SYSTEM RESET SYNCHRONOUS_STANDBY_NAMES");
            Postgres.executeAsAdmin("SELECT PG_RELOAD_CONF()");
            others.join();
        }
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
