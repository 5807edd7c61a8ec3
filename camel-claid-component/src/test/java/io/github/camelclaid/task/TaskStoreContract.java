package io.github.camelclaid.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.camelclaid.client.ApiVersion;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.Input;
import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.quota.Window;
import io.github.camelclaid.task.TaskStore.Change;
import io.github.camelclaid.task.TrackedTask.Acceptance;
import io.github.camelclaid.task.TrackedTask.Delivery;
import io.github.camelclaid.task.TrackedTask.Outcome;
import io.github.camelclaid.task.TrackedTask.Polling;
import io.github.camelclaid.task.TrackedTask.Staging;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store has to do. A test of a store extends this and says how to make one that is empty. */
abstract class TaskStoreContract {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final Lane SUBMITTED = new Lane("me", "shop", Mode.SUBMITTED);
    static final Lane AWAITED = new Lane("me", "shop", Mode.AWAITED);

    private static final String ME = "owner-1";
    private static final String OTHER = "owner-2";
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Map<String, Object> SHOE = Map.of("CamelFileName", "shoe.jpg");

    private final TaskStore store = newStore();

    abstract TaskStore newStore();

    /** How long the tests are that do things at random; fewer for a store that is slow. */
    int steps() {
        return 5000;
    }

    @Test
    void aKeyIsTakenOnce() {
        TrackedTask first = intent("a", SUBMITTED);
        assertThat(store.remember(first)).isTrue();
        assertThat(store.remember(intent("a", SUBMITTED))).isFalse();
        assertThat(store.find("a")).contains(first);
        assertThat(store.find("b")).isEmpty();
    }

    @Test
    void aChangeNeedsWhatIsRememberedNow() {
        TrackedTask intent = remembered(intent("a", SUBMITTED));
        assertThat(store.replace(intent, intent.in(TaskState.SENDING))).isTrue();
        assertThat(store.replace(intent, intent.in(TaskState.STAGING))).isFalse();
        assertThat(store.forget(intent)).isFalse();
        assertThat(store.find("a").orElseThrow().state()).isEqualTo(TaskState.SENDING);
        assertThat(store.forget(store.find("a").orElseThrow())).isTrue();
        assertThat(store.find("a")).isEmpty();
    }

    @Test
    void aTaskIsFoundByItsIdWithinItsAccount() {
        remembered(accepted("a", SUBMITTED, 7, null));
        assertThat(store.findByTaskId("me", TaskFamily.EDIT, 7).map(TrackedTask::key))
                .contains("a");
        assertThat(store.findByTaskId("somebody", TaskFamily.EDIT, 7)).isEmpty();
        store.forget(store.find("a").orElseThrow());
        assertThat(store.findByTaskId("me", TaskFamily.EDIT, 7)).isEmpty();
    }

    @Test
    void eachFamilyHasIdsOfItsOwn() {
        remembered(accepted("edit", SUBMITTED, 7, null));
        remembered(batch("batch", 7, at(0)));
        assertThat(store.findByTaskId("me", TaskFamily.EDIT, 7).map(TrackedTask::key))
                .contains("edit");
        assertThat(store.findByTaskId("me", TaskFamily.BATCH, 7).map(TrackedTask::key))
                .contains("batch");
        assertThat(store.findByTaskId("me", TaskFamily.BATCH, 8)).isEmpty();
    }

    @Test
    void severalChangesAreMadeTogetherOrNotAtAll() {
        TrackedTask batch = remembered(batch("b", 7, at(0)));
        List<TrackedTask> items = BatchItems.of(batch);
        remembered(intent(items.get(1).key(), SUBMITTED));

        assertThat(store.change(splitting(batch, items)))
                .as("the key of an item is taken")
                .isFalse();

        assertThat(store.find("b")).contains(batch);
        assertThat(store.find(items.get(0).key())).isEmpty();
        assertThat(keys(store.claimDeliverable(ME, SUBMITTED, at(9), 10))).containsExactly("b");
        release("b");

        assertThat(store.forget(store.find(items.get(1).key()).orElseThrow())).isTrue();
        List<Change> changes = splitting(store.find("b").orElseThrow(), items);
        assertThat(store.change(changes)).isTrue();
        assertThat(store.find("b").orElseThrow().isSplit()).isTrue();
        assertThat(keys(store.claimDeliverable(ME, SUBMITTED, at(9), 10))).containsExactlyElementsOf(keys(items));
        assertThat(store.change(changes)).as("the batch has changed").isFalse();
    }

