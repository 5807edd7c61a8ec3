package io.github.camelclaid;

import io.github.camelclaid.client.ClaidConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Whose tasks, whose money and whose quota: endpoints with the same key at the same address share all three.
 *
 * @param name stands for the account in the ledger, in logs and in meters
 */
record ClaidAccount(String name, String apiKey, URI baseUrl) {

    private static final int FINGERPRINT_BYTES = 4;

    static ClaidAccount of(ClaidConfiguration configuration) {
        String name = configuration.getAccount() == null
                ? fingerprint(configuration.getApiKey())
                : configuration.getAccount();
        try {
            URI baseUrl = new URI(configuration.getBaseUrl());
            // refuses what is no usable address or key, with a message that names the option
            new ClaidConnection(baseUrl, configuration.getApiKey());
            return new ClaidAccount(name, configuration.getApiKey(), baseUrl);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "baseUrl is \"" + configuration.getBaseUrl() + "\", allowed: the https URL of the API", e);
        }
    }

    boolean hasKeyOf(ClaidAccount other) {
        return apiKey.equals(other.apiKey) && baseUrl.equals(other.baseUrl);
    }

    private static String fingerprint(String apiKey) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(apiKey.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return name + " at " + baseUrl;
    }
}
