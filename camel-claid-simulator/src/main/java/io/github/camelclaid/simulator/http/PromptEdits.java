package io.github.camelclaid.simulator.http;

import io.github.camelclaid.simulator.edit.EditFailure;
import io.github.camelclaid.simulator.edit.Edited;
import io.github.camelclaid.simulator.script.Facts;
import io.github.camelclaid.simulator.script.Outcome;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Edits that are made before their request is answered: on the pool, while no thread waits for them. */
final class PromptEdits {

    private final Surroundings around;
    private final Executor pool;

    PromptEdits(Surroundings around, Executor pool) {
        this.around = around;
        this.pool = pool;
    }

    /** Makes the edit, charges for it if it can be made, and answers. */
    void make(HttpServerExchange exchange, Scripted scripted, Facts facts, Callable<Edited> edit) {
        Optional<String> failure =
                around.script().outcome(facts).flatMap(outcome -> scriptedFailure(outcome, facts.input()));
        if (failure.isPresent()) {
            scripted.answer(Answer.error(422, failure.get()));
            return;
        }
        exchange.dispatch(
                SameThreadExecutor.INSTANCE,
                () -> CompletableFuture.runAsync(
                        () -> {
                            Runnable answer = answer(scripted, facts, edit);
                            exchange.getIoThread().execute(answer);
                        },
                        pool));
    }

    private static Optional<String> scriptedFailure(Outcome outcome, String input) {
        return outcome.end() == Outcome.End.ERROR
                ? Optional.of(String.join(" ", outcome.reasons()))
                : outcome.failureOf(input);
    }

    private Runnable answer(Scripted scripted, Facts facts, Callable<Edited> edit) {
        try {
            Edited edited = edit.call();
            around.ledger().charged(facts.call());
            return () -> scripted.answer(around.json().edited(edited));
        } catch (EditFailure e) {
            return () -> scripted.answer(Answer.error(422, e.getMessage()));
        } catch (Exception | OutOfMemoryError | LinkageError e) {
            return () -> scripted.answer(Answer.error(500, "The simulator failed: " + e));
        }
    }
}
