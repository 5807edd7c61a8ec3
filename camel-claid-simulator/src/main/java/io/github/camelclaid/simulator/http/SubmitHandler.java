package io.github.camelclaid.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelclaid.simulator.ledger.Ledger;
import io.github.camelclaid.simulator.script.Facts;
import io.github.camelclaid.simulator.script.Outcome;
import io.github.camelclaid.simulator.script.Script;
import io.github.camelclaid.simulator.task.Task;
import io.github.camelclaid.simulator.task.TaskFamily;
import io.github.camelclaid.simulator.task.Tasks;
import io.github.camelclaid.simulator.validation.Findings;
import io.github.camelclaid.simulator.validation.Validation;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Accepts edits and batches. */
final class SubmitHandler {

    private static final long MAX_BYTES = 1024 * 1024;

    private final Gate gate;
    private final Script script;
    private final Tasks tasks;
    private final Announcements announcements;
    private final TaskJson json;
    private final Delivery delivery;
    private final Ledger ledger;

    SubmitHandler(Surroundings around, Tasks tasks, Announcements announcements) {
        this.gate = around.gate();
        this.script = around.script();
        this.json = around.json();
        this.delivery = around.delivery();
        this.ledger = around.ledger();
        this.tasks = tasks;
        this.announcements = announcements;
    }

    void handle(HttpServerExchange exchange, TaskFamily family, String prefix) {
        long nth = ledger.arrived(family.submit());
        exchange.setMaxEntitySize(MAX_BYTES);
        exchange.getRequestReceiver()
                .receiveFullBytes(
                        (received, body) -> {
                            ledger.received(body.length);
                            Optional<Answer> refusal = gate.refusal(received, family.submit());
                            if (refusal.isPresent()) {
                                delivery.send(received, refusal.get());
                            } else {
                                submit(received, new Asked(family, prefix, parsed(body), nth));
                            }
                        },
                        (failed, e) -> delivery.send(failed, Answer.error(413, "The request is too large.")));
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
            return family == TaskFamily.BATCH ? Validation.ofBatch(request) : Validation.ofEdit(request);
        }
    }

    private void submit(HttpServerExchange exchange, Asked asked) {
        Facts facts = asked.facts();
        Scripted scripted = new Scripted(exchange, delivery, script, facts);
        if (scripted.struckBefore()) {
            return;
        }
        if (asked.request() == null) {
            scripted.answer(Answer.error(400, "The request body is not JSON."));
            return;
        }
        Findings findings = asked.findings();
        if (!findings.isEmpty()) {
            scripted.answer(Refusals.of(findings));
            return;
        }
        Outcome outcome = script.outcome(facts).orElse(Outcome.done());
        Task task = tasks.accept(asked.with(outcome));
        ObjectNode data = json.accepted(task);
        CompletableFuture<?> ready = announcements.announce(task, script.notice(facts));
        if (ready.isDone()) {
            scripted.answer(data);
            return;
        }
        exchange.dispatch(
                SameThreadExecutor.INSTANCE,
                () -> ready.whenComplete(
                        (done, failure) -> exchange.getIoThread().execute(() -> scripted.answer(data))));
    }

    private static JsonNode parsed(byte[] body) {
        try {
            JsonNode tree = Answer.MAPPER.readTree(body);
            return tree == null || tree.isMissingNode() ? null : tree;
        } catch (IOException e) {
            return null;
        }
    }
}
