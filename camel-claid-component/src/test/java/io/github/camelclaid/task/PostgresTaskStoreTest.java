package io.github.camelclaid.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

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
