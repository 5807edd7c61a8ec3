package io.github.camelclaid.simulator.http;

import static io.undertow.util.Methods.DELETE;
import static io.undertow.util.Methods.GET;
import static io.undertow.util.Methods.POST;

import io.github.camelclaid.simulator.time.Durations;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Changes a running simulator on request. The key is asked for: without it any page in a browser on this machine could
 * send such requests.
 */
final class ControlHandler {

    private static final String PATH = "/_simulator/";
    private static final String SCRIPT = PATH + "script";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final long MAX_BYTES = 64 * 1024;

    private final Controls controls;
    private final Gate gate;
    private final Delivery delivery;

    ControlHandler(Controls controls, Gate gate, Delivery delivery) {
        this.controls = controls;
        this.gate = gate;
        this.delivery = delivery;
    }

    /** What is done, and the text that is answered. */
    private interface Command {

        /** @throws IllegalArgumentException if it was asked wrongly; the message says what is allowed */
        String run(Map<String, String> parameters, String body);
    }

    void addTo(Router router) {
        router.on(GET, SCRIPT, handler((parameters, body) -> rules()))
                .on(POST, SCRIPT, handler((parameters, body) -> addRules(body)))
                .on(DELETE, SCRIPT, handler((parameters, body) -> clearRules()))
                .on(POST, PATH + "settings", command(controls::set))
                .on(POST, PATH + "reset", command(parameters -> controls.reset()))
                .on(POST, PATH + "tasks/forget", command(this::forget))
                .on(POST, PATH + "results/expire", command(parameters -> controls.expireResults()))
                .on(POST, PATH + "restart", command(this::restart));
    }

    private HttpHandler command(Consumer<Map<String, String>> command) {
        return handler((parameters, body) -> {
            command.accept(parameters);
            return "done";
        });
    }

    private HttpHandler handler(Command command) {
        return exchange -> {
            if (!gate.hasKey(exchange)) {
                delivery.send(exchange, Answer.error(401));
                return;
            }
            exchange.setMaxEntitySize(MAX_BYTES);
            exchange.getRequestReceiver()
                    .receiveFullString(
                            (received, body) -> run(command, received, body),
                            (failed, e) -> delivery.send(failed, Answer.error(413, "The request is too large.")),
                            StandardCharsets.UTF_8);
        };
    }

    private void run(Command command, HttpServerExchange exchange, String body) {
        Map<String, String> parameters = new LinkedHashMap<>();
        exchange.getQueryParameters().forEach((name, values) -> parameters.put(name, values.getLast()));
        try {
            byte[] text = (command.run(parameters, body) + "\n").getBytes(StandardCharsets.UTF_8);
            delivery.send(exchange, new Answer(200, TEXT, text, null));
        } catch (IllegalArgumentException e) {
            delivery.send(exchange, Answer.error(422, e.getMessage()));
        }
    }

    private String rules() {
        return String.join("\n", controls.rules());
    }

    private String addRules(String body) {
        controls.addRules(
                body.lines().map(String::trim).filter(line -> !line.isEmpty()).toList());
        return rules();
    }

    private String clearRules() {
        controls.clearRules();
        return rules();
    }

    private void restart(Map<String, String> parameters) {
        requireOnly(Set.of("down", "tasks"), parameters);
        String tasks = parameters.getOrDefault("tasks", "keep");
        if (!tasks.equals("keep") && !tasks.equals("forget")) {
            throw new IllegalArgumentException("tasks must be keep or forget, not '" + tasks + "'");
        }
        controls.restart(Durations.parse(parameters.getOrDefault("down", "0ms")), tasks.equals("forget"));
    }

    private void forget(Map<String, String> parameters) {
        requireOnly(Set.of("id"), parameters);
        String id = parameters.get("id");
        if (id == null) {
            controls.forgetTasks();
        } else if (id.matches("\\d{1,18}")) {
            controls.forgetTask(Long.parseLong(id));
        } else {
            throw new IllegalArgumentException("id must be that of a task, not '" + id + "'");
        }
    }

    private static void requireOnly(Set<String> known, Map<String, String> parameters) {
        parameters.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new IllegalArgumentException(
                            "no parameter '" + unknown + "', only " + String.join(", ", known));
                });
    }
}
