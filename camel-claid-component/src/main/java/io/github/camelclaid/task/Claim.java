package io.github.camelclaid.task;

import io.github.camelclaid.task.Parameters.Binding;
import java.sql.SQLException;
import java.time.Instant;

/**
 * The first tasks of a lane, for an owner.
 *
 * @param stamp of all that are claimed, and of nothing else
 * @param upTo the time, in the sense of the order, that they have reached
 * @param now when they are to be deliverable, where the order does not say it
 */
record Claim(String owner, long stamp, Lane lane, ClaimOrder order, Instant upTo, Instant now, int most) {

    /** What a claim does to a row: it is in no queue any more. */
    static final String CHANGE = "OWNER = ?, STAMP = ?, DUE_AT = NULL, DELIVERABLE_AT = NULL, PERISHING_SINCE = NULL";

    /** The first of them, in their order. */
    String first(Dialect dialect, TaskTables tables) {
        return order.rows(dialect, tables, "TASK_KEY") + andDeliverable() + order.clause() + " FETCH FIRST ? ROWS ONLY";
    }

    Binding ofFirst() {
        return parameters -> {
            parameters.lane(lane).time(Parameters.EARLIEST);
            bindTimes(parameters);
            parameters.number(most);
        };
    }

    /** Whether a row is one of them. */
    String isStill() {
        return "TASK_KEY = ? AND " + order.column() + " <= ?" + andDeliverable();
    }

    Binding of(String key) {
        return parameters -> {
            parameters.text(key);
            bindTimes(parameters);
        };
    }

    private String andDeliverable() {
        return order == ClaimOrder.PERISHING ? " AND DELIVERABLE_AT <= ?" : "";
    }

    private void bindTimes(Parameters parameters) throws SQLException {
        parameters.time(upTo);
        if (order == ClaimOrder.PERISHING) {
            parameters.time(now);
        }
    }
}
