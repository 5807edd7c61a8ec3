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
import io.undertow.util.SameThreadExecutor;
import java.util.concurrent.CompletableFuture;

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

        Findings findings() {
            return switch (family) {
                case EDIT -> Validation.ofEdit(request);
                case BATCH -> Validation.ofBatch(request);
                case AI_EDIT -> Validation.ofAiEdit(request);
            };
        }
    }

    private void submit(HttpServerExchange exchange, Asked asked) {
        Facts facts = asked.facts();
        Scripted scripted = new Scripted(exchange, around.delivery(), around.script(), facts);
        if (scripted.struckBefore()) {
            return;
        }
        if (asked.request() == null) {
            scripted.answer(Answer.notJson());
            return;
        }
        Findings findings = asked.findings();
        if (!findings.isEmpty()) {
            scripted.answer(Refusals.of(findings));
            return;
        }
        Outcome outcome = around.script().outcome(facts).orElse(Outcome.done());
        Task task = tasks.accept(asked.with(outcome));
        ObjectNode data = around.json().accepted(task);
        CompletableFuture<?> ready =
                announcements.announce(task, around.script().notice(facts));
        if (ready.isDone()) {
            scripted.answer(data);
            return;
        }
        exchange.dispatch(
                SameThreadExecutor.INSTANCE,
                () -> ready.whenComplete(
                        (done, failure) -> exchange.getIoThread().execute(() -> scripted.answer(data))));
    }
}
