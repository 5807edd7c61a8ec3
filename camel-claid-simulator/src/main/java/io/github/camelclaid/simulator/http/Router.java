package io.github.camelclaid.simulator.http;

import io.github.camelclaid.simulator.edit.ResultFiles;
import io.github.camelclaid.simulator.task.TaskFamily;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;

/** Finds the handler of a request, and gives every answer a request id. */
final class Router implements HttpHandler {

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
            HttpHandler ledger,
            HttpHandler control) {}

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        exchange.getResponseHeaders().put(REQUEST_ID, UUID.randomUUID().toString());
        String path = exchange.getRequestPath();
        if (path.startsWith(ResultFiles.PATH)) {
            handlers.result().handleRequest(exchange);
        } else if (path.equals(LEDGER)) {
            handlers.ledger().handleRequest(exchange);
        } else if (path.startsWith(ControlHandler.PATH)) {
            handlers.control().handleRequest(exchange);
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
        for (TaskFamily family : TaskFamily.values()) {
            if (tail.equals(family.path()) && post) {
                handlers.submit().handle(exchange, family, prefix);
                return;
            }
            if (tail.startsWith(family.path() + "/") && get) {
                handlers.status()
                        .handle(exchange, family, tail.substring(family.path().length() + 1));
                return;
            }
        }
        if (tail.equals(UPLOAD) && post) {
            handlers.upload().handleRequest(exchange);
        } else {
            delivery.send(exchange, Answer.error(isKnown(tail) ? 405 : 404));
        }
    }

    private static boolean isKnown(String tail) {
        return tail.equals(UPLOAD)
                || Arrays.stream(TaskFamily.values())
                        .anyMatch(family -> tail.equals(family.path()) || tail.startsWith(family.path() + "/"));
    }
}
