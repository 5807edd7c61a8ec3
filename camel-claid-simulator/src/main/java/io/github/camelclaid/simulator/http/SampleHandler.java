package io.github.camelclaid.simulator.http;

import io.github.camelclaid.simulator.edit.SamplePicture;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;

/** Serves a picture for first tries, to anybody. */
final class SampleHandler implements HttpHandler {

    static final String PATH = "/_simulator/sample.jpg";

    private final Delivery delivery;

    SampleHandler(Delivery delivery) {
        this.delivery = delivery;
    }

    /** Drawn when it is first asked for: most simulators never are. */
    private static final class Drawn {
        static final byte[] JPEG = SamplePicture.jpeg();
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        // drawing takes a moment, in which the thread of the connections has others to serve
        exchange.dispatch(() -> delivery.send(exchange, new Answer(200, "image/jpeg", Drawn.JPEG, null)));
    }
}
