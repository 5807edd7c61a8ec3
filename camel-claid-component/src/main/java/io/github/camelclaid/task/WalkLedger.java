package io.github.camelclaid.task;

import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.ClaidUnknownOutcomeException;
import io.github.camelclaid.task.TrackedTask.Acceptance;
import io.github.camelclaid.task.TrackedTask.Outcome;
import io.github.camelclaid.task.TrackedTask.Polling;
import io.github.camelclaid.task.TrackedTask.Staging;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down how far the walks of this node are. A step is written only while the walk's task is owned by this node; what
 * Claid has taken and is paid is also written where this node was taken for dead meanwhile, as long as nobody else has
 * brought the same wish to Claid since.
 *
 * <p>Safe for use by any thread; the store guards it.
 */
final class WalkLedger {

    private static final Logger LOG = LoggerFactory.getLogger(WalkLedger.class);

    private final TaskStore store;
    private final String owner;
    private final UnaryOperator<TrackedTask> firstPoll;

    /** @param firstPoll adds the first poll to an accepted task, where it is wanted whoever waits */
    WalkLedger(TaskStore store, String owner, UnaryOperator<TrackedTask> firstPoll) {
        this.store = store;
        this.owner = owner;
        this.firstPoll = firstPoll;
    }

    /** This node was taken for dead. What somebody else has made of the task since, only the store knows. */
    static final class LostException extends Walk.GivenUpException {

        private static final long serialVersionUID = 1L;
    }

    /** @throws LostException if somebody has taken the task over meanwhile */
    TrackedTask write(Walk walk, UnaryOperator<TrackedTask> step) {
        return store.update(walk.key(), task -> isMine(task) ? step.apply(task) : task)
                .filter(this::isMine)
                .orElseThrow(LostException::new);
    }

    /**
     * The walk's task as it is now.
     *
     * @throws LostException if somebody has taken the task over meanwhile
     */
    TrackedTask read(Walk walk) {
        return write(walk, UnaryOperator.identity());
    }

    boolean isMine(TrackedTask task) {
        return task.isOwnedBy(owner);
    }

    /**
     * Its upload was taken. Where that was taken for unknown meanwhile, whoever wants it next has the upload's URL.
     *
     * @throws LostException if somebody has done something else with the task meanwhile
     */
    TrackedTask staged(Walk walk, Staging staging) {
        return store.update(walk.key(), task -> {
                    // written before, if the store was away just when it said so
                    boolean isWritten = staging.equals(task.staging());
                    if (isMine(task)) {
                        return isWritten ? task : task.charged().staged(staging);
                    }
                    boolean isTakenForUnknown =
                            task.state() == TaskState.UNKNOWN && task.outcome().during() == TaskState.STAGING;
                    return isTakenForUnknown ? task.again(task.carried(), null).staged(staging) : task;
                })
                .filter(task -> isMine(task) || staging.equals(task.staging()))
                .orElseThrow(LostException::new);
    }

    /**
     * Its submit was taken.
     *
     * @throws CompletionException of a {@link ClaidUnknownOutcomeException} if its row is another task's by now
     */
    TrackedTask accepted(Walk walk, Acceptance acceptance) {
        Optional<TrackedTask> written = Optional.empty();
        while (written.isEmpty()) {
            written = store.update(walk.key(), task -> withAcceptance(walk, task, acceptance))
                    .or(() -> rememberedAnew(walk, acceptance));
        }
        return written.filter(task -> task.acceptance() != null && task.taskId() == acceptance.taskId())
                .orElseThrow(() -> takenByAnother(walk, acceptance));
    }

    private TrackedTask withAcceptance(Walk walk, TrackedTask task, Acceptance acceptance) {
        // where it has been written already, though the store did not say so, the task may have gone on
        if (isMine(task) && task.state() == TaskState.SENDING) {
            return withFirstPoll(walk, task.charged().accepted(acceptance, Polling.NONE));
        }
        return isOpen(task) ? withFirstPoll(walk, task.adopting(acceptance, Polling.NONE)) : task;
    }

    /** Its fate is unknown, or it is to be submitted again, by nobody yet: this answer decides. */
    private static boolean isOpen(TrackedTask task) {
        return task.acceptance() == null && (task.state() == TaskState.UNKNOWN || task.isToBeSentAgain());
    }

    /** Somebody has dropped it, and did not know that it was taken. @return empty if it is there again */
    private Optional<TrackedTask> rememberedAnew(Walk walk, Acceptance acceptance) {
        TrackedTask paid =
                TrackedTask.intent(walk.key(), walk.submission(), null).charged();
        return Optional.of(withFirstPoll(walk, paid.accepted(acceptance, Polling.NONE)))
                .filter(store::remember);
    }

    /** Not written by itself later: a crash in between would leave a task that nobody ever asks for. */
    private TrackedTask withFirstPoll(Walk walk, TrackedTask accepted) {
        return walk.submission().policy().remember() ? firstPoll.apply(accepted) : accepted;
    }

    private static CompletionException takenByAnother(Walk walk, Acceptance acceptance) {
        LOG.error(
                "Claid has accepted {} as task {}, but its row in the taskStore is another's by now:"
                        + " this task is paid and nobody waits for it",
                walk.key(),
                acceptance.taskId());
        // who waited for it must not pay once more by itself
        return new CompletionException(new ClaidUnknownOutcomeException(
                "Claid has accepted it as task " + acceptance.taskId()
                        + ", but somebody else has submitted it meanwhile",
                OptionalInt.empty(),
                null,
                null));
    }

    /** Under the id of another task that was submitted here a walk would be given the picture of that one. */
    boolean isOfAnother(Walk walk, ClaidTask answer) {
        return store.findByTaskId(walk.submission().lane().account(), answer.family(), answer.id())
                .filter(task -> task.charges() > 0 && !task.key().equals(walk.key()))
                .filter(task -> task.acceptance().version().equals(walk.version))
                .isPresent();
    }

    /**
     * Nobody can know whether it was taken.
     *
     * @throws LostException if somebody has found out, or has done something else with the task, meanwhile
     */
    TrackedTask unknown(Walk walk, Outcome outcome) {
        return store.update(walk.key(), task -> isMine(task) ? task.charged().over(TaskState.UNKNOWN, outcome) : task)
                .filter(task -> task.state() == TaskState.UNKNOWN)
                .orElseThrow(LostException::new);
    }

    /** Nothing is to be sent any more. What was uploaded was paid: its URL serves the next attempt. */
    void letGo(Walk walk) {
        store.update(walk.key(), task -> isMine(task) ? task.backBeforeSubmit() : task)
                .filter(this::isMine)
                .ifPresent(task -> {
                    if (task.state() == TaskState.INTENT && task.charges() == 0) {
                        store.forget(task);
                    } else {
                        store.replace(task, task.released());
                    }
                });
    }

    /** For a task that is not to be remembered. */
    void forget(TrackedTask task) {
        store.forget(task);
    }
}
