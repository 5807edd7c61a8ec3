package io.github.camelclaid.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2TaskStoreTest extends JdbcTaskStoreContract {

    @TempDir
    Path folder;

    @Override
    DataSource newDatabase() {
        return source("mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    private static JdbcDataSource source(String database) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:" + database);
        return source;
    }

    private static JdbcTaskStore store(DataSource source) {
        JdbcTaskStore store = new JdbcTaskStore();
        store.setDataSource(source);
        store.setCreateTable(true);
        return store;
    }

    @Test
    void itSaysWhatAnH2DoesNotKeep() {
        JdbcTaskStore inMemory = store(newDatabase());
        inMemory.open();
        assertThat(inMemory.caveat())
                .hasValueSatisfying(text -> assertThat(text).contains("in memory"));
        JdbcTaskStore delayed = store(source(folder.resolve("delayed").toString()));
        delayed.open();
        assertThat(delayed.caveat()).hasValueSatisfying(text -> assertThat(text).contains("WRITE_DELAY=0"));
        JdbcTaskStore written = store(source(folder.resolve("written") + ";WRITE_DELAY=0"));
        written.open();
        assertThat(written.caveat()).hasValueSatisfying(text -> assertThat(text).contains("power cut", "taskFolder"));
    }

    @Test
    void aDatabaseThatIsReadOnlyIsRefused() {
        store(source(folder.resolve("tasks").toString())).open();
        JdbcTaskStore readOnly = store(source(folder.resolve("tasks") + ";ACCESS_MODE_DATA=r"));
        assertThatIllegalStateException()
                .isThrownBy(readOnly::open)
                .withMessageContaining("cannot be written to")
                .withMessageContaining("read-only");
    }

    @Test
    void aUserWhoMayOnlyReadIsRefused() {
        JdbcDataSource admin = source(folder.resolve("tasks") + ";DB_CLOSE_DELAY=-1");
        admin.setUser("sa");
        store(admin).open();
        Postgres.execute(admin, "CREATE USER READER PASSWORD 'hush'");
        Postgres.execute(admin, "GRANT SELECT ON SCHEMA PUBLIC TO READER");
        JdbcDataSource reader = source(folder.resolve("tasks").toString());
        reader.setUser("reader");
        reader.setPassword("hush");
        assertThatIllegalStateException()
                .isThrownBy(store(reader)::open)
                .withMessageContaining("cannot be written to")
                .withMessageContaining("INSERT");
        Postgres.execute(admin, "SHUTDOWN");
    }
}
