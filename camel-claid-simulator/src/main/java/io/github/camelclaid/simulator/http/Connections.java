package io.github.camelclaid.simulator.http;

import io.undertow.server.AbstractServerConnection;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import java.io.IOException;
import org.xnio.IoUtils;
import org.xnio.Options;

/** Ends connections in ways that HTTP does not know. */
final class Connections {

    private Connections() {}

    /** Sends a TCP reset instead of an answer. */
    static void reset(HttpServerExchange exchange) {
        ServerConnection connection = exchange.getConnection();
        if (connection instanceof AbstractServerConnection open) {
            try {
                open.getChannel().setOption(Options.CLOSE_ABORT, true);
            } catch (IOException e) {
                // it is already closed
            }
        }
        close(exchange);
    }

    /** Closes the connection in the middle of an answer. */
    static void close(HttpServerExchange exchange) {
        IoUtils.safeClose(exchange.getConnection());
    }
}
