package io.github.camelclaid.simulator.storage;

import java.util.Objects;

/** Who asks a bucket. */
public record Credentials(String accessKey, String secretKey) {

    public Credentials {
        Objects.requireNonNull(accessKey, "accessKey");
        Objects.requireNonNull(secretKey, "secretKey");
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return accessKey;
    }
}