    @Test
    void theIdOfABatchIsThatOfTheBatchAndNotOfItsItems() {
        split("b", 7, at(0));
        assertThat(store.findByTaskId("me", TaskFamily.BATCH, 7).map(TrackedTask::key))
                .contains("b");
    }

    @Test
    void aBatchCountsOnceHoweverManyItemsItHas() {
        split("b", 7, at(0));
        assertThat(store.outstanding("me")).isEqualTo(Map.of(TaskState.FINISHED, 1));
    }

    @Test
    void itemsStayAsLongAsTheirBatchAndGoWithIt() {
        List<TrackedTask> items = split("b", 7, at(0));
        TrackedTask first = items.get(0);
        TrackedTask acknowledged = first.delivering(Delivery.NONE.attempted().acknowledged(at(1)));
        store.replace(first, acknowledged);
        store.prune(at(5));
        assertThat(items).allMatch(item -> store.find(item.key()).isPresent());

        TrackedTask batch = store.find("b").orElseThrow();
        store.replace(batch, batch.delivering(Delivery.NONE.attempted().acknowledged(at(6))));
        store.prune(at(6));
        assertThat(store.find("b")).isPresent();
        store.prune(at(7));

        assertThat(store.find("b")).isEmpty();
        assertThat(items).noneMatch(item -> store.find(item.key()).isPresent());
        assertThat(store.nextDeliverable(SUBMITTED)).isEmpty();
        assertThat(store.perished(at(99), 100)).isEmpty();
    }

    @Test
    void itemsGoWithABatchThatIsForgotten() {
        List<TrackedTask> items = split("b", 7, at(0));
        store.forget(store.find("b").orElseThrow());
        assertThat(items).noneMatch(item -> store.find(item.key()).isPresent());
        assertThat(store.nextDeliverable(SUBMITTED)).isEmpty();
    }

    @Test
    void theResultsOfASplitBatchPerishByThemselves() {
        List<TrackedTask> items = split("b", 7, at(0));
        assertThat(store.perished(at(5), 100))
                .extracting(TrackedTask::key)
                .as("an error needs no file")
                .containsExactlyInAnyOrder("b", items.get(0).key(), items.get(1).key());
    }

    @Test
    void theMostOverdueTaskOfTheLanesIsClaimedByOneOnly() {
        remembered(accepted("late", SUBMITTED, 1, at(1)));
        remembered(accepted("later", AWAITED, 2, at(2)));
        remembered(accepted("elsewhere", new Lane("me", "other", Mode.AWAITED), 3, at(0)));
        remembered(accepted("unasked", SUBMITTED, 4, null));
        List<Lane> lanes = List.of(AWAITED, SUBMITTED);
        assertThat(store.nextDue(lanes)).contains(at(1));
        assertThat(store.claimDue(ME, lanes, at(0), 1)).isEmpty();
        assertThat(keys(store.claimDue(ME, lanes, at(2), 1))).containsExactly("late");
        assertThat(keys(store.claimDue(OTHER, lanes, at(2), 1))).containsExactly("later");
        assertThat(store.claimDue(ME, lanes, at(9), 1)).isEmpty();
        assertThat(store.nextDue(lanes)).isEmpty();
    }

    @Test
    void severalDueTasksOfALaneAreClaimedAtOnceTheMostOverdueFirst() {
        for (int i = 5; i > 0; i--) {
            remembered(accepted("t" + i, SUBMITTED, i, at(i)));
        }
        assertThat(keys(store.claimDue(ME, List.of(AWAITED, SUBMITTED), at(4), 3)))
                .containsExactly("t1", "t2", "t3");
        assertThat(keys(store.claimDue(ME, List.of(AWAITED, SUBMITTED), at(4), 3)))
                .containsExactly("t4");
    }

    @Test
    void aClaimedTaskHasAnOwnerAndComesBackWhenItIsReleased() {
        remembered(accepted("a", SUBMITTED, 1, at(1)));
        TrackedTask claimed = store.claimDue(ME, List.of(SUBMITTED), at(1), 1).get(0);
        assertThat(claimed.owner()).isEqualTo(ME);
        assertThat(store.find("a")).contains(claimed);

        assertThat(store.replace(claimed, claimed.delivering(claimed.delivery().attempted())))
                .isTrue();
        assertThat(store.nextDue(List.of(SUBMITTED))).as("it is still in hand").isEmpty();

        TrackedTask known = store.find("a").orElseThrow();
        store.replace(known, known.released().polled(known.polling().at(at(5))));
        assertThat(store.nextDue(List.of(SUBMITTED))).contains(at(5));
    }

