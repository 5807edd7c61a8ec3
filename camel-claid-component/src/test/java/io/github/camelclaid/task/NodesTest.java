package io.github.camelclaid.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.client.ClaidUnknownOutcomeException;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Fault;
import io.github.camelclaid.simulator.script.Timing;
import io.github.camelclaid.task.SubmitPolicy.OnFailed;
import io.github.camelclaid.task.SubmitPolicy.OnUnknown;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes that share a store: neither pays for what the other has paid, and what one leaves the other takes over. */
class NodesTest {

    private static final double SPEED = 40;

    private final TaskStore store = new MemoryTaskStore();
    private final CutStore firstsWay = new CutStore(store);
    private final Desk first = new Desk(Desk.Settings.USUAL
            .at(SPEED)
            .remembering(firstsWay.way())
            .claid(claid -> claid.duration(Timing.fixed(Duration.ofSeconds(20)))));
    private final Desk second = new Desk(
            Desk.Settings.USUAL.at(SPEED).askingAt(first.claid.baseUrl()).remembering(store));

    @AfterEach
    void close() throws Exception {
        second.close();
        first.close();
    }

    @Test
    void twoThatWantTheSameOnTwoNodesPayOnceAndBothGetIt() throws Exception {
        Waiting here = first.edit("shoe");
        Waiting there = second.edit("shoe");

        assertThat(Desk.result(here).taskId()).isEqualTo(Desk.result(there).taskId());
        assertThat(first.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void manyThatWantTheSameAtTheSameTimePayOnce() throws Exception {
        for (int i = 0; i < 20; i++) {
            Waiting here = first.edit("shoe " + i);
            Waiting there = second.edit("shoe " + i);
            assertThat(Desk.result(here).taskId()).isEqualTo(Desk.result(there).taskId());
        }
        assertThat(first.claid.ledger().charges()).isEqualTo(20);
    }

    @Test
    void whoWaitsOnAnotherNodeIsToldThatTheOutcomeIsUnknownToo() throws Exception {
        first.claid.when(Call.SUBMIT).times(1).then(Fault.resetAfterAccepting());
        Waiting here = first.edit("shoe");
        Waiting there = second.edit("shoe");

        assertThat(Desk.failure(here)).isInstanceOf(ClaidUnknownOutcomeException.class);
        assertThat(Desk.failure(there)).isInstanceOf(ClaidUnknownOutcomeException.class);
    }

    @Test
    void eachAcknowledgesForItselfOnWhicheverNodeItWaits() throws Exception {
        Waiting here = first.edit("shoe");
        Waiting there = second.edit("shoe");
        Desk.result(here);
        Desk.result(there);

        here.acknowledge();
        assertThat(task("shoe").isAcknowledged()).isFalse();
        there.acknowledge();
        assertThat(task("shoe").isAcknowledged()).isTrue();
    }

    @Test
    void whoGaveUpOnOneNodeMayComeBackOnAnother() throws Exception {
        Waiting failing = first.edit("shoe");
        Desk.result(failing);
        failing.withdraw();
        assertThat(task("shoe").delivery().owed().total()).isEqualTo(1);

        Waiting again = second.edit("shoe");
        Desk.result(again);
        again.acknowledge();

        assertThat(task("shoe").isAcknowledged()).isTrue();
        assertThat(first.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void aWithdrawalOnOneNodeDoesNotStopTheOtherFromGettingIt() throws Exception {
        Waiting here = first.edit("shoe");
        await().until(() -> stateOf("shoe") == TaskState.ACCEPTED);
        Waiting there = second.edit("shoe");
        await().until(() -> task("shoe").delivery().owed().owners().size() == 2);
        here.withdraw();

        assertThat(Desk.result(there).isDone()).isTrue();
    }

    @Test
    void consumersOfANameCompeteAcrossNodes() throws Exception {
        second.tracker.deliveries().consume(Desk.SUBMITS, () -> {});
        Desk.result(first.submit("shoe"));

        await().until(() -> second.tracker.deliveries().take(Desk.SUBMITS, 5).size() == 1);
        assertThat(first.tracker.deliveries().take(Desk.SUBMITS, 5)).isEmpty();
    }

    @Test
    void aNodeThatStallsCannotAcknowledgeWhatAnotherTookOver() throws Exception {
        first.tracker.deliveries().consume(Desk.SUBMITS, () -> {});
        Desk.result(first.submit("shoe"));
        List<TrackedTask> stalled = taken(first);
        firstsWay.cut();
        second.tracker.deliveries().consume(Desk.SUBMITS, () -> {});
        List<TrackedTask> takenOver = taken(second);
        firstsWay.mend();

        first.tracker.deliveries().acknowledge(stalled.get(0));
        assertThat(store.find(stalled.get(0).key()).orElseThrow().isAcknowledged())
                .isFalse();
        second.tracker.deliveries().acknowledge(takenOver.get(0));
        assertThat(store.find(stalled.get(0).key()).orElseThrow().isAcknowledged())
                .isTrue();
    }

    @Test
    void whatADeadNodeWasSendingIsUnknownOnlyWhenItsLeaseHasRunOut() throws Exception {
        first.claid.when(Call.SUBMIT).then(Fault.delay(Duration.ofHours(1)));
        first.edit("shoe");
        await().until(() -> stateOf("shoe") == TaskState.SENDING);
        firstsWay.cut();
        Waiting there = second.edit("shoe");
        second.time.schedule(() -> {}, 1, java.util.concurrent.TimeUnit.SECONDS).get();
        assertThat(stateOf("shoe")).isEqualTo(TaskState.SENDING);
        assertThat(there.isOpen()).isTrue();

        assertThat(Desk.failure(there)).isInstanceOf(ClaidUnknownOutcomeException.class);
        assertThat(stateOf("shoe")).isEqualTo(TaskState.UNKNOWN);
        assertThat(first.claid.ledger().requests(Call.SUBMIT)).isEqualTo(1);
    }

    @Test
    void anAnswerThatComesAfterAllTellsWhatWasUnknown() throws Exception {
        first.claid.when(Call.SUBMIT).times(1).then(Fault.delay(Duration.ofMillis(2500)));
        first.edit("shoe");
        await().until(() -> stateOf("shoe") == TaskState.SENDING);
        firstsWay.cut();
        Waiting there = second.edit("shoe");
        assertThat(Desk.failure(there)).isInstanceOf(ClaidUnknownOutcomeException.class);
        firstsWay.mend();

        await().until(() -> stateOf("shoe") != TaskState.UNKNOWN);
        assertThat(Desk.result(second.edit("shoe")).isDone()).isTrue();
        assertThat(first.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void anAnswerThatComesAfterAllTellsWhatWasToBeResubmitted() throws Exception {
        Waiting here = anAnswerThatIsLate();
        new UnknownTasks(store, first.clock, Desk.ACCOUNT).resubmit(key("shoe"));
        firstsWay.mend();

        assertThat(Desk.result(here).isDone()).isTrue();
        assertThat(Desk.result(second.edit("shoe")).isDone()).isTrue();
        assertThat(first.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void anAnswerThatComesAfterItWasDroppedIsRememberedAllTheSame() throws Exception {
        Waiting here = anAnswerThatIsLate();
        second.tracker.unknown().drop(key("shoe"));
        firstsWay.mend();

        assertThat(Desk.result(here).isDone()).isTrue();
        assertThat(Desk.result(second.edit("shoe")).isDone()).isTrue();
        assertThat(first.claid.ledger().charges()).isEqualTo(1);
    }

    /** Of the first node, which is taken for dead meanwhile. */
    private Waiting anAnswerThatIsLate() throws Exception {
        first.claid.when(Call.SUBMIT).times(1).then(Fault.delay(Duration.ofMillis(2500)));
        Waiting here = first.edit("shoe");
        await().until(() -> stateOf("shoe") == TaskState.SENDING);
        firstsWay.cut();
        Desk.failure(second.edit("shoe"));
        return here;
    }

    @Test
    void whatADeadNodeOnlyIntendedIsBroughtToClaidByWhoeverWantsIt() throws Exception {
        first.claid.goDown();
        first.edit("shoe");
        await().until(() -> first.tracker.trouble().isPresent() && stateOf("shoe") == TaskState.INTENT);
        firstsWay.cut();
        Waiting there = second.edit("shoe");
        await().until(() ->
                store.find(key("shoe")).filter(task -> task.owner() != null).isPresent());
        first.claid.comeBack();

        assertThat(Desk.result(there).isDone()).isTrue();
        assertThat(first.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void aTaskThatADeadNodeWasAskingForIsAskedForByAnother() throws Exception {
        first.claid.when(Call.STATUS).times(1).then(Fault.delay(Duration.ofHours(1)));
        first.edit("shoe");
        await().until(() -> first.claid.ledger().requests(Call.STATUS) == 1);
        Waiting there = second.edit("shoe");
        firstsWay.cut();

        assertThat(Desk.result(there).isDone()).isTrue();
    }

    @Test
    void aNodeThatLeavesInOrderIsNotWaitedFor() throws Exception {
        first.tracker.deliveries().consume(Desk.SUBMITS, () -> {});
        Desk.result(first.submit("shoe"));
        taken(first);
        first.tracker.close();
        first.tracker.leave();

        second.tracker.deliveries().consume(Desk.SUBMITS, () -> {});
        assertThat(taken(second)).hasSize(1);
    }

    @Test
    void anUnknownSubmitIsSentAgainOnlyWhenTheFirstCannotArriveAnyMore() throws Exception {
        first.claid.when(Call.SUBMIT).times(1).then(Fault.delay(Duration.ofHours(1)));
        first.edit("shoe");
        await().until(() -> stateOf("shoe") == TaskState.SENDING);
        firstsWay.cut();

        Waiting there = second.edit("shoe", Desk.policy(OnFailed.replay, OnUnknown.resubmit));

        assertThat(Desk.result(there).isDone()).isTrue();
        TrackedTask task = task("shoe");
        assertThat(task.charges()).isEqualTo(2);
        assertThat(first.claid.ledger().requests(Call.SUBMIT)).isEqualTo(2);
    }

    private static List<TrackedTask> taken(Desk desk) {
        return await().atMost(java.time.Duration.ofSeconds(20))
                .until(() -> desk.tracker.deliveries().take(Desk.SUBMITS, 5), tasks -> !tasks.isEmpty());
    }

    private static String key(String value) {
        return new TaskKey(value, "", true).in(Desk.EDITS);
    }

    private TrackedTask task(String value) {
        return store.find(key(value)).orElseThrow();
    }

    private TaskState stateOf(String value) {
        return store.find(key(value)).map(TrackedTask::state).orElse(null);
    }
}
