package io.github.camelclaid.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelclaid.ManualTime;
import io.github.camelclaid.client.ApiVersion;
import io.github.camelclaid.client.ClaidTaskExpiredException;
import io.github.camelclaid.client.EditRequest;
import io.github.camelclaid.client.Input;
import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.quota.RateLimit;
import io.github.camelclaid.quota.RequestPacer;
import io.github.camelclaid.task.TrackedTask.Acceptance;
import io.github.camelclaid.task.TrackedTask.Outcome;
import io.github.camelclaid.task.TrackedTask.Polling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The way of a batch to its consumers: item by item, each acknowledged by itself, and the batch with its last one. */
class BatchDeliveryTest {

    private static final Duration RETENTION = Duration.ofHours(2);

    private final ManualTime time = new ManualTime();
    private final MemoryTaskStore store = new MemoryTaskStore();
    private final Engine engine =
            new Engine(new RequestPacer(RateLimit.UNLIMITED, time.clock(), time), time.clock(), time, Runnable::run);
    private final AtomicInteger woken = new AtomicInteger();
    private final Lease lease = new Lease(store, engine, Duration.ofSeconds(30), () -> {});
    private final Deliveries deliveries = new Deliveries(store, engine, lease, new Insistence(engine), () -> {});
    private final Housekeeping housekeeping =
            new Housekeeping(store, engine, RETENTION, (task, now, price) -> now, expired -> woken.incrementAndGet());

    @AfterEach
    void stop() {
        housekeeping.close();
    }

    /** A batch that has just finished. */
    private void finished(String key, int id, int results, int errors) {
        String pair = "{\"output_object\": {\"ext\": \"jpg\", \"tmp_url\": \"https://r.example/%d.jpg\"}}";
        String json = "{\"id\": %d, \"status\": \"DONE\", \"results\": [%s], \"errors\": [%s]}"
                .formatted(
                        id,
                        IntStream.range(0, results).mapToObj(pair::formatted).collect(Collectors.joining(",")),
                        IntStream.range(0, errors)
                                .mapToObj("{\"error\": \"bad %d\"}"::formatted)
                                .collect(Collectors.joining(",")));
        Outcome outcome = new Outcome(Desk.task(TaskFamily.BATCH, json), null, time.now());
        assertThat(store.remember(accepted(key, id).over(TaskState.FINISHED, outcome)))
                .isTrue();
    }

    private TrackedTask accepted(String key, int id) {
        EditRequest folder = Desk.batch(Input.folder("storage://shop/in/", true), null);
        return Desk.intent(key, Desk.SUBMITS, "print", Map.of(), folder)
                .charged()
                .accepted(new Acceptance(TaskFamily.BATCH, id, ApiVersion.V1, time.now(), null), Polling.NONE);
    }

    private List<TrackedTask> take(int most) {
        return deliveries.take(Desk.SUBMITS, most);
    }

    private TrackedTask batch() {
        return store.find("b").orElseThrow();
    }

    @Test
    void itemsComeInOrderAndAsManyAsAreAskedFor() {
        finished("b", 7, 9, 3);
        deliveries.consume(Desk.SUBMITS, woken::incrementAndGet);

        List<TrackedTask> first = take(5);

        assertThat(first).extracting(task -> task.item().index()).containsExactly(0, 1, 2, 3, 4);
        assertThat(woken).as("other consumers may have some, too").hasPositiveValue();
        assertThat(take(100)).extracting(task -> task.item().index()).containsExactly(5, 6, 7, 8, 9, 10, 11);
        assertThat(take(100)).isEmpty();
    }

    @Test
    void severalBatchesAndSingleTasksFillOnePoll() {
        finished("b", 7, 2, 0);
        finished("c", 8, 1, 1);
        store.remember(Desk.intent("single", Desk.SUBMITS, "print")
                .accepted(new Acceptance(TaskFamily.EDIT, 7, ApiVersion.V1, time.now(), null), Polling.NONE)
                .over(
                        TaskState.FINISHED,
                        new Outcome(Desk.task("{\"id\": 7, \"status\": \"DONE\"}"), null, time.now())));

        assertThat(take(100))
                .extracting(TrackedTask::key)
                .containsExactlyInAnyOrder(
                        "item/b#000000", "item/b#000001", "item/c#000000", "item/c#000001", "single");
    }

    @Test
    void aBatchIsTakenWholeWhereThatIsWanted() {
        finished("b", 7, 2, 1);

        List<TrackedTask> whole = deliveries.takeWhole(Desk.SUBMITS, 100);

        assertThat(whole).extracting(TrackedTask::key).containsExactly("b");
        assertThat(whole.get(0).outcome().task().results()).hasSize(2);
        deliveries.acknowledge(whole.get(0));
        assertThat(batch().isAcknowledged()).isTrue();
    }

    @Test
    void theBatchIsAcknowledgedWithItsLastItemAndAnItemCountsOnce() {
        finished("b", 7, 2, 1);
        List<TrackedTask> items = take(100);

        deliveries.acknowledge(items.get(0));
        deliveries.acknowledge(items.get(0));
        deliveries.acknowledge(items.get(2));
        deliveries.acknowledge(items.get(2));
        assertThat(batch().isAcknowledged()).isFalse();
        assertThat(batch().delivery().owed().total()).isEqualTo(1);

        deliveries.acknowledge(items.get(1));
        assertThat(batch().isAcknowledged()).isTrue();
    }

