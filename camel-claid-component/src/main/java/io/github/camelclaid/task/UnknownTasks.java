package io.github.camelclaid.task;

import io.github.camelclaid.client.ApiVersion;
import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.task.TrackedTask.Acceptance;
import io.github.camelclaid.task.TrackedTask.Polling;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an operator can do about submits whose fate is unknown: nobody else decides, and none is ever forgotten by itself.
 * Works beside a running tracker and without one, as long as the store can be opened.
 *
 * <p>Safe for use by any thread.
 */
public final class UnknownTasks {

    private static final Logger LOG = LoggerFactory.getLogger(UnknownTasks.class);
    private static final int PAGE = 500;

    private final TaskStore store;
    private final Clock clock;
    private final String account;
    private final Duration quiet;

    /** Where whoever has sent something is dead: nothing is on its way any more. */
    public UnknownTasks(TaskStore store, Clock clock, String account) {
        this(store, clock, account, Duration.ZERO);
    }

    /** @param quiet how long what was sent may still be on its way */
    UnknownTasks(TaskStore store, Clock clock, String account, Duration quiet) {
        this.store = store;
        this.clock = clock;
        this.account = account;
        this.quiet = quiet;
    }

    /** All of them, in the order of their keys. */
    public List<TrackedTask> list() {
        List<TrackedTask> all = new ArrayList<>();
        List<TrackedTask> page = store.inState(account, TaskState.UNKNOWN, "", PAGE);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = store.inState(
                    account, TaskState.UNKNOWN, page.get(page.size() - 1).key(), PAGE);
        }
        return all;
    }

    /**
     * It was taken after all, under this id, as Claid's dashboard shows: it is polled like any other, at no charge. Who
     * wants it again joins it.
     *
     * @throws IllegalArgumentException if there is no unknown submit under the key, or the id is known as another task's
     */
    public void adopt(String key, long taskId) {
        TrackedTask task = unknown(key);
        if (taskId <= 0) {
            throw new IllegalArgumentException(
                    "the id is " + taskId + ", allowed: the id of a task, a positive integer");
        }
        if (task.outcome().during() == TaskState.STAGING) {
            throw new IllegalArgumentException("what is unknown about " + key
                    + " is its upload, which is no task and has no id: resubmit or drop it");
        }
        TaskFamily family = task.batch() == null ? TaskFamily.EDIT : TaskFamily.BATCH;
        Optional<TrackedTask> other = store.findByTaskId(account, family, taskId);
        if (other.isPresent()) {
            throw new IllegalArgumentException(
                    "the id " + taskId + " is that of " + other.get().key() + " already");
        }
        Instant sent = task.outcome().at();
        // a task that was not submitted by this tracker is looked for under both versions
        Acceptance acceptance = new Acceptance(family, taskId, ApiVersion.V1_BETA1, sent, null);
        decide(task, task.adopting(acceptance, Polling.NONE.at(clock.instant())));
    }

    /**
     * It was not taken, or may be paid twice: the next equal request submits it anew.
     *
     * @throws IllegalArgumentException if there is no unknown submit under the key, or its answer may still come
     */
    public void resubmit(String key) {
        TrackedTask task = unknown(key);
        Instant certain = task.outcome().at().plus(quiet);
        // another process's clock may have been ahead
        if (!quiet.isZero() && certain.isAfter(clock.instant())) {
            throw new IllegalArgumentException("the answer for " + key + " may still come: resubmit it after "
                    + certain.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1));
        }
        decide(task, task.again(task.carried(), null));
    }

    /** It is forgotten, with what it cost: an equal request is a new one, and pays. Also one that was to be resubmitted. */
    public void drop(String key) {
        TrackedTask task = store.find(key)
                .filter(known -> known.lane().account().equals(account))
                .filter(TrackedTask::isToBeSentAgain)
                .orElseGet(() -> unknown(key));
        decide(task, null);
    }

    /** One line: when, which picture, which call, why, under which key. */
    public static String describe(TrackedTask task) {
        String call = task.outcome().during() == TaskState.STAGING ? "upload" : "submit";
        return task.outcome().at().truncatedTo(ChronoUnit.SECONDS) + " " + call + " of "
                + (task.about() == null ? "a picture" : task.about()) + ": "
                + task.outcome().reason() + " (key "
                + task.key() + ")";
    }

    /** Once, when it has become unknown; who wants it again is told each time. */
    static void warnOf(TrackedTask task) {
        LOG.warn(
                "Claid: nobody knows whether this was taken, and paid: {}. It is not sent again by itself; adopt, resubmit or"
                        + " drop it",
                describe(task));
    }

    private void decide(TrackedTask task, TrackedTask decided) {
        boolean isWritten = decided == null ? store.forget(task) : store.replace(task, decided);
        if (!isWritten) {
            throw new IllegalArgumentException(task.key() + " has just changed: list again what is unknown");
        }
    }

    private TrackedTask unknown(String key) {
        return store.find(key)
                .filter(task -> task.state() == TaskState.UNKNOWN
                        && task.lane().account().equals(account))
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no unknown submit under the key \"" + key + "\" of account " + account));
    }
}
