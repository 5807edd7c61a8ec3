package io.github.camelclaid.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Facts;
import io.github.camelclaid.simulator.task.Tasks;
import io.github.camelclaid.simulator.validation.Validation;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;

/** Edits a picture and answers with the result. */
final class EditHandler implements HttpHandler {

    private final Surroundings around;
    private final JsonRequests requests;
    private final Tasks.Work work;
    private final PromptEdits edits;

    EditHandler(Surroundings around, Tasks.Work work) {
        this.around = around;
        this.requests = new JsonRequests(around);
        this.work = work;
        this.edits = new PromptEdits(around, work.pool());
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        requests.receive(exchange, Call.EDIT, this::edit);
    }

    private void edit(JsonRequests.Received received) {
        JsonNode request = received.json();
        String input = request == null ? "" : request.path("input").asText();
        Facts facts = new Facts(Call.EDIT, input, 0, received.nth());
        Scripted scripted = new Scripted(received.exchange(), around.delivery(), around.script(), facts);
        if (!scripted.stops(request, Validation::ofEdit)) {
            edits.make(received.exchange(), scripted, facts, () -> work.editor().edit(input, request, 0));
        }
    }
}
