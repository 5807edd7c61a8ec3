package io.github.camelclaid.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelclaid.ManualTime;
import io.github.camelclaid.client.ClaidUnavailableException;
import io.github.camelclaid.quota.Purpose;
import io.github.camelclaid.quota.RateLimit;
import io.github.camelclaid.quota.RateLimitHeaders;
import io.github.camelclaid.quota.RequestPacer;
import io.github.camelclaid.quota.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DispatcherTest {

    private static final Duration WAIT = Duration.ofSeconds(60);

    private final ManualTime time = new ManualTime();
    private final RequestPacer pacer = new RequestPacer(RateLimit.UNLIMITED, time.clock(), time);
    private final Engine engine = new Engine(pacer, time.clock(), time, time);
    private final Door door = new Door("tests", time.clock());

    @Test
    void workThatIsDueLaterIsSentThen() {
        Queue queue = new Queue();
        queue.dueAt = time.now().plusSeconds(90);
        Dispatcher dispatcher = dispatcher(queue);
        queue.add(dispatcher, 1);
        time.advance(Duration.ofSeconds(89));
        assertThat(queue.sent).isEmpty();
        time.advance(Duration.ofSeconds(2));
        assertThat(queue.sent).hasSize(1);
    }

    @Test
    void onlySoManyAreUnderWayAtOnce() {
        Queue queue = new Queue();
        queue.add(dispatcher(queue), 100);
        assertThat(queue.sent).hasSize(20);
        queue.answer();
        assertThat(queue.sent).hasSize(21);
    }

    @Test
    void nothingIsLostWhenTheWorkCannotBeLookedAtForAWhile() {
        Queue queue = new Queue();
        queue.broken = true;
        queue.add(dispatcher(queue), 3);
        time.advance(Duration.ofMinutes(1));
        assertThat(queue.looks).isBetween(5, 8);
        queue.broken = false;
        time.advance(Duration.ofSeconds(11));
        assertThat(queue.sent).hasSize(3);
    }

    @Test
    void workThatBreaksWhileItIsSentGivesItsSlotBack() {
        Queue queue = new Queue();
        queue.breaks = 2;
        queue.add(dispatcher(queue), 5);
        time.advance(Duration.ofMinutes(1));
        assertThat(queue.sent).hasSize(3);
    }

    @Test
    void twoThatShareADoorSendOneRequestToLook() {
        Queue one = new Queue();
        Queue other = new Queue();
        door.close(new ClaidUnavailableException("away", null), WAIT);
        one.add(dispatcher(one), 5);
        other.add(dispatcher(other), 5);
        time.advance(WAIT.plusSeconds(30));
        assertThat(one.sent.size() + other.sent.size()).isEqualTo(1);
    }

    @Test
    void theOtherTakesOverWhenTheOneThatLookedHasNothingMore() {
        Queue one = new Queue();
        Queue other = new Queue();
        door.close(new ClaidUnavailableException("away", null), WAIT);
        one.add(dispatcher(one), 1);
        other.add(dispatcher(other), 1);
        time.advance(WAIT.plusSeconds(5));
        Queue looked = one.sent.isEmpty() ? other : one;
        looked.answer();
        time.advance(WAIT.plusSeconds(5));
        assertThat(one.sent).hasSize(1);
        assertThat(other.sent).hasSize(1);
    }

    @Test
    void patienceLeavesItToOthersToLook() {
        Queue patient = new Queue();
        Dispatcher dispatcher =
                new Dispatcher(Purpose.SUBMIT, patient, List.of(new Entrance(door, Duration.ofMinutes(1))), engine);
        door.close(new ClaidUnavailableException("away", null), WAIT);
        patient.add(dispatcher, 1);
        time.advance(Duration.ofSeconds(119));
        assertThat(patient.sent).isEmpty();
        time.advance(Duration.ofSeconds(2));
        assertThat(patient.sent).hasSize(1);
    }

    @Test
    void closedItSendsNothingMoreAndKeepsNoSlot() {
        Queue queue = new Queue();
        RequestPacer tight = new RequestPacer(RateLimit.parse("1/1s"), time.clock(), time);
        Dispatcher dispatcher =
                new Dispatcher(Purpose.POLL, queue, List.of(), new Engine(tight, time.clock(), time, time));
        queue.add(dispatcher, 2);
        dispatcher.close();
        queue.answer();
        time.advance(Duration.ofSeconds(5));
        assertThat(queue.sent).hasSize(1);
        assertThat(tight.acquire(Purpose.SUBMIT)).isDone();
    }

    private Dispatcher dispatcher(Queue queue) {
        return new Dispatcher(Purpose.SUBMIT, queue, List.of(Entrance.of(door)), engine);
    }

    private static final class Queue implements Dispatcher.Work {

        final List<Slot> sent = new ArrayList<>();
        final Deque<CompletableFuture<?>> underWay = new ArrayDeque<>();
        int left;
        Instant dueAt = Instant.MIN;
        boolean broken;
        int breaks;
        int looks;

        void add(Dispatcher dispatcher, int requests) {
            left += requests;
            dispatcher.wake();
        }

        @Override
        public Optional<Instant> next() {
            looks++;
            if (broken) {
                throw new IllegalStateException("the store is away");
            }
            return left == 0 ? Optional.empty() : Optional.of(dueAt);
        }

        @Override
        public CompletableFuture<?> send(Slot slot) {
            left--;
            if (breaks > 0) {
                breaks--;
                throw new IllegalStateException("the store is away");
            }
            sent.add(slot);
            CompletableFuture<?> request = new CompletableFuture<>();
            underWay.add(request);
            return request;
        }

        void answer() {
            sent.get(sent.size() - underWay.size()).answered(200, RateLimitHeaders.NONE);
            underWay.removeFirst().complete(null);
        }
    }
}
