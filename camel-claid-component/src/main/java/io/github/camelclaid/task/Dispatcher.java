package io.github.camelclaid.task;

import io.github.camelclaid.quota.Purpose;
import io.github.camelclaid.quota.RequestPacer;
import io.github.camelclaid.quota.Slot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests of one purpose as slots come: as long as there is work and every door admits it, asks for one slot, and
 * only when it has it chooses what is most worth sending.
 *
 * <p>Safe for use by any thread; its counters are guarded by {@code this}, and work runs on the workers.
 */
final class Dispatcher {

    /** Connections to the API are 64; with more requests than that under way a slot would wait for a connection. */
    private static final int MOST_UNDER_WAY = 32;

    /** What is to be sent. */
    interface Work {
        /** When there is something to send; may lie in the past; empty if there is nothing. */
        Optional<Instant> next();

        /** Chooses and sends. @return when the request has ended, whatever came of it; null if there was nothing */
        CompletableFuture<?> send(Slot slot);
    }

    private final Purpose purpose;
    private final RequestPacer pacer;
    private final Collection<Door> doors;
    private final Work work;
    private final Clock clock;
    private final ScheduledExecutorService timer;
    private final Executor workers;

    private boolean asking;
    private int underWay;
    private ScheduledFuture<?> alarm;
    private Instant alarmAt = Instant.MAX;
    private boolean closed;

    Dispatcher(Purpose purpose, Work work, List<Door> doors, Engine engine) {
        this.purpose = purpose;
        this.work = work;
        this.doors = doors;
        this.pacer = engine.pacer();
        this.clock = engine.clock();
        this.timer = engine.timer();
        this.workers = engine.workers();
    }

    /** There may be something to do now. */
    void wake() {
        synchronized (this) {
            if (closed || asking || underWay >= MOST_UNDER_WAY) {
                return;
            }
            Optional<Instant> next = work.next();
            if (next.isEmpty()) {
                return;
            }
            Instant at = opensAt(next.get());
            if (at.isAfter(clock.instant())) {
                wakeAt(at);
                return;
            }
            if (underWay >= admits()) {
                return;
            }
            asking = true;
        }
        pacer.acquire(purpose).whenCompleteAsync(this::onSlot, workers);
    }

    synchronized void close() {
        closed = true;
        if (alarm != null) {
            alarm.cancel(false);
        }
    }

    private int admits() {
        return doors.stream().mapToInt(Door::admits).min().orElse(Integer.MAX_VALUE);
    }

    private Instant opensAt(Instant at) {
        return doors.stream()
                .flatMap(door -> door.trouble().stream())
                .map(Trouble::retryAt)
                .reduce(at, (one, other) -> one.isAfter(other) ? one : other);
    }

    private void onSlot(Slot slot, Throwable closing) {
        synchronized (this) {
            asking = false;
            if (slot != null && !closed && underWay < admits()) {
                underWay++;
            } else {
                if (slot != null) {
                    slot.unused();
                }
                slot = null;
            }
        }
        if (slot != null) {
            send(slot);
        }
        if (closing == null) {
            wake();
        }
    }

    private void send(Slot slot) {
        CompletableFuture<?> request;
        try {
            request = work.send(slot);
        } catch (RuntimeException | Error e) {
            request = CompletableFuture.failedFuture(e);
            slot.unused();
        }
        if (request == null) {
            slot.unused();
            ended();
        } else {
            request.whenComplete((result, trouble) -> {
                ended();
                wake();
            });
        }
    }

    private synchronized void ended() {
        underWay--;
    }

    private void wakeAt(Instant at) {
        if (at.isBefore(alarmAt)) {
            if (alarm != null) {
                alarm.cancel(false);
            }
            alarmAt = at;
            long millis = Math.max(1, Duration.between(clock.instant(), at).toMillis() + 1);
            alarm = timer.schedule(this::onAlarm, millis, TimeUnit.MILLISECONDS);
        }
    }

    private void onAlarm() {
        synchronized (this) {
            alarm = null;
            alarmAt = Instant.MAX;
        }
        workers.execute(this::wake);
    }
}
