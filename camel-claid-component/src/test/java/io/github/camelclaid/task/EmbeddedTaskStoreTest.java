package io.github.camelclaid.task;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedTaskStoreTest extends TaskStoreContract {

    @TempDir
    static Path folders;

    private static int folder;
    private JdbcTaskStore store;

    @Override
    TaskStore newStore() {
        store = JdbcTaskStore.inFolder(folders.resolve("tasks-" + folder++));
        store.open();
        return store;
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    int steps() {
        return 100;
    }
}
