package io.github.camelclaid.examples.cluster.surroundings;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import javax.sql.DataSource;

/** A PostgreSQL server on this machine, which writes as durably as yours does. */
public final class Postgres implements AutoCloseable {

    /** Also the name of the database. */
    private static final String USER = "postgres";

    private final EmbeddedPostgres server;

    private Postgres(EmbeddedPostgres server) {
        this.server = server;
    }

    /** @throws IllegalStateException if PostgreSQL cannot run here */
    public static Postgres start() {
        try {
            return new Postgres(EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start());
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException(
                    "The embedded PostgreSQL does not run here; it needs Linux on x86_64 and, for root, user namespaces ("
                            + e.getMessage() + ")",
                    e);
        }
    }

    public String jdbcUrl() {
        return server.getJdbcUrl(USER, USER);
    }

    public String user() {
        return USER;
    }

    public DataSource dataSource() {
        return server.getPostgresDatabase();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
