package io.github.camelclaid.client;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import javax.net.ssl.SSLContext;

/**
 * Where Claid is, who asks, and how long an answer may take.
 *
 * @param baseUrl {@code https}, or {@code http} to this very machine for tests, as the key is sent there. A path is
 *     kept, a slash at its end is not. Claid's own is {@link #CLAID}
 * @param apiKey the key of an account, from Claid's dashboard (page "Authentication"); in no text this class produces
 * @param requestTimeout for the whole exchange of a submit or a status question, from the call to the last byte of the
 *     answer; 1 ms to 1 day
 * @param uploadTimeout the same for an upload; 1 ms to 1 day
 * @param maxResponseBytes the longest answer about one image that is read, at least 1; about a batch, 64 MB or this
 * @param sslContext trust and client certificates; null for the JVM's default
 */
public record ClaidConnection(
        URI baseUrl,
        String apiKey,
        Duration requestTimeout,
        Duration uploadTimeout,
        long maxResponseBytes,
        SSLContext sslContext) {

    /** The only host Claid's documents name. */
    public static final URI CLAID = URI.create("https://api.claid.ai");

    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration UPLOAD_TIMEOUT = Duration.ofMinutes(5);
    private static final long MAX_RESPONSE_BYTES = 1_000_000;

    /**
     * @throws IllegalArgumentException that names the parameter, its value (never the key's) and what is allowed
     */
    public ClaidConnection {
        baseUrl = checked(Objects.requireNonNull(baseUrl, "baseUrl"));
        checkKey(apiKey);
        checkTimeout("requestTimeout", requestTimeout);
        checkTimeout("uploadTimeout", uploadTimeout);
        if (maxResponseBytes < 1) {
            throw new IllegalArgumentException("maxResponseBytes is " + maxResponseBytes + ", but must be at least 1");
        }
    }

    /** With 30 seconds for a request, 5 minutes for an upload, 1 MB for an answer, and the JVM's default TLS. */
    public ClaidConnection(URI baseUrl, String apiKey) {
        this(baseUrl, apiKey, REQUEST_TIMEOUT, UPLOAD_TIMEOUT, MAX_RESPONSE_BYTES, null);
    }

    public ClaidConnection withRequestTimeout(Duration timeout) {
        return new ClaidConnection(baseUrl, apiKey, timeout, uploadTimeout, maxResponseBytes, sslContext);
    }

    public ClaidConnection withUploadTimeout(Duration timeout) {
        return new ClaidConnection(baseUrl, apiKey, requestTimeout, timeout, maxResponseBytes, sslContext);
    }

    public ClaidConnection withMaxResponseBytes(long bytes) {
        return new ClaidConnection(baseUrl, apiKey, requestTimeout, uploadTimeout, bytes, sslContext);
    }

    public ClaidConnection withSslContext(SSLContext context) {
        return new ClaidConnection(baseUrl, apiKey, requestTimeout, uploadTimeout, maxResponseBytes, context);
    }

    private static URI checked(URI url) {
        if (url.getRawUserInfo() != null) {
            // what stands there may be a password
            throw new IllegalArgumentException(
                    "baseUrl names a user, but must have no user info before " + url.getHost());
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        boolean allowed = scheme.equals("https") || scheme.equals("http") && isLoopback(url.getHost());
        if (!allowed || url.getHost() == null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("baseUrl is '" + url
                    + "', but must be an https URL with a host and without a query or fragment, such as " + CLAID
                    + "; http is allowed for localhost, 127.0.0.1 and [::1] only");
        }
        String text = url.toString();
        while (text.endsWith("/")) {
            text = text.substring(0, text.length() - 1);
        }
        return URI.create(text);
    }

    /** By its text only: a name that resolves to this machine today may resolve to another one tomorrow. */
    private static boolean isLoopback(String host) {
        return host != null
                && (host.equalsIgnoreCase("localhost")
                        || host.matches("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}")
                        || host.equals("[::1]"));
    }

    private static void checkKey(String apiKey) {
        if (apiKey == null || apiKey.isBlank()) {
            throw new IllegalArgumentException("apiKey is missing: Claid's dashboard creates one");
        }
        // anything else could end the header or be changed on its way
        if (!apiKey.chars().allMatch(character -> character > ' ' && character < 0x7f)) {
            throw new IllegalArgumentException(
                    "apiKey holds a space, a line break, a control character or a character outside ASCII; in a URI write"
                            + " RAW(...) around it");
        }
    }

    private static void checkTimeout(String name, Duration timeout) {
        Objects.requireNonNull(timeout, name);
        if (timeout.compareTo(SHORTEST_TIMEOUT) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    name + " is " + timeout + ", but must be from " + SHORTEST_TIMEOUT + " to " + LONGEST_TIMEOUT);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "ClaidConnection[baseUrl=" + baseUrl + ", apiKey=***, requestTimeout=" + requestTimeout
                + ", uploadTimeout=" + uploadTimeout + ", maxResponseBytes=" + maxResponseBytes + "]";
    }
}
