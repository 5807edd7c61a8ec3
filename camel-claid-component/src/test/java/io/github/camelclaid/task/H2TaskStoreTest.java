package io.github.camelclaid.task;

import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;

class H2TaskStoreTest extends TaskStoreContract {

    @Override
    TaskStore newStore() {
        JdbcTaskStore store = new JdbcTaskStore();
        store.setDataSource(inMemory());
        store.setCreateTable(true);
        store.open();
        return store;
    }

    private static JdbcDataSource inMemory() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return source;
    }

    @Override
    int steps() {
        return 500;
    }
}