    @Test
    void anItemThatIsGivenBackComesAgainAlone() {
        finished("b", 7, 3, 0);
        List<TrackedTask> items = take(100);
        deliveries.acknowledge(items.get(0));
        deliveries.giveBack(items.get(1), Duration.ofSeconds(5), true);
        deliveries.acknowledge(items.get(2));

        assertThat(take(100)).isEmpty();
        time.advance(Duration.ofSeconds(5));

        List<TrackedTask> again = take(100);
        assertThat(again).extracting(task -> task.item().index()).containsExactly(1);
        deliveries.acknowledge(again.get(0));
        assertThat(batch().isAcknowledged()).isTrue();
    }

    @Test
    void aBatchWithoutAnItemIsAFailureThatNamesItsFolder() {
        finished("b", 7, 0, 0);

        assertThat(take(100)).singleElement().satisfies(task -> assertThat(task.failure())
                .hasMessage("Claid's batch 7 ended with DONE and without a result: there was no picture in"
                        + " storage://shop/in/"));
    }

    @Test
    void resultsThatNobodyTookExpireByThemselvesAndTheBatchSilently() {
        finished("b", 7, 2, 1);
        List<TrackedTask> items = take(100);
        deliveries.acknowledge(items.get(0));
        deliveries.giveBack(items.get(1), Duration.ZERO, true);
        deliveries.giveBack(items.get(2), Duration.ZERO, true);

        time.advance(Duration.ofHours(24).plusMinutes(1));

        List<TrackedTask> left = take(100);
        assertThat(left).extracting(TrackedTask::key).containsExactlyInAnyOrder("item/b#000001", "item/b#000002");
        assertThat(left)
                .filteredOn(task -> task.item().index() == 1)
                .singleElement()
                .satisfies(task -> assertThat(task.failure()).isInstanceOf(ClaidTaskExpiredException.class));
        left.forEach(deliveries::acknowledge);
        assertThat(batch().isAcknowledged()).isTrue();
        time.advance(RETENTION.plusMinutes(2));
        assertThat(store.find("b")).isEmpty();
        assertThat(store.find("item/b#000001")).isEmpty();
    }

    @Test
    void itemsOfABatchThatIsUnacknowledgedOutliveTheRetention() {
        finished("b", 7, 1, 1);
        List<TrackedTask> items = take(100);
        deliveries.acknowledge(items.get(0));

        time.advance(RETENTION.multipliedBy(3));

        deliveries.giveBack(items.get(1), Duration.ZERO, true);
        assertThat(take(100)).singleElement().satisfies(deliveries::acknowledge);
        assertThat(batch().isAcknowledged()).isTrue();
        time.advance(RETENTION.plusMinutes(2));
        assertThat(store.find("b")).isEmpty();
        assertThat(store.find("item/b#000001")).isEmpty();
    }

    @Test
    void anEarlierLifeOfTheBatchDoesNotDisturbTheNext() {
        finished("b", 7, 3, 0);
        List<TrackedTask> before = take(100);
        before.forEach(deliveries::acknowledge);
        TrackedTask acknowledged = batch();
        TrackedTask again = acknowledged.again(Map.of(), null);
        store.replace(acknowledged, again);
        TrackedTask paidAnew = again.charged()
                .accepted(new Acceptance(TaskFamily.BATCH, 8, ApiVersion.V1, time.now(), null), Polling.NONE)
                .over(
                        TaskState.FINISHED,
                        new Outcome(
                                Desk.task(
                                        TaskFamily.BATCH,
                                        "{\"id\": 8, \"status\": \"DONE\", \"errors\": [{\"error\": \"a\"}],"
                                                + " \"results\": [{\"output_object\": {\"ext\": \"jpg\"}}]}"),
                                null,
                                time.now()));
        store.replace(again, paidAnew);

        List<TrackedTask> items = take(100);
        before.forEach(deliveries::acknowledge);

        assertThat(items).extracting(TrackedTask::taskId).containsExactly(8L, 8L);
        assertThat(batch().isAcknowledged()).as("by items of another life").isFalse();
        items.forEach(deliveries::acknowledge);
        assertThat(batch().isAcknowledged()).isTrue();
    }

    /** Consumers on many threads compete for batches, fail, and acknowledge twice. */
    @Test
    void howeverManyCompeteEachItemSucceedsOnceAndNothingIsLost() throws Exception {
        int threads = 8;
        int batches = 40;
        int size = 25;
        for (int i = 0; i < batches; i++) {
            finished("batch-" + i, i, size - 5, 5);
        }
        Map<String, AtomicInteger> successes = new ConcurrentHashMap<>();
        AtomicInteger early = new AtomicInteger();
        AtomicInteger left = new AtomicInteger(batches * size);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                Random random = new Random(thread);
                all.add(pool.submit(() -> {
                    while (left.get() > 0) {
                        for (TrackedTask item : take(1 + random.nextInt(10))) {
                            if (random.nextInt(4) == 0) {
                                deliveries.giveBack(item, Duration.ZERO, true);
                                continue;
                            }
                            successes
                                    .computeIfAbsent(item.key(), key -> new AtomicInteger())
                                    .incrementAndGet();
                            if (store.find(item.item().batch()).orElseThrow().isAcknowledged()) {
                                early.incrementAndGet();
                            }
                            deliveries.acknowledge(item);
                            deliveries.acknowledge(item);
                            left.decrementAndGet();
                        }
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(successes).hasSize(batches * size);
        assertThat(successes.values()).allMatch(count -> count.get() == 1);
        assertThat(early).as("batches acknowledged before their last item").hasValue(0);
        assertThat(IntStream.range(0, batches)
                        .mapToObj(i -> store.find("batch-" + i).orElseThrow()))
                .allMatch(TrackedTask::isAcknowledged);
        assertThat(store.outstanding(Desk.ACCOUNT)).isEmpty();
    }
}
