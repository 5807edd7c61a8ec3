package io.github.camelclaid.simulator.task;

import io.github.camelclaid.simulator.edit.Editor;
import io.github.camelclaid.simulator.edit.Thumbnails;
import io.github.camelclaid.simulator.ledger.Ledger;
import io.github.camelclaid.simulator.script.Conduct;
import io.github.camelclaid.simulator.script.Outcome;
import io.github.camelclaid.simulator.time.Speed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All tasks of a simulator. Thread-safe. A task costs no thread: its status follows from the clock, and its edit is made
 * on the pool once it is due, when somebody looks or when {@link #endDue} is called.
 */
public final class Tasks {

    /** With more edits than this under way, polls no longer wait for theirs. */
    private static final int SHORT_QUEUE = 64;

    private final Clock clock;
    private final Ledger ledger;
    private final Edits edits;
    private final Conduct conduct;
    private final Speed speed;
    private final SplittableRandom random;
    private final Map<TaskFamily, AtomicLong> nextIds = new EnumMap<>(TaskFamily.class);
    private final Gallery gallery = new Gallery();
    private final ConcurrentMap<Long, Task> tasks = new ConcurrentHashMap<>();
    private final Queue<Task> waiting = new PriorityBlockingQueue<>(64, Comparator.comparing(Task::dueAt));

    public Tasks(Clock clock, Ledger ledger, Work work, Pace pace) {
        this.clock = clock;
        this.ledger = ledger;
        this.edits = new Edits(clock, ledger, work, pace.seed());
        this.conduct = pace.conduct();
        this.speed = pace.speed();
        this.random = new SplittableRandom(pace.seed());
        for (TaskFamily family : TaskFamily.values()) {
            nextIds.put(family, new AtomicLong(family.firstId() + pace.earlierTasks()));
        }
    }

    /**
     * How long tasks take.
     *
     * @param conduct the usual duration of tasks
     * @param speed of all durations, scripted ones included
     * @param seed of what is drawn
     * @param earlierTasks how many ids are taken to be used up before
     */
    public record Pace(Conduct conduct, Speed speed, long seed, long earlierTasks) {}

    /** Who makes the edits, and on which threads. */
    public record Work(Editor editor, Executor pool) {}

    /** Accepts work: from here on it is charged. */
    public Task accept(Task.Submit submit) {
        Outcome outcome = submit.outcome();
        // before anything is charged, in case it cannot be drawn
        Task.Course course = course(outcome);
        Task task = new Task(charged(submit, course.duration()), submit, clock.instant(), course);
        tasks.put(task.id(), task);
        if (outcome.end() != Outcome.End.NEVER) {
            waiting.add(task);
        }
        return task;
    }

    public Optional<Task> find(long id) {
        return Optional.ofNullable(tasks.get(id));
    }

    public Optional<Task> find(TaskFamily family, long id) {
        return find(id).filter(task -> task.family() == family && !task.isForgotten(clock.instant()));
    }

    /** What the first few pictures of a task looked like; empty until it has ended, and when many others have since. */
    public List<Thumbnails> thumbnails(long id) {
        return gallery.of(id);
    }

    /** From now on the task is unknown; what is not made yet never is. */
    public void forget(long id) {
        Task forgotten = tasks.remove(id);
        if (forgotten != null) {
            waiting.remove(forgotten);
        }
    }

    /** From now on all tasks are unknown, as after a restart without a memory: what is not made yet never is. */
    public void forgetAll() {
        waiting.clear();
        tasks.clear();
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
        return edits.underWay() <= SHORT_QUEUE ? ending : CompletableFuture.completedFuture(null);
    }

    /** Ends the task now, whenever it would be due; unless it is one that never ends. */
    public void endNow(Task task) {
        if (task.outcome().end() != Outcome.End.NEVER) {
            end(task);
        }
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

    private long charged(Task.Submit submit, Duration duration) {
        long id = nextIds.get(submit.family()).getAndIncrement();
        ledger.accepted(submit.family().submit(), id, submit.input(), duration);
        return id;
    }

    private Task.Course course(Outcome outcome) {
        Duration duration = outcome.duration() != null ? outcome.duration() : nextDuration();
        return new Task.Course(speed.of(duration), outcome.known() == null ? null : speed.of(outcome.known()));
    }

    private synchronized Duration nextDuration() {
        return conduct.duration().next(random);
    }

    private CompletableFuture<Ending> end(Task task) {
        return task.end(ending -> switch (ending.outcome().end()) {
            case ERROR -> ended(ending, Ending.failed(clock.instant(), reasons(ending)));
            case CANCELLED -> ended(ending, Ending.cancelled(clock.instant()));
            default -> edits.make(ending).thenCompose(end -> ended(ending, end));
        });
    }

    private CompletableFuture<Ending> ended(Task task, Ending end) {
        ledger.ended(task.id(), end.status(), end.bytes());
        gallery.hang(task.id(), end.results());
        return CompletableFuture.completedFuture(end.withoutThumbnails());
    }

    private List<TaskError> reasons(Task task) {
        return task.outcome().reasons().stream()
                .map(reason -> new TaskError(reason, clock.instant(), null))
                .toList();
    }
}