    @Test
    void whoeverHasClaimedItIsToldApartFromWhoeverClaimedItBefore() {
        remembered(accepted("a", SUBMITTED, 1, at(1)));
        TrackedTask stalled = store.claimDue(ME, List.of(SUBMITTED), at(1), 1).get(0);
        store.replace(stalled, stalled.released());
        TrackedTask taken = store.claimDue(OTHER, List.of(SUBMITTED), at(1), 1).get(0);

        assertThat(store.replace(stalled, stalled.released())).isFalse();
        assertThat(store.find("a")).contains(taken);
    }

    @Test
    void anOwnerThatLivesIsToldWithANumberThatChanges() {
        assertThat(store.beat(ME, LEASE)).containsOnlyKeys(ME);
        long first = store.beat(OTHER, LEASE.multipliedBy(2)).get(ME).number();
        assertThat(store.beat(ME, LEASE).get(OTHER).lease()).isEqualTo(LEASE.multipliedBy(2));
        assertThat(store.beat(OTHER, LEASE).get(ME).number()).isNotEqualTo(first);
        store.bury(OTHER);
        store.bury("never seen");
        assertThat(store.beat(ME, LEASE)).containsOnlyKeys(ME);
    }

    @Test
    void whatADeadOwnerLeftBehindIsFoundByItsAccount() {
        store.beat(ME, LEASE);
        store.beat(OTHER, LEASE);
        remembered(intent("mine", SUBMITTED).claimedBy(ME));
        remembered(intent("others", SUBMITTED).claimedBy(OTHER));
        remembered(
                intent("elsewhere", new Lane("somebody", "shop", Mode.AWAITED)).claimedBy(OTHER));
        remembered(intent("earlier", AWAITED).claimedBy("an earlier life"));
        remembered(intent("nobodys", AWAITED));
        assertThat(keys(store.orphans("me", 10))).containsExactly("earlier");
        store.bury(OTHER);
        assertThat(keys(store.orphans("me", 10))).containsExactlyInAnyOrder("earlier", "others");
        assertThat(store.orphans("me", 1)).hasSize(1);
        assertThat(keys(store.orphans("somebody", 10))).containsExactly("elsewhere");
    }

    @Test
    void severalAreFoundAtOnce() {
        TrackedTask a = remembered(intent("a", SUBMITTED));
        TrackedTask b = remembered(intent("b", AWAITED));
        remembered(intent("c", AWAITED));
        assertThat(store.find(List.of("a", "none", "b"))).containsExactlyInAnyOrder(a, b);
        assertThat(store.find(List.of())).isEmpty();
    }

    @Test
    void thoseOfAStateAreToldPageByPage() {
        for (int i = 1; i <= 5; i++) {
            over("t" + i, i, TaskState.UNKNOWN, new Outcome(null, "broken", at(1)));
        }
        over("done", 9, TaskState.FINISHED, done(9, at(1)));
        List<TrackedTask> first = store.inState("me", TaskState.UNKNOWN, "", 3);
        assertThat(keys(first)).containsExactly("t1", "t2", "t3");
        assertThat(first.get(0).outcome().reason()).isEqualTo("broken");
        assertThat(keys(store.inState("me", TaskState.UNKNOWN, "t3", 3))).containsExactly("t4", "t5");
        assertThat(store.inState("somebody", TaskState.UNKNOWN, "", 3)).isEmpty();
    }

    @Test
    void anAccountIsAtOneAddress() {
        assertThat(store.register("me", "https://api.claid.ai")).isEmpty();
        assertThat(store.register("me", "https://api.claid.ai")).isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(() -> store.register("me", "http://localhost:1"))
                .withMessageContaining("me")
                .withMessageContaining("https://api.claid.ai")
                .withMessageContaining("http://localhost:1");
        remembered(intent("a", SUBMITTED));
        assertThat(store.register("somebody", "http://localhost:1")).containsExactly("me");
    }

    @Test
    void noMoreIsChargedThanTheBudgetAllowsInAnyStretchOfItsLength() {
        Window budget = new Window(2, Duration.ofSeconds(10));
        assertThat(store.charge("me", "c1", budget, at(0))).isEmpty();
        assertThat(store.charge("me", "c2", budget, at(4))).isEmpty();
        assertThat(store.charge("me", "c3", budget, at(9))).contains(at(10));
        assertThat(store.charge("somebody", "c4", budget, at(9))).isEmpty();
        assertThat(store.charge("me", "c5", budget, at(10))).isEmpty();
        assertThat(store.charge("me", "c6", budget, at(11))).contains(at(14));
    }

