package io.github.camelclaid.benchmarks;

/**
 * What a contestant is told.
 *
 * @param baseUrl of the API
 * @param key of the API
 * @param quota as {@code 120/60s,4/1s}, or {@code none}
 * @param time in which it waits
 */
record Ground(String baseUrl, String key, String quota, FastTime time) {

    boolean hasQuota() {
        return !quota.equals("none");
    }
}
