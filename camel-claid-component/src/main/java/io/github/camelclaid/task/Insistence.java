package io.github.camelclaid.task;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has what needs the store done, however long the store is away: what Claid has answered is written down in the end, and
 * a picture whose turn it is waits where it is.
 *
 * <p>Safe for use by any thread; the trouble is guarded by {@code this}.
 */
final class Insistence {

    private static final Logger LOG = LoggerFactory.getLogger(Insistence.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Engine engine;
    private Trouble trouble;

    Insistence(Engine engine) {
        this.engine = engine;
    }

    /**
     * Does something at once, here, and again on a worker while the store is away.
     *
     * @param work must be such that it does no harm if it is done twice
     * @param isWanted asked after each attempt that failed
     * @return when it is done; fails with what the work failed with last
     */
    CompletionStage<Void> insist(Runnable work, BooleanSupplier isWanted) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        attempt(work, isWanted, FIRST_PAUSE, done);
        return done;
    }

    /** As the other one, for what is wanted in any case. */
    CompletionStage<Void> insist(Runnable work) {
        return insist(work, () -> true);
    }

    /** Why the store cannot be used at the moment. */
    synchronized Optional<Trouble> trouble() {
        return Optional.ofNullable(trouble);
    }

    private void attempt(Runnable work, BooleanSupplier isWanted, Duration pause, CompletableFuture<Void> done) {
        try {
            work.run();
            isBack();
            done.complete(null);
        } catch (TaskStoreException e) {
            if (!e.isPassing() || !isWanted.getAsBoolean()) {
                done.completeExceptionally(e);
                return;
            }
            isAway(e, pause);
            Duration twice = pause.multipliedBy(2);
            Duration next = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
            engine.timer()
                    .schedule(
                            () -> engine.workers().execute(() -> attempt(work, isWanted, next, done)),
                            pause.toMillis(),
                            TimeUnit.MILLISECONDS);
        } catch (RuntimeException | Error e) {
            done.completeExceptionally(e);
        }
    }

    private synchronized void isAway(TaskStoreException e, Duration pause) {
        Clock clock = engine.clock();
        Instant since = trouble == null ? clock.instant() : trouble.since();
        if (trouble == null) {
            LOG.warn("Claid: the taskStore cannot be used; what needs it waits and is tried again", e);
        }
        trouble = new Trouble(e, since, clock.instant().plus(pause));
    }

    private synchronized void isBack() {
        if (trouble != null) {
            LOG.info("Claid: the taskStore can be used again");
            trouble = null;
        }
    }
}
