package io.github.camelclaid.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL with the settings it comes with, which forces each commit to disk. */
final class PostgresServer implements AutoCloseable {

    private final EmbeddedPostgres server;

    PostgresServer() throws IOException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    /** For {@link #pool(String, int)}, in whatever process. */
    String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    /** @param schema made if it is not there */
    HikariDataSource pool(String schema, int connections) {
        execute(server.getPostgresDatabase(), "CREATE SCHEMA IF NOT EXISTS " + schema);
        return pool(url(), schema, connections);
    }

    static HikariDataSource pool(String url, String schema, int connections) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setCurrentSchema(schema);
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(source);
        pool.setMaximumPoolSize(connections);
        return pool;
    }

    static void execute(DataSource source, String... statements) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static long number(DataSource source, String sql) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As after some time of use, so that nothing of what was done before is still to be written. */
    static void settle(DataSource source, String table) {
        execute(source, "VACUUM (ANALYZE) " + table, "CHECKPOINT");
    }

    /** Of all its processes so far, also those whose connection was closed. */
    Duration processorTime() {
        long postmaster = number(
                server.getPostgresDatabase(), "SELECT SPLIT_PART(PG_READ_FILE('postmaster.pid'), CHR(10), 1)::BIGINT");
        return ProcessHandle.of(postmaster)
                .map(process -> Stream.concat(Stream.of(process), process.descendants()))
                .orElseGet(Stream::empty)
                .map(PostgresServer::processorTime)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** User and system, of the process and its children that have ended, in hundredths of a second: proc(5). */
    private static Duration processorTime(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = 0;
            for (int field = 11; field <= 14; field++) {
                ticks += Long.parseLong(afterName[field]);
            }
            return Duration.ofMillis(10 * ticks);
        } catch (IOException e) {
            return Duration.ZERO;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
