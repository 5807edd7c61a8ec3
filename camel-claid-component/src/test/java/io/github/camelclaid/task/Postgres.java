package io.github.camelclaid.task;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL that forces its writes to disk, one for the whole JVM; each test has a schema of its own in it. Where
 * it cannot run its tests are skipped.
 */
public final class Postgres {

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private Postgres() {}

    private static final class Instance {

        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(postgres)));
                return postgres;
            } catch (IOException | IllegalStateException e) {
                // another platform, or no user but root
                return null;
            }
        }

        private static void close(EmbeddedPostgres postgres) {
            try {
                postgres.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A pool of connections to an empty schema; it needs no closing. */
    public static HikariDataSource inNewSchema() {
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(inNewSchemaWithoutPool());
        pool.setMinimumIdle(0);
        pool.setMaximumPoolSize(10);
        pool.setIdleTimeout(10_000);
        return pool;
    }

    /** For few connections. */
    public static PGSimpleDataSource inNewSchemaWithoutPool() {
        PGSimpleDataSource source = source();
        String schema = "test_" + SCHEMAS.incrementAndGet();
        execute(source, "CREATE SCHEMA " + schema);
        source.setCurrentSchema(schema);
        return source;
    }

    public static void executeAsAdmin(String sql) {
        execute(source(), sql);
    }

    private static PGSimpleDataSource source() {
        assumeTrue(Instance.RUNNING != null, "no PostgreSQL runs here");
        return (PGSimpleDataSource) Instance.RUNNING.getPostgresDatabase();
    }

    /** How many connections wait for this event of the server. */
    static int waiting(String event) {
        try (Connection connection = source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT COUNT(*) FROM PG_STAT_ACTIVITY WHERE WAIT_EVENT = '" + event + "'")) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void execute(DataSource source, String sql) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
