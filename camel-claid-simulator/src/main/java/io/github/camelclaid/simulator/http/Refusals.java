package io.github.camelclaid.simulator.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelclaid.simulator.script.ErrorBody;
import io.github.camelclaid.simulator.validation.Findings;

/** The documented answer to an invalid request. */
final class Refusals {

    private Refusals() {}

    static Answer of(Findings findings) {
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        findings.byPath().forEach((path, messages) -> {
            ArrayNode list = details.putArray(path);
            messages.forEach(list::add);
        });
        byte[] body = ErrorBody.of(422, findings.sentence(), details);
        return new Answer(422, "application/json", body, null);
    }
}
