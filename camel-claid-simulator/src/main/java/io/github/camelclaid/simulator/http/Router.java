package io.github.camelclaid.simulator.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.PathTemplateMatch;
import io.undertow.util.PathTemplateMatcher;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The table of what is served: finds the handler of a request by its method and path, and gives every answer a request
 * id. Filled once, then only read.
 */
final class Router implements HttpHandler {

    private static final HttpString REQUEST_ID = new HttpString("x-request-id");

    private final PathTemplateMatcher<Map<HttpString, HttpHandler>> routes = new PathTemplateMatcher<>();
    private final Delivery delivery;

    Router(Delivery delivery) {
        this.delivery = delivery;
    }

    /** @param template a path whose parts may have names, such as {@code /tasks/{id}}, and which may end in {@code /*} */
    Router on(HttpString method, String template, HttpHandler handler) {
        Map<HttpString, HttpHandler> byMethod = routes.get(template);
        if (byMethod == null) {
            byMethod = new LinkedHashMap<>();
            routes.add(template, byMethod);
        }
        byMethod.put(method, handler);
        return this;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        exchange.getResponseHeaders().put(REQUEST_ID, UUID.randomUUID().toString());
        var route = routes.match(exchange.getRequestPath());
        if (route == null) {
            delivery.send(exchange, Answer.error(404));
            return;
        }
        HttpHandler handler = route.getValue().get(exchange.getRequestMethod());
        if (handler == null) {
            exchange.getResponseHeaders().put(Headers.ALLOW, methods(route.getValue()));
            delivery.send(exchange, Answer.error(405));
            return;
        }
        exchange.putAttachment(PathTemplateMatch.ATTACHMENT_KEY, route);
        handler.handleRequest(exchange);
    }

    /** The {@code {id}} of the path; -1 if it is no number. */
    static long id(HttpServerExchange exchange) {
        String id = exchange.getAttachment(PathTemplateMatch.ATTACHMENT_KEY)
                .getParameters()
                .get("id");
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static String methods(Map<HttpString, HttpHandler> allowed) {
        return allowed.keySet().stream().map(HttpString::toString).collect(Collectors.joining(", "));
    }
}