    @Test
    void aChargeThatWasNotSpentIsPutBack() {
        Window budget = new Window(2, Duration.ofSeconds(10));
        store.charge("me", "c7", budget, at(0));
        store.charge("me", "c8", budget, at(0));
        assertThat(store.charge("me", "c9", budget, at(1))).contains(at(10));
        store.refund("me", "c7");
        // once
        store.refund("me", "c7");
        assertThat(store.charge("me", "c10", budget, at(1))).isEmpty();
        assertThat(store.charge("me", "c11", budget, at(2))).isPresent();
    }

    @Test
    void aResultThatIsAboutToPerishIsDeliveredBeforeWhatHasWaitedLonger() {
        Instant now = at(0).plus(TrackedTask.RESULT_LIFE).minusSeconds(60);
        done("young", 1, now.minusSeconds(300), now.minusSeconds(200));
        done("perishing", 2, at(0), now.minusSeconds(10));
        done("given back", 3, at(0), now.plusSeconds(30));
        assertThat(keys(store.claimDeliverable(ME, SUBMITTED, now, 1))).containsExactly("perishing");
        assertThat(keys(store.claimDeliverable(ME, SUBMITTED, now, 5))).containsExactly("young");
    }

    @Test
    void whoseResultIsAboutToPerishMayBeAskedForBeforeWhatIsMoreOverdue() {
        Instant now = at(0).plus(TrackedTask.RESULT_LIFE).minusSeconds(60);
        accepted("young", 1, now.minusSeconds(300), now.minusSeconds(200));
        accepted("older", 2, at(0), now.minusSeconds(10));
        accepted("old", 3, at(5), now.minusSeconds(20));
        accepted("not due", 4, at(0), now.plusSeconds(30));
        remembered(intent("of another lane", AWAITED).accepted(acceptance(5, at(0)), Polling.NONE.at(at(0))));
        done("finished", 6, at(0), at(0));

        List<Lane> lanes = List.of(SUBMITTED);
        assertThat(keys(store.claimDuePerishing(ME, lanes, now, 1))).containsExactly("older");
        assertThat(keys(store.claimDuePerishing(OTHER, lanes, now, 5))).containsExactly("old");
        assertThat(store.claimDuePerishing(ME, lanes, now, 5)).isEmpty();
        assertThat(keys(store.claimDue(ME, lanes, now, 5))).containsExactly("young");
        assertThat(keys(store.claimDuePerishing(ME, List.of(SUBMITTED, AWAITED), now, 5)))
                .containsExactly("of another lane");
        release("older");
        assertThat(keys(store.claimDuePerishing(OTHER, lanes, now, 5))).containsExactly("older");
    }

    private void accepted(String key, long id, Instant at, Instant next) {
        remembered(intent(key, SUBMITTED).accepted(acceptance(id, at), Polling.NONE.at(next)));
    }

    @Test
    void finishedTasksAreDeliverableInOrderAndToOneOnly() {
        for (int i = 3; i > 0; i--) {
            TrackedTask task = remembered(accepted("t" + i, SUBMITTED, i, at(0)));
            store.replace(task, task.over(TaskState.FINISHED, done(i, at(i))));
        }
        assertThat(store.nextDeliverable(SUBMITTED)).contains(at(1));
        assertThat(keys(store.claimDeliverable(ME, SUBMITTED, at(2), 10))).containsExactly("t1", "t2");
        assertThat(store.claimDeliverable(ME, SUBMITTED, at(9), 0)).isEmpty();
        assertThat(keys(store.claimDeliverable(OTHER, SUBMITTED, at(9), 10))).containsExactly("t3");
        assertThat(store.claimDeliverable(ME, AWAITED, at(9), 10)).isEmpty();
    }

    @Test
    void whatIsPastIsForgottenButNotWhatIsOwedOrUnknown() {
        TrackedTask acknowledged = over("acknowledged", 1, TaskState.FINISHED, done(1, at(1)));
        store.replace(
                acknowledged, acknowledged.delivering(Delivery.NONE.attempted().acknowledged(at(1))));
        told(over("failed", 2, TaskState.FINISHED, failed(2, at(1))));
        told(over("expired", 3, TaskState.EXPIRED, new Outcome(null, "gone", at(1))));
        over("untold", 7, TaskState.FINISHED, failed(7, at(1)));
        over("owed", 4, TaskState.FINISHED, done(4, at(1)));
        over("unknown", 5, TaskState.UNKNOWN, new Outcome(null, "broken", at(1)));
        told(over("young", 6, TaskState.FINISHED, failed(6, at(7))));
        store.prune(at(5));
        assertThat(List.of("acknowledged", "failed", "expired", "untold", "owed", "unknown", "young"))
                .filteredOn(key -> store.find(key).isPresent())
                .containsExactly("untold", "owed", "unknown", "young");
    }

