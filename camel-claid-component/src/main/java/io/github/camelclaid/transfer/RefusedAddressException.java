package io.github.camelclaid.transfer;

import java.net.UnknownHostException;

/** A name resolved to an address that must not be read. The address itself is not told: it maps the inner network. */
final class RefusedAddressException extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    private final String kind;

    RefusedAddressException(String kind) {
        super("resolves to " + kind + " address");
        this.kind = kind;
    }

    /** With its article: {@code a private}, {@code a loopback}. */
    String kind() {
        return kind;
    }
}
