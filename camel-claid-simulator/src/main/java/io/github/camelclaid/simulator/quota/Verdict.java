package io.github.camelclaid.simulator.quota;

/**
 * The answer to one request, with the values of the {@code RateLimit-*} headers.
 *
 * @param admitted false means 429
 * @param limit the whole {@code RateLimit-Limit} header; null where there is no quota
 * @param remaining -1 when refused
 * @param resetSeconds whole seconds until the named window has room again, at least 1
 */
public record Verdict(boolean admitted, String limit, long remaining, long resetSeconds) {

    static final Verdict UNLIMITED = new Verdict(true, null, 0, 0);

    public boolean hasHeaders() {
        return limit != null;
    }
}
