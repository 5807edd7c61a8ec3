package io.github.camelclaid.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelclaid.simulator.script.Call;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Receives requests that may have JSON in their body: counts them, and stops those without key or quota. */
final class JsonRequests {

    private static final long MAX_BYTES = 1024 * 1024;

    private final Surroundings around;

    JsonRequests(Surroundings around) {
        this.around = around;
    }

    /**
     * What has come.
     *
     * @param json null if the body is no JSON
     * @param nth of how many of its kind
     */
    record Received(HttpServerExchange exchange, JsonNode json, long nth) {}

    void receive(HttpServerExchange exchange, Call call, Consumer<Received> then) {
        long nth = around.ledger().arrived(call);
        exchange.setMaxEntitySize(MAX_BYTES);
        exchange.getRequestReceiver()
                .receiveFullBytes(
                        (received, body) -> {
                            around.ledger().received(body.length);
                            Optional<Answer> refusal = around.gate().refusal(received, call);
                            if (refusal.isPresent()) {
                                around.delivery().send(received, refusal.get());
                            } else {
                                then.accept(new Received(received, parsed(body), nth));
                            }
                        },
                        (failed, e) -> around.delivery().send(failed, Answer.error(413, "The request is too large.")));
    }

    /** Null if it is no JSON. */
    static JsonNode parsed(byte[] body) {
        try {
            JsonNode tree = Answer.MAPPER.readTree(body);
            return tree == null || tree.isMissingNode() ? null : tree;
        } catch (IOException e) {
            return null;
        }
    }
}
