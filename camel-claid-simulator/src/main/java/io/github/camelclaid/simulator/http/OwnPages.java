package io.github.camelclaid.simulator.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * Sends what is not the API's but the simulator's own: uncounted, so that looking at the ledger does not change it, and
 * with headers that let a browser do nothing with it but what the page at {@code /} does. What clients send, such as the
 * names of inputs, is shown there and may be hostile.
 */
final class OwnPages {

    private static final Map<HttpString, String> GUARDS = Map.of(
            new HttpString("Content-Security-Policy"),
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            new HttpString("X-Content-Type-Options"),
            "nosniff",
            new HttpString("Cross-Origin-Resource-Policy"),
            "same-origin",
            new HttpString("Cross-Origin-Opener-Policy"),
            "same-origin",
            new HttpString("Referrer-Policy"),
            "no-referrer",
            Headers.CACHE_CONTROL,
            "no-store");

    private OwnPages() {}

    /** Sends an answer that holds bytes. */
    static void send(HttpServerExchange exchange, Answer answer) {
        HeaderMap headers = exchange.getResponseHeaders();
        GUARDS.forEach(headers::put);
        headers.put(Headers.CONTENT_TYPE, answer.contentType());
        exchange.setStatusCode(answer.status());
        exchange.getResponseSender().send(ByteBuffer.wrap(answer.body()));
    }
}
