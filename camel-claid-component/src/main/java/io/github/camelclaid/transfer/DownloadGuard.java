package io.github.camelclaid.transfer;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/**
 * What a download may touch. The URL of a result comes from the network and is not trusted: it must not make this
 * machine read what only this machine can reach.
 *
 * @param baseUrl the configured address of the API; its own host and port are always allowed, with plain http if it is
 *     itself so configured
 * @param maxBytes of one result, at least 1
 * @param allowPrivateAddresses whether addresses within the own network may be read
 */
public record DownloadGuard(URI baseUrl, long maxBytes, boolean allowPrivateAddresses) {

    public static final long DEFAULT_MAX_BYTES = 200L * 1024 * 1024;

    public DownloadGuard {
        if (baseUrl.getHost() == null) {
            throw new IllegalArgumentException("the base URL has no host: " + baseUrl);
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException("a result has at least one byte, a limit of " + maxBytes + " is none");
        }
    }

    /** At most 200 MB, no private addresses. */
    public DownloadGuard(URI baseUrl) {
        this(baseUrl, DEFAULT_MAX_BYTES, false);
    }

    /** Looks at a URL before anything is resolved or sent. */
    void check(URI url) throws ClaidDownloadException {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (url.getHost() == null) {
            throw new ClaidDownloadException(url, "cannot be read");
        }
        if (url.getRawUserInfo() != null) {
            throw new ClaidDownloadException(url, "is refused: its URL names a user");
        }
        boolean isPlainBase = scheme.equals("http")
                && scheme.equalsIgnoreCase(baseUrl.getScheme())
                && isBase(url.getHost(), port(url));
        if (!scheme.equals("https") && !isPlainBase) {
            throw new ClaidDownloadException(url, "is refused: only https is read, not " + scheme);
        }
    }

    /** Looks at the addresses that will be connected to. */
    void check(String host, int port, InetAddress... addresses) throws UnknownHostException {
        if (allowPrivateAddresses || isBase(host, port)) {
            return;
        }
        for (InetAddress address : addresses) {
            Optional<String> kind = ReservedAddress.kindOf(address);
            if (kind.isPresent()) {
                throw new RefusedAddressException(kind.get());
            }
        }
    }

    private boolean isBase(String host, int port) {
        return host.equalsIgnoreCase(baseUrl.getHost()) && port == port(baseUrl);
    }

    private static int port(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return "http".equalsIgnoreCase(url.getScheme()) ? 80 : 443;
    }
}
