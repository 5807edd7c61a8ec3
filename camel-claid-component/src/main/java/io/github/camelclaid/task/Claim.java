package io.github.camelclaid.task;

import io.github.camelclaid.task.Parameters.Binding;
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

    String rows(Dialect dialect, TaskTables tables, String columns) {
        return order.rows(dialect, tables, columns)
                + (order == ClaimOrder.PERISHING ? " AND DELIVERABLE_AT <= ?" : "")
                + order.clause()
                + " FETCH FIRST ? ROWS ONLY FOR UPDATE SKIP LOCKED";
    }

    Binding ofRows() {
        return parameters -> {
            parameters.lane(lane).time(Parameters.EARLIEST).time(upTo);
            if (order == ClaimOrder.PERISHING) {
                parameters.time(now);
            }
            parameters.number(most);
        };
    }
}
