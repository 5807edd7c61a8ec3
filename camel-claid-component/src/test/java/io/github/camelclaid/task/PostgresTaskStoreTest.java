package io.github.camelclaid.task;

class PostgresTaskStoreTest extends TaskStoreContract {

    @Override
    TaskStore newStore() {
        JdbcTaskStore store = new JdbcTaskStore();
        store.setDataSource(Postgres.inNewSchema());
        store.setCreateTable(true);
        store.open();
        return store;
    }

    @Override
    int steps() {
        return 200;
    }
}
