package io.github.camelclaid.task;

import io.github.camelclaid.client.ClaidApiException;
import io.github.camelclaid.client.ClaidUnavailableException;

/** What became of a request to Claid, as it is counted. */
public enum Answer {
    /** A success. */
    OK,
    /** Certainly not taken; 429 counts by itself. */
    REFUSED,
    /** 429: too many requests. */
    LIMITED,
    /** No answer, and certainly no charge. */
    UNAVAILABLE,
    /** It may have been taken, and charged. */
    UNKNOWN;

    private static final int TOO_MANY_REQUESTS = 429;

    /** @param trouble without wrapping; null for a success */
    static Answer of(Throwable trouble) {
        if (trouble == null) {
            return OK;
        }
        if (trouble instanceof ClaidApiException refusal) {
            return refusal.httpStatus() == TOO_MANY_REQUESTS ? LIMITED : REFUSED;
        }
        return trouble instanceof ClaidUnavailableException ? UNAVAILABLE : UNKNOWN;
    }
}
