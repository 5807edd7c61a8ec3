package io.github.camelclaid.task;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Fills in the parameters of a statement, one after the other. */
final class Parameters {

    /** No index has an earlier time, and none a later one; both databases can say them. */
    static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /** What a statement is about. */
    interface Binding {
        Binding NONE = parameters -> {};

        void to(Parameters parameters) throws SQLException;
    }

    private final PreparedStatement statement;
    private int last;

    Parameters(PreparedStatement statement) {
        this.statement = statement;
    }

    Parameters text(String value) throws SQLException {
        statement.setString(++last, value);
        return this;
    }

    Parameters number(int value) throws SQLException {
        statement.setInt(++last, value);
        return this;
    }

    Parameters number(Long value) throws SQLException {
        if (value == null) {
            statement.setNull(++last, Types.BIGINT);
        } else {
            statement.setLong(++last, value);
        }
        return this;
    }

    /** In microseconds, which is what PostgreSQL keeps; never later than it is. */
    Parameters time(Instant value) throws SQLException {
        if (value == null) {
            statement.setNull(++last, Types.TIMESTAMP_WITH_TIMEZONE);
        } else {
            statement.setObject(++last, OffsetDateTime.ofInstant(stored(value), ZoneOffset.UTC));
        }
        return this;
    }

    Parameters lane(Lane lane) throws SQLException {
        return text(TaskRow.account(lane.account()))
                .text(TaskRow.name(lane.name()))
                .text(lane.mode().name());
    }

    private static Instant stored(Instant value) {
        if (value.isBefore(EARLIEST)) {
            return EARLIEST;
        }
        return value.isAfter(LATEST) ? LATEST : value.truncatedTo(ChronoUnit.MICROS);
    }
}
