package io.github.camelclaid.simulator.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelclaid.simulator.script.Deviation;
import io.github.camelclaid.simulator.script.Facts;
import io.github.camelclaid.simulator.script.Fault;
import io.github.camelclaid.simulator.script.Script;
import io.undertow.server.HttpServerExchange;
import java.util.List;
import java.util.Optional;

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
