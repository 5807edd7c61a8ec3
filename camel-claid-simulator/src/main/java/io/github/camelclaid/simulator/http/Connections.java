package io.github.camelclaid.simulator.http;

import io.undertow.server.AbstractServerConnection;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import io.undertow.util.AttachmentKey;
import java.io.IOException;
import org.xnio.IoUtils;
import org.xnio.Options;

/** Ends connections in ways that HTTP does not know. */
final class Connections {

    private static final AttachmentKey<Boolean> DOOMED = AttachmentKey.create(Boolean.class);

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

    /** The next request on this connection is to find it closed. */
    static void doom(HttpServerExchange exchange) {
        exchange.getConnection().putAttachment(DOOMED, true);
    }

    static boolean isDoomed(HttpServerExchange exchange) {
        return exchange.getConnection().getAttachment(DOOMED) != null;
    }

    /** Closes the connection, with or without the answer that is due. */
    static void close(HttpServerExchange exchange) {
        IoUtils.safeClose(exchange.getConnection());
    }
}
