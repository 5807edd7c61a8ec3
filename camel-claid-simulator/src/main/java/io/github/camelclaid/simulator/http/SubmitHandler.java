package io.github.camelclaid.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelclaid.simulator.script.Facts;
import io.github.camelclaid.simulator.script.Outcome;
import io.github.camelclaid.simulator.task.Task;
import io.github.camelclaid.simulator.task.TaskFamily;
import io.github.camelclaid.simulator.task.Tasks;
import io.github.camelclaid.simulator.validation.Findings;
import io.github.camelclaid.simulator.validation.Validation;
import io.undertow.server.HttpServerExchange;
import java.util.function.Function;

/** Accepts work that is done later: edits, batches and ai-edits. */
final class SubmitHandler {

    private final Surroundings around;
    private final JsonRequests requests;
    private final Tasks tasks;
    private final Announcements announcements;

    SubmitHandler(Surroundings around, Tasks tasks, Announcements announcements) {
        this.around = around;
        this.requests = new JsonRequests(around);
        this.tasks = tasks;
        this.announcements = announcements;
    }

    void handle(HttpServerExchange exchange, TaskFamily family, String prefix) {
        requests.receive(
                exchange,
                family.submit(),
                received -> submit(received.exchange(), new Asked(family, prefix, received.json(), received.nth())));
    }

    /**
     * One submit.
     *
     * @param request null if it is no JSON
     */
    private record Asked(TaskFamily family, String prefix, JsonNode request, long nth) {

        Task.Submit with(Outcome outcome) {
            return new Task.Submit(family, prefix, request, outcome);
        }

        Facts facts() {
            String input = request == null ? "" : with(Outcome.done()).input();
            return new Facts(family.submit(), input, 0, nth);
        }
    }

    private static Function<JsonNode, Findings> check(TaskFamily family) {
        return switch (family) {
            case EDIT -> Validation::ofEdit;
            case BATCH -> Validation::ofBatch;
            case AI_EDIT -> Validation::ofAiEdit;
        };
    }

    private void submit(HttpServerExchange exchange, Asked asked) {
        Facts facts = asked.facts();
        Scripted scripted = new Scripted(exchange, around.delivery(), around.script(), facts);
        if (scripted.stops(asked.request(), check(asked.family()))) {
            return;
        }
        Outcome outcome = around.script().outcome(facts).orElse(Outcome.done());
        Task task = tasks.accept(asked.with(outcome));
        ObjectNode data = around.json().accepted(task);
        scripted.answerAfter(announcements.announce(task, around.script().notice(facts)), () -> data);
    }
}