    /** The route has got it, and does not want it again. */
    private void told(TrackedTask task) {
        store.replace(task, task.delivering(task.delivery().attempted().at(null)));
    }

    @Test
    void whatClaidHasForgottenByNowIsTold() {
        remembered(intent("staged", SUBMITTED).staged(new Staging("https://claid.example/1", at(1))));
        remembered(accepted("accepted", SUBMITTED, 2, null));
        over("done", 3, TaskState.FINISHED, done(3, at(1)));
        over("failed", 4, TaskState.FINISHED, failed(4, at(1)));
        remembered(intent("intent", SUBMITTED));
        assertThat(store.perished(at(0), 100)).isEmpty();
        assertThat(store.perished(at(5), 100))
                .extracting(TrackedTask::key)
                .containsExactlyInAnyOrder("staged", "accepted", "done");
    }

    @Test
    void whatIsNextToPerishIsKnownForEachAccount() {
        remembered(intent("accepted", SUBMITTED).accepted(acceptance(1, at(3)), Polling.NONE));
        TrackedTask staged =
                remembered(intent("staged", SUBMITTED).staged(new Staging("https://claid.example/x", at(2))));
        TrackedTask done = over("done", 2, TaskState.FINISHED, done(2, at(9)));
        remembered(intent("intent", SUBMITTED));
        Lane elsewhere = new Lane("somebody", "shop", Mode.AWAITED);
        remembered(intent("elsewhere", elsewhere).accepted(acceptance(3, at(1)), Polling.NONE));
        assertThat(store.oldestPerishable("me")).contains(at(0));
        store.replace(done, done.delivering(Delivery.NONE.attempted().acknowledged(at(9))));
        assertThat(store.oldestPerishable("me")).contains(at(2));
        store.forget(staged);
        assertThat(store.oldestPerishable("me")).contains(at(3));
        store.forget(store.find("accepted").orElseThrow());
        assertThat(store.oldestPerishable("me")).isEmpty();
        assertThat(store.oldestPerishable("somebody")).contains(at(1));
    }

