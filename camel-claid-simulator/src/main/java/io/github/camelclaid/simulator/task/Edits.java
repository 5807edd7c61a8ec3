package io.github.camelclaid.simulator.task;

import io.github.camelclaid.simulator.edit.BatchPicture;
import io.github.camelclaid.simulator.edit.EditFailure;
import io.github.camelclaid.simulator.edit.Edited;
import io.github.camelclaid.simulator.edit.Editor;
import io.github.camelclaid.simulator.ledger.Ledger;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the pictures of tasks, on the pool. Thread-safe. */
final class Edits {

    private final Clock clock;
    private final Ledger ledger;
    private final Editor editor;
    private final Executor pool;
    private final long seed;
    private final AtomicInteger underWay = new AtomicInteger();

    /** @param seed of the order in which batches show what has become of their pictures */
    Edits(Clock clock, Ledger ledger, Tasks.Work work, long seed) {
        this.clock = clock;
        this.ledger = ledger;
        this.editor = work.editor();
        this.pool = work.pool();
        this.seed = seed;
    }

    /** How many pictures are being made or wait for it. */
    int underWay() {
        return underWay.get();
    }

    /** The ending of that task, once all of its pictures are made. */
    CompletableFuture<Ending> make(Task task) {
        return switch (task.family()) {
            case EDIT ->
                picture(task, task.input(), () -> editor.edit(task.input(), task.request(), task.id()))
                        .thenApply(attempt -> ending(List.of(attempt)));
            case BATCH -> batch(task);
            case AI_EDIT -> aiEdit(task);
        };
    }

    private CompletableFuture<Ending> aiEdit(Task task) {
        return picture(task, task.input(), () -> editor.aiEdit(task.input(), task.request(), task.id()))
                .thenApply(made -> made.failure == null
                        ? Ending.done(clock.instant(), made.value, List.of())
                        : Ending.failed(clock.instant(), List.of(made.failure)));
    }

    private CompletableFuture<Ending> batch(Task task) {
        return onPool(() -> {
                    List<BatchPicture> pictures = editor.picturesOf(task.request());
                    ledger.counted(task.id(), pictures.size());
                    return pictures;
                })
                .thenCompose(listed -> listed.failure == null
                        ? all(task, listed.value).thenApply(this::ending)
                        : CompletableFuture.completedFuture(Ending.failed(clock.instant(), List.of(listed.failure))));
    }

    /** What became of each picture, in an order that tells nothing about the inputs'. */
    private CompletableFuture<List<Attempt<Edited>>> all(Task task, List<BatchPicture> pictures) {
        List<CompletableFuture<Attempt<Edited>>> attempts = new ArrayList<>();
        for (BatchPicture picture : pictures) {
            attempts.add(picture(task, picture.address(), () -> editor.edit(picture, task.request(), task.id())));
        }
        shuffle(attempts, task.id());
        return CompletableFuture.allOf(attempts.toArray(CompletableFuture[]::new))
                .thenApply(
                        done -> attempts.stream().map(CompletableFuture::join).toList());
    }

    private void shuffle(List<?> all, long taskId) {
        List<?> before = List.copyOf(all);
        Collections.shuffle(all, new Random(seed + taskId));
        if (all.equals(before)) {
            Collections.rotate(all, 1);
        }
    }

    private <T> CompletableFuture<Attempt<T>> picture(Task task, String address, Callable<T> edit) {
        Optional<String> reason = task.outcome().failureOf(address);
        return reason.isPresent() ? CompletableFuture.completedFuture(failed(reason.get())) : onPool(edit);
    }

    private <T> CompletableFuture<Attempt<T>> onPool(Callable<T> work) {
        underWay.incrementAndGet();
        return CompletableFuture.supplyAsync(() -> attempt(work), pool)
                .whenComplete((attempt, failure) -> underWay.decrementAndGet());
    }

    private <T> Attempt<T> attempt(Callable<T> work) {
        try {
            return new Attempt<>(work.call(), null);
        } catch (EditFailure e) {
            return new Attempt<>(null, new TaskError(e.getMessage(), clock.instant(), e.input()));
        } catch (Exception | OutOfMemoryError | LinkageError e) {
            // a picture that is too large or a codec without its native library ends its own edit only
            return failed("The simulator failed: " + e);
        }
    }

    private <T> Attempt<T> failed(String reason) {
        return new Attempt<>(null, new TaskError(reason, clock.instant(), null));
    }

    private Ending ending(List<Attempt<Edited>> attempts) {
        List<Edited> results = new ArrayList<>();
        List<TaskError> errors = new ArrayList<>();
        for (Attempt<Edited> attempt : attempts) {
            if (attempt.failure == null) {
                results.add(attempt.value);
            } else {
                errors.add(attempt.failure);
            }
        }
        Instant now = clock.instant();
        return results.isEmpty() && !errors.isEmpty() ? Ending.failed(now, errors) : Ending.done(now, results, errors);
    }

    /** Either the one or the other. */
    private record Attempt<T>(T value, TaskError failure) {}
}
