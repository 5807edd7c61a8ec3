package io.github.camelclaid.simulator.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Serves one file of the page at {@code /}, which shows tasks and the ledger. */
final class PageHandler implements HttpHandler {

    private final Answer answer;

    /** @param file its name next to this class */
    PageHandler(String file, String contentType) {
        try (InputStream content = PageHandler.class.getResourceAsStream(file)) {
            this.answer = new Answer(200, contentType, content.readAllBytes(), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        OwnPages.send(exchange, answer);
    }
}
