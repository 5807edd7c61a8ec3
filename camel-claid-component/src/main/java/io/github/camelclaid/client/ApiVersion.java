package io.github.camelclaid.client;

/**
 * The path prefix of the API. {@code v1-beta1} is what the asynchronous reference of 2024 shows, {@code v1} what
 * Claid's documents show today; both serve the same calls.
 */
public enum ApiVersion {
    V1_BETA1("v1-beta1"),
    V1("v1");

    private final String prefix;

    ApiVersion(String prefix) {
        this.prefix = prefix;
    }

    /** The first segment of every path, without slashes. */
    public String prefix() {
        return prefix;
    }
}
