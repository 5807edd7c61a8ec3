package io.github.camelclaid.simulator.http;

import io.github.camelclaid.simulator.edit.ResultFiles;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.Set;
import java.util.UUID;

/** Finds the handler of a request, and gives every answer a request id. */
final class Router implements HttpHandler {

    static final String ASYNC = "/image/edit/async";
    static final String UPLOAD = "/image/edit/upload";
    static final String LEDGER = "/_simulator/ledger";

    private static final HttpString REQUEST_ID = new HttpString("x-request-id");

    private final Set<String> prefixes;
    private final Handlers handlers;
    private final Delivery delivery;

    Router(Set<String> prefixes, Handlers handlers, Delivery delivery) {
        this.prefixes = Set.copyOf(prefixes);
        this.handlers = handlers;
        this.delivery = delivery;
    }

    /** One for each kind of request. */
    record Handlers(
            SubmitHandler submit,
            StatusHandler status,
            UploadHandler upload,
            ResultHandler result,
            HttpHandler ledger) {}

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        exchange.getResponseHeaders().put(REQUEST_ID, UUID.randomUUID().toString());
        String path = exchange.getRequestPath();
        if (path.startsWith(ResultFiles.PATH)) {
            handlers.result().handleRequest(exchange);
        } else if (path.equals(LEDGER)) {
            handlers.ledger().handleRequest(exchange);
        } else {
            int slash = path.indexOf('/', 1);
            boolean served = slash > 0 && prefixes.contains(path.substring(1, slash));
            if (served) {
                api(exchange, path.substring(1, slash), path.substring(slash));
            } else {
                delivery.send(exchange, Answer.error(404));
            }
        }
    }

    private void api(HttpServerExchange exchange, String prefix, String tail) throws Exception {
        boolean post = exchange.getRequestMethod().equals(Methods.POST);
        boolean get = exchange.getRequestMethod().equals(Methods.GET);
        if (tail.equals(ASYNC) && post) {
            handlers.submit().handle(exchange, prefix);
        } else if (tail.equals(UPLOAD) && post) {
            handlers.upload().handleRequest(exchange);
        } else if (tail.startsWith(ASYNC + "/") && get) {
            handlers.status().handle(exchange, tail.substring(ASYNC.length() + 1));
        } else {
            boolean known = tail.equals(ASYNC) || tail.equals(UPLOAD) || tail.startsWith(ASYNC + "/");
            delivery.send(exchange, Answer.error(known ? 405 : 404));
        }
    }
}
