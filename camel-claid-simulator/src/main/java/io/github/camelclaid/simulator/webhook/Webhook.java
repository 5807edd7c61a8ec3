package io.github.camelclaid.simulator.webhook;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the simulator tells what has become of a task, and how. Immutable. By default the body is that of the result
 * endpoint, signatures are hex digits, and each webhook is sent once: whether the API repeats any is not documented.
 */
public final class Webhook {

    private final URI address;
    private final String secret;
    private final SignatureEncoding encoding;
    private final boolean wrapped;
    private final int attempts;

    private Webhook(URI address, String secret, SignatureEncoding encoding, boolean wrapped, int attempts) {
        this.address = address;
        this.secret = secret;
        this.encoding = encoding;
        this.wrapped = wrapped;
        this.attempts = attempts;
    }

    /**
     * Unsigned webhooks to that address, on the loopback interface or on an allowed host.
     *
     * @throws IllegalArgumentException if it is no http(s) address with a host
     */
    public static Webhook to(URI address) {
        boolean http = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
        if (!http || address.getHost() == null || address.getUserInfo() != null) {
            // the address is not shown: it may hold a password
            throw new IllegalArgumentException("a webhook needs an http(s) address with a host and without a user");
        }
        return new Webhook(address, null, SignatureEncoding.HEX, true, 1);
    }

    /** Signed with the UTF-8 bytes of that secret, in the header {@code X-Claid-Hmac-SHA256}. Must not be empty. */
    public Webhook secret(String key) {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("the secret of a webhook must not be empty; leave it out instead");
        }
        return new Webhook(address, key, encoding, wrapped, attempts);
    }

    /** With signatures written like that. */
    public Webhook encoding(SignatureEncoding signatures) {
        return new Webhook(address, secret, Objects.requireNonNull(signatures, "signatures"), wrapped, attempts);
    }

    /** With the task itself as body, not wrapped in {@code data}. */
    public Webhook withoutData() {
        return new Webhook(address, secret, encoding, false, attempts);
    }

    /** Sent up to so many times, 10 s (of the simulator's clock) after each failure or answer of 500 and above. */
    public Webhook attempts(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a webhook needs at least 1 attempt, not " + most);
        }
        return new Webhook(address, secret, encoding, wrapped, most);
    }

    URI address() {
        return address;
    }

    Optional<String> secret() {
        return Optional.ofNullable(secret);
    }

    SignatureEncoding encoding() {
        return encoding;
    }

    boolean isWrapped() {
        return wrapped;
    }

    int attempts() {
        return attempts;
    }

    /** Without the secret, and without the path and query, which may hold another. */
    @Override
    public String toString() {
        return "webhook to " + address.getScheme() + "://" + address.getRawAuthority();
    }
}
