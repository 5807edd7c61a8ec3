package io.github.camelclaid.quota;

/**
 * Permission to send one request now. Whoever holds it reports exactly once what became of it; a second report is
 * ignored. Until then the request counts as under way, so the windows of the quota hold at the server however long the
 * network takes.
 *
 * <p>Safe for use by any thread.
 */
public interface Slot {

    /** Asked on the sending thread right before the first byte; if it is false nothing is sent. */
    default boolean mayStillBeUsed() {
        return true;
    }

    /**
     * The server answered.
     *
     * @param httpStatus the status of the answer; 429 makes everybody wait for what {@code headers} say
     * @param headers what the answer said about the quota, {@link RateLimitHeaders#NONE} if nothing
     */
    void answered(int httpStatus, RateLimitHeaders headers);

    /** The request was sent, at least in part, and no answer will come. It counts as if it had arrived now. */
    void unanswered();

    /** Nothing was sent: the slot goes to the next one waiting. */
    void unused();
}
