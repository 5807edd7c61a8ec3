package io.github.camelclaid.simulator.task;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelclaid.simulator.edit.EditFailure;
import io.github.camelclaid.simulator.edit.Editor;
import io.github.camelclaid.simulator.ledger.Ledger;
import io.github.camelclaid.simulator.script.Outcome;
import io.github.camelclaid.simulator.script.TaskDuration;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All tasks of a simulator. Thread-safe. A task costs no thread: its status follows from the clock, and its edit is made
 * on the pool once it is due, when somebody looks or when {@link #endDue} is called.
 */
public final class Tasks {

    /** Without this, the first ids of all simulators would be equal to counts in tests, and mistakes would pass. */
    private static final long FIRST_ID = 1001;

    /** With more edits than this under way, polls no longer wait for theirs. */
    private static final int SHORT_QUEUE = 64;

    private final Clock clock;
    private final Ledger ledger;
    private final Editor editor;
    private final Executor pool;
    private final TaskDuration durations;
    private final SplittableRandom random;
    private final AtomicInteger edits = new AtomicInteger();
    private final AtomicLong nextId = new AtomicLong(FIRST_ID);
    private final ConcurrentMap<Long, Task> tasks = new ConcurrentHashMap<>();
    private final Queue<Task> waiting = new PriorityBlockingQueue<>(64, Comparator.comparing(Task::dueAt));

    public Tasks(Clock clock, Ledger ledger, Work work, TaskDuration durations, long seed) {
        this.clock = clock;
        this.ledger = ledger;
        this.editor = work.editor();
        this.pool = work.pool();
        this.durations = durations;
        this.random = new SplittableRandom(seed);
    }

    /** Who makes the edits, and on which threads. */
    public record Work(Editor editor, Executor pool) {}

    /** Accepts an edit: from here on it is charged. */
    public Task accept(String prefix, JsonNode request, Outcome outcome) {
        Duration duration = outcome.duration() != null ? outcome.duration() : nextDuration();
        Task task = new Task(nextId.getAndIncrement(), prefix, request, outcome, clock.instant(), duration);
        ledger.submitAccepted(task.id(), task.input());
        tasks.put(task.id(), task);
        if (outcome.end() != Outcome.End.NEVER) {
            waiting.add(task);
        }
        return task;
    }

    public Optional<Task> find(long id) {
        return Optional.ofNullable(tasks.get(id));
    }

    /** From now on the task is unknown. */
    public void forget(long id) {
        tasks.remove(id);
    }

    /**
     * Completes when the task has a status to show: at once while it is not due, else when its edit has been made. If
     * many edits are under way it completes at once too, and the task is still PROCESSING.
     */
    public CompletableFuture<?> settled(Task task) {
        if (!task.isDue(clock.instant())) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Ending> ending = end(task);
        return edits.get() <= SHORT_QUEUE ? ending : CompletableFuture.completedFuture(null);
    }

    /** Starts the edits of all tasks that are due by now. */
    public void endDue() {
        Instant now = clock.instant();
        for (Task task = waiting.peek(); task != null && task.isDue(now); task = waiting.peek()) {
            // another thread may have taken it in between; then this one is due at the latest on the next call
            Task due = waiting.poll();
            if (due != null && due.isDue(now)) {
                end(due);
            } else if (due != null) {
                waiting.add(due);
            }
        }
    }

    private synchronized Duration nextDuration() {
        return durations.next(random);
    }

    private CompletableFuture<Ending> end(Task task) {
        return task.end(ending -> switch (ending.outcome().end()) {
            case ERROR -> ended(ending, Ending.failed(reasons(ending)));
            case CANCELLED -> ended(ending, Ending.cancelled());
            default -> startEdit(ending).thenCompose(end -> ended(ending, end));
        });
    }

    private CompletableFuture<Ending> ended(Task task, Ending end) {
        ledger.ended(
                task.id(), end.status(), end.edited() == null ? 0 : end.edited().bytes());
        return CompletableFuture.completedFuture(end);
    }

    private List<TaskError> reasons(Task task) {
        return task.outcome().reasons().stream()
                .map(reason -> new TaskError(reason, clock.instant(), null))
                .toList();
    }

    private CompletableFuture<Ending> startEdit(Task task) {
        edits.incrementAndGet();
        return CompletableFuture.supplyAsync(() -> edit(task), pool)
                .whenComplete((end, failure) -> edits.decrementAndGet());
    }

    private Ending edit(Task task) {
        try {
            return Ending.done(editor.edit(task.input(), task.request(), task.id()));
        } catch (EditFailure e) {
            return Ending.failed(List.of(new TaskError(e.getMessage(), clock.instant(), e.input())));
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
            // a picture that is too large or a codec without its native library ends this task only
            String reason = "The simulator failed: " + e;
            return Ending.failed(List.of(new TaskError(reason, clock.instant(), null)));
        }
    }
}
