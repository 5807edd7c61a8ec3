package io.github.camelclaid.task;

import io.github.camelclaid.task.Parameters.Binding;
import java.sql.SQLException;
import java.time.Instant;

/**
 * The first tasks of a lane, for an owner.
 *
 * @param stamp of all that are claimed, and of nothing else
 * @param upTo the time, in the sense of the order, that they have reached
 * @param now when they are to be due or deliverable, where the order does not say it
 */
record Claim(String owner, long stamp, Lane lane, ClaimOrder order, Instant upTo, Instant now, int most) {

    /** What a claim does to a row: it is in no queue any more. */
    static final String CHANGE = "OWNER = ?, STAMP = ?, DUE_AT = NULL, DELIVERABLE_AT = NULL, PERISHING_SINCE = NULL";

    /** The first of them, in their order. */
    String first(Dialect dialect, TaskTables tables) {
        return order.rows(dialect, tables, "T.TASK_KEY") + andReady() + order.clause() + " FETCH FIRST ? ROWS ONLY";
    }

    Binding ofFirst() {
        return parameters -> {
            parameters.lane(lane).time(Parameters.EARLIEST).time(upTo);
            bindReady(parameters);
            parameters.number(most);
        };
    }

    /** Whether a row is one of them. */
    String isStill() {
        return "TASK_KEY = ?" + (order.isOfTask() ? " AND " + order.column() + " <= ?" : "") + andReady();
    }

    Binding of(String key) {
        return parameters -> {
            parameters.text(key);
            if (order.isOfTask()) {
                parameters.time(upTo);
            }
            bindReady(parameters);
        };
    }

    private String andReady() {
        return order.isByReadiness() ? "" : " AND " + order.readyColumn() + " <= ?";
    }

    private void bindReady(Parameters parameters) throws SQLException {
        if (!order.isByReadiness()) {
            parameters.time(now);
        }
    }
}
