package io.github.camelclaid.simulator.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands before the simulator's own pages, which ask for no key. They answer only under names of the simulator, since
 * any web site can have a name that leads to the loopback interface, and browsers would then let its scripts read
 * everything here; and only to pages from here.
 */
final class OwnHosts implements HttpHandler {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^\\]]*]|[^:]*)(:\\d*)?");

    private final Set<String> names = new HashSet<>();
    private final HttpHandler pages;
    private final HttpHandler others;

    /**
     * @param pages serves the simulator's own pages, however slow the API is to be
     * @param others serves everything else
     */
    OwnHosts(ClaidServer.Address address, HttpHandler pages, HttpHandler others) {
        names.add(address.host().toLowerCase(Locale.ROOT));
        if (address.publicUrl() != null) {
            names.add(hostOf(URI.create(address.publicUrl()).getAuthority()));
        }
        this.pages = pages;
        this.others = others;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        String path = exchange.getRequestPath();
        if (!path.startsWith("/")) {
            // the router would read it as if it did
            OwnPages.send(exchange, Answer.error(400, "The path must begin with a slash."));
            return;
        }
        if (!path.equals("/") && !path.startsWith("/_simulator/")) {
            others.handleRequest(exchange);
            return;
        }
        if (isAddressedToUs(exchange)) {
            pages.handleRequest(exchange);
            return;
        }
        OwnPages.send(
                exchange,
                Answer.error(
                        403,
                        "This page answers under the simulator's own names only: a loopback address, its host, or that"
                                + " of its publicUrl; and to no page of another site."));
    }

    private boolean isAddressedToUs(HttpServerExchange exchange) {
        String authority = exchange.getRequestHeaders().getFirst(Headers.HOST);
        if (authority == null) {
            return false;
        }
        String host = hostOf(authority);
        boolean ours = LOOPBACK.matcher(host).matches() || names.contains(host);
        return ours && comesFrom(authority, exchange.getRequestHeaders().getFirst(Headers.ORIGIN));
    }

    /** Browsers name the origin of what a page of another site sends, and sometimes that of the page itself. */
    private static boolean comesFrom(String authority, String origin) {
        return origin == null || origin.replaceFirst("^https?://", "").equalsIgnoreCase(authority);
    }

    private static String hostOf(String authority) {
        Matcher parts = HOST_AND_PORT.matcher(authority);
        return parts.matches() ? parts.group(1).toLowerCase(Locale.ROOT) : "";
    }
}
