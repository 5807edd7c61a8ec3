package io.github.camelclaid.simulator.http;

import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Facts;
import io.github.camelclaid.simulator.task.Task;
import io.github.camelclaid.simulator.task.TaskFamily;
import io.github.camelclaid.simulator.task.Tasks;
import io.undertow.server.HttpServerExchange;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Answers polls. */
final class StatusHandler {

    /**
     * How long (real time) a poll of a task that is due waits for its edit. With it, a test that has moved the clock sees
     * DONE on the next poll; without a limit, polls would hang behind a full pool.
     */
    private static final long PATIENCE_SECONDS = 5;

    private final Surroundings around;
    private final Tasks tasks;

    StatusHandler(Surroundings around, Tasks tasks) {
        this.around = around;
        this.tasks = tasks;
    }

    void handle(HttpServerExchange exchange, TaskFamily family) {
        long nth = around.ledger().arrived(Call.STATUS);
        Optional<Answer> refusal = around.gate().refusal(exchange, Call.STATUS);
        if (refusal.isPresent()) {
            around.delivery().send(exchange, refusal.get());
            return;
        }
        long id = Router.id(exchange);
        Optional<Task> task = tasks.find(family, id);
        Facts facts = new Facts(Call.STATUS, task.map(Task::input).orElse(""), id, nth);
        Scripted scripted = new Scripted(exchange, around.delivery(), around.script(), facts);
        if (scripted.struckBefore()) {
            return;
        }
        if (task.isEmpty()) {
            scripted.answer(id < 0 ? notAnId(family) : Answer.error(404));
            return;
        }
        around.ledger().polled(id);
        Task found = task.get();
        scripted.answerAfter(
                settled(found), () -> around.json().polled(found, around.clock().instant()));
    }

    private CompletableFuture<?> settled(Task task) {
        CompletableFuture<?> settled = tasks.settled(task);
        return settled.isDone() ? settled : settled.copy().completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** The published errors of ai-edits have another shape than those of edits. */
    private static Answer notAnId(TaskFamily family) {
        String message = "The task id is not an integer.";
        return family == TaskFamily.AI_EDIT ? Answer.fieldError("ai_edit_id", message) : Answer.error(422, message);
    }
}
