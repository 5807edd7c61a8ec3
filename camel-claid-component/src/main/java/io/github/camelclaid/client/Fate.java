package io.github.camelclaid.client;

/** What became of a request that is charged when Claid takes it. When in doubt it is {@link #UNKNOWN}. */
enum Fate {
    /** Certainly no byte left. */
    NOT_SENT,
    /** Certainly not taken: Claid, or whatever stands before it, said no. */
    REFUSED,
    /** A whole answer with a success status; what it says is still to be read. */
    ANSWERED,
    /** It may have been taken. */
    UNKNOWN;

    static Fate of(Ending ending) {
        if (!ending.sent()) {
            return NOT_SENT;
        }
        if (ending.head() == null) {
            return UNKNOWN;
        }
        // a refusal stays one even if the text that explains it broke off
        if (isRefusal(ending.head().status())) {
            return REFUSED;
        }
        return ending.head().isSuccess() && ending.body() != null ? ANSWERED : UNKNOWN;
    }

    /**
     * The statuses that Claid's errors page and the OpenAPI document declare for refusals, and those with which HTTP
     * (RFC 9110, 6585) says that the request was not acted on. Not among them: 408, which may come after a request that
     * arrived whole; 409, whose cause Claid does not tell; 303, which is what follows a success; any 5xx.
     */
    private static boolean isRefusal(int status) {
        return switch (status) {
            case 400, 401, 402, 403, 404, 405, 406, 410, 411, 413, 414, 415, 421, 422, 426, 429, 431 -> true;
            default -> isRedirect(status);
        };
    }

    /** The statuses that say: not here. */
    static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 307 || status == 308;
    }
}
