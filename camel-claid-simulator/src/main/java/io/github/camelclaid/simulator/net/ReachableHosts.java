package io.github.camelclaid.simulator.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;

/**
 * Where the simulator may connect to by itself: the loopback interface, and hosts that were allowed by name. With
 * nothing else, a demo can never be used to look around in a network. Thread-safe.
 */
public final class ReachableHosts {

    private final Set<String> allowed;

    /** @param allowed names besides those of the loopback interface */
    public ReachableHosts(Set<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    /** Looks the name up, if it is none of the allowed ones. */
    public boolean contain(String host) {
        if (allowed.contains(host)) {
            return true;
        }
        try {
            return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
