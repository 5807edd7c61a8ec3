package io.github.camelclaid.simulator.http;

import io.github.camelclaid.simulator.time.Durations;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Changes a running simulator on request. The key is asked for: without it any page in a browser on this machine could
 * send such requests.
 */
final class ControlHandler implements HttpHandler {

    static final String PATH = "/_simulator/";
    private static final String SCRIPT = PATH + "script";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final long MAX_BYTES = 64 * 1024;

    private final Controls controls;
    private final String credentials;
    private final Delivery delivery;

    ControlHandler(Controls controls, String apiKey, Delivery delivery) {
        this.controls = controls;
        this.credentials = "Bearer " + apiKey;
        this.delivery = delivery;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        if (!credentials.equals(exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION))) {
            delivery.send(exchange, Answer.error(401));
            return;
        }
        exchange.setMaxEntitySize(MAX_BYTES);
        exchange.getRequestReceiver()
                .receiveFullString(
                        this::answer,
                        (failed, e) -> delivery.send(failed, Answer.error(413, "The request is too large.")),
                        StandardCharsets.UTF_8);
    }

    private void answer(HttpServerExchange exchange, String body) {
        try {
            if (exchange.getRequestPath().equals(SCRIPT)) {
                script(exchange, body);
            } else if (exchange.getRequestMethod().equals(Methods.POST)) {
                command(exchange);
            } else {
                delivery.send(exchange, Answer.error(405));
            }
        } catch (IllegalArgumentException e) {
            delivery.send(exchange, Answer.error(422, e.getMessage()));
        }
    }

    private void script(HttpServerExchange exchange, String body) {
        if (exchange.getRequestMethod().equals(Methods.POST)) {
            controls.addRules(body.lines()
                    .map(String::trim)
                    .filter(line -> !line.isEmpty())
                    .toList());
        } else if (exchange.getRequestMethod().equals(Methods.DELETE)) {
            controls.clearRules();
        } else if (!exchange.getRequestMethod().equals(Methods.GET)) {
            delivery.send(exchange, Answer.error(405));
            return;
        }
        text(exchange, String.join("\n", controls.rules()));
    }

    private void command(HttpServerExchange exchange) {
        Map<String, String> parameters = new LinkedHashMap<>();
        exchange.getQueryParameters().forEach((name, values) -> parameters.put(name, values.getLast()));
        switch (exchange.getRequestPath().substring(PATH.length())) {
            case "settings" -> controls.set(parameters);
            case "reset" -> controls.reset();
            case "tasks/forget" -> forget(taken(parameters, Set.of("id")).get("id"));
            case "results/expire" -> controls.expireResults();
            case "restart" -> restart(taken(parameters, Set.of("down", "tasks")));
            default -> {
                delivery.send(exchange, Answer.error(404));
                return;
            }
        }
        text(exchange, "done");
    }

    private void restart(Map<String, String> parameters) {
        String tasks = parameters.getOrDefault("tasks", "keep");
        if (!tasks.equals("keep") && !tasks.equals("forget")) {
            throw new IllegalArgumentException("tasks must be keep or forget, not '" + tasks + "'");
        }
        controls.restart(Durations.parse(parameters.getOrDefault("down", "0ms")), tasks.equals("forget"));
    }

    private void forget(String id) {
        if (id == null) {
            controls.forgetTasks();
        } else if (id.matches("\\d{1,18}")) {
            controls.forgetTask(Long.parseLong(id));
        } else {
            throw new IllegalArgumentException("id must be that of a task, not '" + id + "'");
        }
    }

    private static Map<String, String> taken(Map<String, String> parameters, Set<String> known) {
        parameters.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new IllegalArgumentException(
                            "no parameter '" + unknown + "', only " + String.join(", ", known));
                });
        return parameters;
    }

    private void text(HttpServerExchange exchange, String text) {
        delivery.send(exchange, new Answer(200, TEXT, (text + "\n").getBytes(StandardCharsets.UTF_8), null));
    }
}
