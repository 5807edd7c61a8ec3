package io.github.camelclaid.crash;

import com.zaxxer.hikari.HikariDataSource;
import io.github.camelclaid.task.JdbcTaskStore;
import io.github.camelclaid.task.MemoryTaskStore;
import io.github.camelclaid.task.Postgres;
import io.github.camelclaid.task.TaskStore;
import java.nio.file.Path;
import org.postgresql.ds.PGSimpleDataSource;

/** The stores that a process can be told to use, as texts that fit on its command line. */
final class Stores {

    static final String MEMORY = "memory";
    static final String FOLDER = "folder:";

    private Stores() {}

    static String folder(Path folder) {
        return FOLDER + folder;
    }

    /** An empty schema in a real PostgreSQL, as another process can be told it. */
    static String inNewSchema() {
        try (HikariDataSource pool = Postgres.inNewSchema()) {
            PGSimpleDataSource source = (PGSimpleDataSource) pool.getDataSource();
            return source.getURL() + (source.getURL().contains("?") ? "&" : "?") + "user=" + source.getUser();
        }
    }

    /** @param place {@code memory}, {@code folder:<path>}, or the URL of a database */
    static TaskStore at(String place) {
        if (place.equals(MEMORY)) {
            return new MemoryTaskStore();
        }
        if (place.startsWith(FOLDER)) {
            return JdbcTaskStore.inFolder(Path.of(place.substring(FOLDER.length())));
        }
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(place);
        pool.setMinimumIdle(0);
        pool.setConnectionTimeout(1_000);
        JdbcTaskStore store = new JdbcTaskStore();
        store.setDataSource(pool);
        store.setCreateTable(true);
        return store;
    }

    /** What {@link #at} has opened. */
    static void close(TaskStore store) {
        store.close();
        if (store instanceof JdbcTaskStore jdbc && jdbc.getDataSource() instanceof HikariDataSource pool) {
            pool.close();
        }
    }
}