    @Test
    void outstandingTasksAreCountedByState() {
        remembered(intent("a", SUBMITTED));
        remembered(intent("b", new Lane("somebody", "shop", Mode.AWAITED)));
        TrackedTask done = over("c", 3, TaskState.FINISHED, done(3, at(1)));
        assertThat(store.outstanding("me")).isEqualTo(Map.of(TaskState.INTENT, 1, TaskState.FINISHED, 1));
        store.replace(done, done.delivering(Delivery.NONE.attempted().acknowledged(at(2))));
        assertThat(store.outstanding("me")).isEqualTo(Map.of(TaskState.INTENT, 1));
        assertThat(store.outstanding("nobody")).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void itAgreesWithANaiveOneOnWhateverIsDone(long seed) {
        Random random = new Random(seed);
        Naive naive = new Naive();
        List<Lane> lanes = List.of(SUBMITTED, AWAITED, new Lane("me", "other", Mode.SUBMITTED));
        for (int i = 0; i < steps(); i++) {
            String key = "k" + random.nextInt(40) + (random.nextInt(4) == 0 ? "#000001" : "");
            Instant now = at(i / 10);
            switch (random.nextInt(9)) {
                case 0 -> {
                    Lane lane = lanes.get(random.nextInt(3));
                    TrackedTask task = random.nextBoolean() ? intent(key, lane) : list(key, lane, Map.of());
                    assertThat(store.remember(task)).as("step %d", i).isEqualTo(naive.remember(task));
                }
                case 1, 2, 3 ->
                    naive.find(key).ifPresent(task -> {
                        TrackedTask next = step(task, now, random);
                        assertThat(store.replace(task, next)).isTrue();
                        naive.replace(next);
                    });
                case 4 -> {
                    List<TrackedTask> claimed = store.claimDue(ME, lanes, now, 1);
                    assertThat(keys(claimed)).as("step %d", i).isEqualTo(naive.claimableDue(lanes, now));
                    naive.claimed(claimed);
                }
                case 5 -> {
                    Lane lane = lanes.get(random.nextInt(3));
                    List<TrackedTask> claimed = store.claimDeliverable(ME, lane, now, 2);
                    assertThat(keys(claimed)).as("step %d", i).isEqualTo(naive.claimableDeliverable(lane, now, 2));
                    naive.claimed(claimed);
                }
                case 6 ->
                    naive.find(key).ifPresent(task -> {
                        if (random.nextInt(4) == 0) {
                            assertThat(store.forget(task)).isTrue();
                            naive.forget(task.key());
                        }
                    });
                case 7 ->
                    naive.find(key)
                            .filter(task -> !BatchItems.of(task).isEmpty())
                            .ifPresent(batch -> {
                                List<TrackedTask> items = BatchItems.of(batch);
                                List<Change> changes =
                                        new ArrayList<>(List.of(new Change(batch, batch.split(items.size()))));
                                items.forEach(item -> changes.add(
                                        new Change(naive.find(item.key()).orElse(null), item)));
                                assertThat(store.change(changes)).isTrue();
                                changes.forEach(change -> naive.replace(change.after()));
                            });
                default -> {
                    store.prune(now.minusSeconds(60));
                    naive.prune(now.minusSeconds(60));
                }
            }
            assertThat(store.find(key)).as("step %d", i).isEqualTo(naive.find(key));
            assertThat(store.nextDue(lanes)).as("step %d", i).isEqualTo(naive.nextDue(lanes));
            assertThat(store.orphans("me", 1000)).containsExactlyInAnyOrderElementsOf(naive.owned());
            assertThat(store.nextDeliverable(SUBMITTED)).isEqualTo(naive.nextDeliverable(SUBMITTED));
            assertThat(store.outstanding("me")).as("step %d", i).isEqualTo(naive.outstanding("me"));
            assertThat(store.perished(now, 1000)).containsExactlyInAnyOrderElementsOf(naive.perished(now));
            assertThat(store.oldestPerishable("me")).isEqualTo(naive.oldestPerishable("me"));
            long id = random.nextInt(40);
            for (TaskFamily family : TaskFamily.values()) {
                assertThat(store.findByTaskId("me", family, id))
                        .as("step %d", i)
                        .isEqualTo(naive.findByTaskId("me", family, id));
            }
        }
    }

    @Test
    void manyThreadsLoseNoChangeAndNeverClaimTheSameTwice() throws Exception {
        int threads = 8;
        int keys = 50;
        int changes = steps() / 5 * 2;
        for (int i = 0; i < keys; i++) {
            remembered(accepted("k" + i, SUBMITTED, i, at(0)));
        }
        Set<String> held = ConcurrentHashMap.newKeySet();
        AtomicInteger twice = new AtomicInteger();
        AtomicInteger polls = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                all.add(pool.submit(() -> {
                    for (int i = 0; i < changes; i++) {
                        store.claimDue(ME, List.of(SUBMITTED), at(1), 1).forEach(task -> {
                            if (!held.add(task.key())) {
                                twice.incrementAndGet();
                            }
                            polls.incrementAndGet();
                            held.remove(task.key());
                            store.update(task.key(), before -> before.released()
                                    .polled(before.polling().wentOn(null, null)));
                        });
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
        }
        int counted = 0;
        for (int i = 0; i < keys; i++) {
            counted += store.find("k" + i).orElseThrow().polling().count();
        }
        assertThat(twice).hasValue(0);
        assertThat(counted).isEqualTo(polls.get()).isPositive();
        assertThat(store.outstanding("me")).isEqualTo(Map.of(TaskState.ACCEPTED, keys));
    }

    private TrackedTask step(TrackedTask task, Instant now, Random random) {
        if (task.owner() != null && random.nextBoolean()) {
            return task.released();
        }
        Instant soon = now.plusSeconds(random.nextInt(20));
        return switch (task.state()) {
            case INTENT ->
                random.nextBoolean()
                        ? task.staged(new Staging("https://claid.example/x", now))
                        : task.in(TaskState.SENDING);
            case STAGED -> task.in(TaskState.SENDING);
            case SENDING ->
                random.nextInt(5) == 0
                        ? task.over(TaskState.UNKNOWN, new Outcome(null, "broken", now))
                        : task.accepted(
                                new Acceptance(family(task), number(task), ApiVersion.V1, now, null),
                                Polling.NONE.at(soon));
            case ACCEPTED ->
                switch (random.nextInt(4)) {
                    case 0 ->
                        task.over(
                                TaskState.FINISHED,
                                task.batch() == null ? done(task.taskId(), now) : mixed(task.taskId(), now));
                    case 1 -> task.over(TaskState.FINISHED, failed(task.taskId(), now));
                    case 2 -> task.over(TaskState.EXPIRED, new Outcome(null, "gone", now));
                    default -> task.polled(task.polling().at(random.nextBoolean() ? soon : null));
                };
            default ->
                random.nextBoolean()
                        ? task.delivering(Delivery.NONE.attempted().at(random.nextBoolean() ? soon : null))
                        : random.nextBoolean()
                                ? task.delivering(task.delivery().acknowledged(now))
                                : task.again(Map.of(), random.nextBoolean() ? OTHER : null);
        };
    }

    private static TaskFamily family(TrackedTask task) {
        return task.batch() == null ? TaskFamily.EDIT : TaskFamily.BATCH;
    }

    private static long number(TrackedTask task) {
        return Long.parseLong(task.key().substring(1).replace("#", "1"));
    }

    private TrackedTask over(String key, long id, TaskState end, Outcome outcome) {
        return remembered(accepted(key, SUBMITTED, id, null).over(end, outcome));
    }

    private void done(String key, long id, Instant accepted, Instant next) {
        TrackedTask over = intent(key, SUBMITTED)
                .accepted(acceptance(id, accepted), Polling.NONE)
                .over(TaskState.FINISHED, done(id, next));
        remembered(over);
    }

    private void release(String key) {
        TrackedTask task = store.find(key).orElseThrow();
        assertThat(store.replace(task, task.released())).isTrue();
    }

    private static List<String> keys(List<TrackedTask> tasks) {
        return tasks.stream().map(TrackedTask::key).toList();
    }

    private TrackedTask remembered(TrackedTask task) {
        assertThat(store.remember(task)).isTrue();
        return task;
    }

    private static TrackedTask intent(String key, Lane lane) {
        return Desk.intent(key, lane, "print", SHOE, Desk.request());
    }

    private static TrackedTask list(String key, Lane lane, Map<String, Object> carried) {
        Input images = Input.list(List.of("https://a.example/a.png", "https://a.example/b.png"));
        return Desk.intent(key, lane, "print", carried, Desk.batch(images, null));
    }

    private static TrackedTask accepted(String key, Lane lane, long id, Instant next) {
        return intent(key, lane).accepted(acceptance(id, at(0)), Polling.NONE.at(next));
    }

    private static Acceptance acceptance(long id, Instant at) {
        return new Acceptance(TaskFamily.EDIT, id, ApiVersion.V1, at, null);
    }

    private static TrackedTask batch(String key, long id, Instant at) {
        return list(key, SUBMITTED, SHOE)
                .accepted(new Acceptance(TaskFamily.BATCH, id, ApiVersion.V1, at, null), Polling.NONE)
                .over(TaskState.FINISHED, mixed(id, at));
    }

    private static List<Change> splitting(TrackedTask batch, List<TrackedTask> items) {
        List<Change> changes = new ArrayList<>(List.of(new Change(batch, batch.split(items.size()))));
        items.forEach(item -> changes.add(new Change(null, item)));
        return changes;
    }

    /** The items of a batch that is remembered and split. */
    private List<TrackedTask> split(String key, long id, Instant at) {
        TrackedTask batch = remembered(batch(key, id, at));
        List<TrackedTask> items = BatchItems.of(batch);
        assertThat(store.change(splitting(batch, items))).isTrue();
        return items;
    }

    private static Outcome mixed(long id, Instant at) {
        ClaidTask task = Desk.task(TaskFamily.BATCH, """
                {"id": %d, "status": "DONE", "results": [
                    {"input_object": {}, "output_object": {"ext": "jpg", "tmp_url": "https://r.example/a.jpg"}},
                    {"input_object": {}, "output_object": {"ext": "jpg", "tmp_url": "https://r.example/b.jpg"}}],
                 "errors": [{"error": "no picture", "created_at": "now"}]}""".formatted(id));
        return new Outcome(task, null, at);
    }

    private static Outcome done(long id, Instant at) {
        ClaidTask task = Desk.task("""
                {"id": %d, "status": "DONE", "result": {"output_object": {"tmp_url": "https://r.example/a.jpg"}}}""".formatted(id));
        return new Outcome(task, null, at);
    }

    private static Outcome failed(long id, Instant at) {
        return new Outcome(Desk.task("{\"id\": %d, \"status\": \"ERROR\"}".formatted(id)), null, at);
    }

    private static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }

    /** The contract in the plainest words: no index, everything is looked up. */
    private static final class Naive {

        private final Map<String, TrackedTask> tasks = new HashMap<>();

        Optional<TrackedTask> find(String key) {
            return Optional.ofNullable(tasks.get(key));
        }

        Optional<TrackedTask> findByTaskId(String account, TaskFamily family, long taskId) {
            return tasks.values().stream()
                    .filter(task -> task.lane().account().equals(account) && task.acceptance() != null)
                    .filter(task -> task.acceptance().family() == family && task.item() == null)
                    .filter(task -> task.taskId() == taskId)
                    .findFirst();
        }

        boolean remember(TrackedTask task) {
            return tasks.putIfAbsent(task.key(), task) == null;
        }

        void replace(TrackedTask task) {
            tasks.put(task.key(), task);
            dropItemsWithoutABatch();
        }

        void forget(String key) {
            tasks.remove(key);
            dropItemsWithoutABatch();
        }

        void claimed(List<TrackedTask> some) {
            some.forEach(this::replace);
        }

        private void dropItemsWithoutABatch() {
            tasks.values()
                    .removeIf(task -> task.item() != null
                            && !tasks.containsKey(task.item().batch()));
        }

        List<String> claimableDue(Collection<Lane> lanes, Instant now) {
            return due(lanes).filter(task -> !task.polling().next().isAfter(now)).stream()
                    .map(TrackedTask::key)
                    .toList();
        }

        Optional<Instant> nextDue(Collection<Lane> lanes) {
            return due(lanes).map(task -> task.polling().next());
        }

        private Optional<TrackedTask> due(Collection<Lane> lanes) {
            return tasks.values().stream()
                    .filter(task -> task.state() == TaskState.ACCEPTED && lanes.contains(task.lane()))
                    .filter(task -> task.polling().next() != null && task.owner() == null)
                    .min(Comparator.comparing(
                                    (TrackedTask task) -> task.polling().next())
                            .thenComparing(TrackedTask::key));
        }

        List<String> claimableDeliverable(Lane lane, Instant now, int most) {
            return deliverable(lane).stream()
                    .filter(task -> !task.delivery().next().isAfter(now))
                    .limit(most)
                    .map(TrackedTask::key)
                    .toList();
        }

        Optional<Instant> nextDeliverable(Lane lane) {
            return deliverable(lane).stream()
                    .map(task -> task.delivery().next())
                    .findFirst();
        }

        private List<TrackedTask> deliverable(Lane lane) {
            return tasks.values().stream()
                    .filter(task -> task.state().isOver() && task.lane().equals(lane))
                    .filter(task -> task.delivery().next() != null && !task.isAcknowledged())
                    .filter(task -> task.owner() == null)
                    .sorted(Comparator.comparing(
                                    (TrackedTask task) -> task.delivery().next())
                            .thenComparing(TrackedTask::key))
                    .toList();
        }

        List<TrackedTask> owned() {
            return tasks.values().stream().filter(task -> task.owner() != null).toList();
        }

        void prune(Instant before) {
            tasks.values().removeIf(task -> {
                boolean isPast = task.isAcknowledged()
                        ? task.delivery().acknowledgedAt().isBefore(before)
                        : task.delivery().next() == null
                                && (task.state() == TaskState.EXPIRED
                                        || task.state() == TaskState.FINISHED && !task.isDone())
                                && task.outcome().at().isBefore(before);
                return isPast && task.item() == null;
            });
            dropItemsWithoutABatch();
        }

        List<TrackedTask> perished(Instant before) {
            return tasks.values().stream()
                    .filter(task -> switch (task.state()) {
                        case STAGED -> task.staging().at().isBefore(before);
                        case ACCEPTED -> task.acceptance().at().isBefore(before);
                        case FINISHED ->
                            task.isDone()
                                    && !task.isAcknowledged()
                                    && task.acceptance().at().isBefore(before);
                        default -> false;
                    })
                    .toList();
        }

        Optional<Instant> oldestPerishable(String account) {
            return perished(Instant.MAX).stream()
                    .filter(task -> task.lane().account().equals(account))
                    .map(task -> task.state() == TaskState.STAGED
                            ? task.staging().at()
                            : task.acceptance().at())
                    .min(Comparator.naturalOrder());
        }

        Map<TaskState, Integer> outstanding(String account) {
            Map<TaskState, Integer> counts = new EnumMap<>(TaskState.class);
            tasks.values().stream()
                    .filter(task -> task.lane().account().equals(account) && !task.isAcknowledged())
                    .filter(task -> task.item() == null)
                    .forEach(task -> counts.merge(task.state(), 1, Integer::sum));
            return counts;
        }
    }
}
