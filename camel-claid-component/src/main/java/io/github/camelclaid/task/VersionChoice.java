package io.github.camelclaid.task;

import io.github.camelclaid.client.ApiVersion;

/**
 * Under which version of the API new tasks are submitted. A 404 for a submit is a certain refusal, so the other version
 * may be tried; one that has worked is kept.
 */
public final class VersionChoice {

    private final boolean fixed;
    private volatile ApiVersion current;

    private VersionChoice(ApiVersion first, boolean fixed) {
        this.current = first;
        this.fixed = fixed;
    }

    /** Starts with {@code v1-beta1}, turns to {@code v1} where that is not served. */
    public static VersionChoice auto() {
        return new VersionChoice(ApiVersion.V1_BETA1, false);
    }

    public static VersionChoice only(ApiVersion version) {
        return new VersionChoice(version, true);
    }

    ApiVersion current() {
        return current;
    }

    boolean isFixed() {
        return fixed;
    }

    void worked(ApiVersion version) {
        current = version;
    }

    static ApiVersion other(ApiVersion version) {
        return version == ApiVersion.V1 ? ApiVersion.V1_BETA1 : ApiVersion.V1;
    }
}
