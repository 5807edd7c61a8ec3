package io.github.camelclaid.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelclaid.simulator.script.Deviation;
import io.github.camelclaid.simulator.script.Facts;
import io.github.camelclaid.simulator.script.Fault;
import io.github.camelclaid.simulator.script.Script;
import io.github.camelclaid.simulator.validation.Findings;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the script has for one request: looked up once, played when the answer is known. */
final class Scripted {

    private final HttpServerExchange exchange;
    private final Delivery delivery;
    private final Optional<Fault> fault;
    private final List<Deviation> deviations;

    Scripted(HttpServerExchange exchange, Delivery delivery, Script script, Facts facts) {
        this.exchange = exchange;
        this.delivery = delivery;
        this.fault = script.fault(facts);
        this.deviations = script.deviations(facts);
    }

    /** Strikes a fault that comes before the request takes effect. */
    boolean struckBefore() {
        if (fault.isEmpty() || fault.get().afterAccepting()) {
            return false;
        }
        delivery.send(exchange, Answer.error(500), fault.get());
        return true;
    }

    /**
     * Answers, if a fault strikes before the request takes effect, or if the request is wrong.
     *
     * @param request null if it is no JSON
     */
    boolean stops(JsonNode request, Function<JsonNode, Findings> check) {
        if (struckBefore()) {
            return true;
        }
        if (request == null) {
            answer(Answer.notJson());
            return true;
        }
        return refuses(check.apply(request));
    }

    /** Says what is wrong with the request, if anything is. */
    boolean refuses(Findings findings) {
        if (findings.isEmpty()) {
            return false;
        }
        answer(Refusals.of(findings));
        return true;
    }

    /** Answers with the {@code data} that there is once that has completed, however it ends. No thread waits. */
    void answerAfter(CompletableFuture<?> ready, Supplier<ObjectNode> data) {
        if (ready.isDone()) {
            answer(data.get());
            return;
        }
        exchange.dispatch(
                SameThreadExecutor.INSTANCE,
                () -> ready.whenComplete(
                        (done, failure) -> exchange.getIoThread().execute(() -> answer(data.get()))));
    }

    /** Answers with that {@code data}, changed as the script wants it. */
    void answer(ObjectNode data) {
        if (deviations.isEmpty()) {
            answer(Answer.data(data));
            return;
        }
        ObjectNode changed = data.deepCopy();
        deviations.forEach(deviation -> deviation.change(changed));
        answer(Answer.data(changed));
    }

    /** Answers, or does what the fault does instead. */
    void answer(Answer answer) {
        if (fault.isPresent()) {
            delivery.send(exchange, answer, fault.get());
        } else {
            delivery.send(exchange, answer);
        }
    }
}
