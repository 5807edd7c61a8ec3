package io.github.camelclaid.task;

import io.github.camelclaid.client.ClaidException;
import io.github.camelclaid.quota.Purpose;
import io.github.camelclaid.quota.RequestPacer;
import io.github.camelclaid.quota.Slot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests of one purpose as slots come: as long as there is work and every entrance admits it, asks for one slot,
 * and only when it has it chooses what is most worth sending.
 *
 * <p>Safe for use by any thread; its counters are guarded by {@code this}, and work runs on the workers.
 */
final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    /** There are three of these for 64 connections; with more under way a slot would wait for a connection. */
    private static final int MOST_UNDER_WAY = 20;
    /** After work that could not even be looked at, as when the store is away. */
    private static final Duration RECOVERY = Duration.ofSeconds(10);

    /** What is to be sent. */
    interface Work {
        /** When there is something to send; may lie in the past; empty if there is nothing. */
        Optional<Instant> next();

        /** Chooses and sends. @return when the request has ended, whatever came of it; null if there was nothing */
        CompletableFuture<?> send(Slot slot);
    }

    private final Purpose purpose;
    private final RequestPacer pacer;
    private final List<Entrance> entrances;
    private final Work work;
    private final Clock clock;
    private final ScheduledExecutorService timer;
    private final Executor workers;

    private boolean asking;
    private int underWay;
    private Instant recoveredAt = Instant.MIN;
    private ScheduledFuture<?> alarm;
    private Instant alarmAt = Instant.MAX;
    private boolean closed;

    Dispatcher(Purpose purpose, Work work, List<Entrance> entrances, Engine engine) {
        this.purpose = purpose;
        this.work = work;
        this.entrances = entrances;
        this.pacer = engine.pacer();
        this.clock = engine.clock();
        this.timer = engine.timer();
        this.workers = engine.workers();
    }

    /** There may be something to do now; called on any thread. */
    void wake() {
        CompletableFuture<Slot> slot = ask();
        if (slot != null) {
            goOnWith(slot);
        }
    }

    /** On a worker: while slots come at once, the next request needs no other thread. */
    private void wakeHere() {
        for (CompletableFuture<Slot> slot = ask(); slot != null; slot = ask()) {
            if (!slot.isDone() || slot.isCompletedExceptionally()) {
                goOnWith(slot);
                return;
            }
            use(slot.join());
        }
    }

    /** @return null if there is nothing to ask for now */
    private CompletableFuture<Slot> ask() {
        Duration late;
        synchronized (this) {
            if (closed || asking || underWay >= MOST_UNDER_WAY) {
                return null;
            }
            Optional<Instant> next = next();
            if (next.isEmpty()) {
                return null;
            }
            late = Duration.between(next.get(), clock.instant());
            if (late.isNegative()) {
                wakeAt(next.get());
                return null;
            }
            asking = true;
        }
        return pacer.acquire(purpose, late);
    }

    private void goOnWith(CompletableFuture<Slot> asked) {
        asked.whenCompleteAsync(
                        (slot, closing) -> {
                            use(slot);
                            if (closing == null) {
                                wakeHere();
                            }
                        },
                        workers)
                .exceptionally(trouble -> {
                    giveBackUnlessTaken(asked, trouble);
                    return null;
                });
    }

    synchronized void close() {
        closed = true;
        if (alarm != null) {
            alarm.cancel(false);
        }
    }

    private Optional<Instant> next() {
        try {
            return work.next().map(at -> later(later(at, recoveredAt), entrancesOpenAt()));
        } catch (RuntimeException e) {
            recover(e);
            return Optional.of(recoveredAt);
        }
    }

    private void recover(Throwable trouble) {
        LOG.warn("Claid: requests ({}) pause for {} s", purpose, RECOVERY.toSeconds(), trouble);
        recoveredAt = clock.instant().plus(RECOVERY);
    }

    private Instant entrancesOpenAt() {
        return entrances.stream().map(Entrance::opensAt).reduce(Instant.MIN, Dispatcher::later);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** @param slot null if the pacer was closed */
    private void use(Slot slot) {
        boolean goes;
        synchronized (this) {
            asking = false;
            goes = slot != null && !closed && isAdmitted(slot);
            if (goes) {
                underWay++;
            }
        }
        if (goes) {
            send(slot);
        } else if (slot != null) {
            slot.unused();
        }
    }

    /** The workers take nothing more: the component stops. */
    private void giveBackUnlessTaken(CompletableFuture<Slot> slot, Throwable trouble) {
        Throwable cause = ClaidException.causeOf(trouble);
        if (cause instanceof RejectedExecutionException) {
            synchronized (this) {
                asking = false;
            }
            slot.thenAccept(Slot::unused);
        }
    }

    private boolean isAdmitted(Slot slot) {
        Instant now = clock.instant();
        for (int i = 0; i < entrances.size(); i++) {
            if (!entrances.get(i).admits(slot, now)) {
                entrances.subList(0, i).forEach(entrance -> entrance.leave(slot, false));
                return false;
            }
        }
        return true;
    }

    private void send(Slot slot) {
        CompletableFuture<?> request = null;
        try {
            request = work.send(slot);
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                recover(e);
            }
        }
        if (request == null) {
            slot.unused();
            ended(slot, false);
        } else if (request.isDone()) {
            ended(slot, true);
        } else {
            request.whenComplete((result, trouble) -> {
                ended(slot, true);
                wakeHere();
            });
        }
    }

    private synchronized void ended(Slot slot, boolean wasSent) {
        underWay--;
        entrances.forEach(entrance -> entrance.leave(slot, wasSent));
    }

    private void wakeAt(Instant at) {
        if (at.isBefore(alarmAt)) {
            if (alarm != null) {
                alarm.cancel(false);
            }
            long millis = Math.max(1, Duration.between(clock.instant(), at).toMillis() + 1);
            alarm = timer.schedule(this::onAlarm, millis, TimeUnit.MILLISECONDS);
            alarmAt = at;
        }
    }

    private void onAlarm() {
        synchronized (this) {
            alarm = null;
            alarmAt = Instant.MAX;
        }
        workers.execute(this::wakeHere);
    }
}
