package io.github.camelclaid.task;

import java.time.Duration;

/**
 * What happens at the forks of a submission.
 *
 * @param remember false: nothing is kept once Claid has accepted the task
 * @param taskTimeout how long a waiter waits, counted from the acceptance
 */
public record SubmitPolicy(
        Duplicates duplicates,
        OnFailed onFailed,
        OnUnknown onUnknown,
        OnAccountError onAccountError,
        boolean remember,
        Duration taskTimeout) {

    /** A request like one that is remembered. */
    public enum Duplicates {
        /** Gets the stored result while it lives, if its content is identified; else joins what is unacknowledged. */
        reuse,
        /** Joins what is unacknowledged; pays for the rest. */
        join,
        /** Always pays. */
        allow
    }

    /** A request like one that failed. */
    public enum OnFailed {
        /** Gets the same failure at no charge. */
        replay,
        /** Tries again, at most three charged submits per key. */
        resubmit
    }

    /** A request like one whose fate is unknown. */
    public enum OnUnknown {
        /** Fails until somebody has decided. */
        hold,
        /** Pays again, perhaps for the second time. */
        resubmit
    }

    /** The key is refused, credits are used up, or the API is away. */
    public enum OnAccountError {
        /** Keeps the request and tries again every 60 seconds. */
        wait,
        /** Fails the request. */
        fail
    }
}
