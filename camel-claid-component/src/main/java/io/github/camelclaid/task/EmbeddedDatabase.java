package io.github.camelclaid.task;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.store.fs.FilePath;

/**
 * An H2 database in a folder, which one store of one process has for itself. This class and {@link OrderedFiles} are all
 * that knows H2. Safe for use by any thread; the pool is guarded by {@code this}.
 */
final class EmbeddedDatabase implements AutoCloseable {

    /**
     * H2 writes at each commit, and leaves it to {@link #sync} when that is forced to disk. Each commit writes all pages
     * anew that it has changed: small and compressed ones, with the documents in them, make that a quarter.
     */
    private static final String SETTINGS = ";WRITE_DELAY=0;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0"
            + ";LOCK_TIMEOUT=10000;CACHE_SIZE=32768;QUERY_CACHE_SIZE=64"
            + ";PAGE_SIZE=4096;COMPRESS=TRUE;MAX_LENGTH_INPLACE_LOB=65536";

    private static final String NAME = "tasks";
    private static final int CONNECTIONS = 20;
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    static {
        FilePath.register(new OrderedFiles());
    }

    private final Path folder;
    private final String files;
    private Path held;
    private JdbcConnectionPool pool;

    EmbeddedDatabase(Path folder) {
        // the usual files of H2 are closed when a thread that uses them is interrupted
        this(folder, "async:");
    }

    /** @param files the scheme of the file system that H2's files are in, with its colon */
    EmbeddedDatabase(Path folder, String files) {
        this.folder = folder.toAbsolutePath().normalize();
        this.files = files;
    }

    /** @throws IllegalStateException if the folder cannot be used; the message says what to do */
    synchronized void open() {
        Path mine = folder();
        if (!OPEN.add(mine)) {
            throw new IllegalStateException(inUse("another component of this process"));
        }
        held = mine;
        pool = newPool();
        try (Connection connection = pool.getConnection()) {
            // its files are there from now on
            sync(connection);
            forceEntries();
        } catch (SQLException e) {
            close();
            throw e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1
                    ? new IllegalStateException(inUse("another process"))
                    : new IllegalStateException(
                            "the tasks in taskFolder " + folder + " cannot be read: " + Database.withoutSecrets(e)
                                    + ". Restore " + NAME
                                    + ".mv.db from a backup, or move it away: then nothing is known"
                                    + " of what it remembers, and what was paid may be paid again",
                            e);
        }
    }

    private String inUse(String whom) {
        return "taskFolder " + folder + " is in use by " + whom
                + ": give each a folder of its own, or share a PostgreSQL (taskStore)";
    }

    private Path folder() {
        if (folder.toString().contains(";")) {
            throw new IllegalStateException("taskFolder is " + folder + ", allowed: a path without semicolons");
        }
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IllegalStateException("taskFolder is " + folder + ", which is a file: name a folder");
        }
        try {
            if (!Files.exists(folder)) {
                makeFolder();
            }
            if (!Files.isWritable(folder)) {
                throw new IllegalStateException("taskFolder " + folder
                        + " cannot be written to: give this process's user the right to, or name another folder");
            }
            return folder.toRealPath();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "taskFolder " + folder + " cannot be made (" + e + "): make it, or name another folder", e);
        }
    }

    /** What is in it tells addresses of pictures: nobody else has to read it. */
    private void makeFolder() throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    private JdbcConnectionPool newPool() {
        String url = "jdbc:h2:claid:" + files + held.resolve(NAME) + SETTINGS;
        JdbcConnectionPool next = JdbcConnectionPool.create(url, "sa", "");
        next.setMaxConnections(CONNECTIONS);
        return next;
    }

    /** A file is lost with the entry of its folder, where that is not on disk. */
    private void forceEntries() {
        for (Path path = held; path != null; path = path.getParent()) {
            try (FileChannel entries = FileChannel.open(path, StandardOpenOption.READ)) {
                entries.force(true);
            } catch (IOException e) {
                // not ours, or a system whose folders cannot be opened
                return;
            }
        }
    }

    /** H2 closes its database when it cannot write; it is opened anew for whoever comes next. */
    synchronized Connection connection() throws SQLException {
        if (pool == null) {
            throw new TaskStoreException("the taskStore is not open", true, null);
        }
        Connection connection = pool.getConnection();
        if (connection.isValid(0)) {
            return connection;
        }
        connection.close();
        pool.dispose();
        pool = newPool();
        return pool.getConnection();
    }

    /** Has all that was committed on disk. */
    static void sync(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT SYNC");
        }
    }

    @Override
    public synchronized void close() {
        if (pool != null) {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("SHUTDOWN");
            } catch (SQLException e) {
                // it is closed, or cannot be opened
            }
            pool.dispose();
            pool = null;
        }
        if (held != null) {
            OPEN.remove(held);
            held = null;
        }
    }
}
