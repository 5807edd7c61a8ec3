package io.github.camelclaid.transfer;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names for the connection pool and refuses what the guard refuses: the address that was looked at is the one
 * that is connected to, so a name that changes its address in between gains nothing. Blocks the calling thread.
 */
final class GuardedDnsResolver implements DnsResolver {

    private static final int NO_PORT = -1;

    private final DownloadGuard guard;
    private final DnsResolver names;

    GuardedDnsResolver(DownloadGuard guard, DnsResolver names) {
        this.guard = guard;
        this.names = names;
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        guard.check(host, port, addresses);
        return Arrays.stream(addresses)
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        guard.check(host, NO_PORT, addresses);
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return names.resolveCanonicalHostname(host);
    }
}
