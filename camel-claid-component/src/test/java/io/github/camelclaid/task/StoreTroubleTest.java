package io.github.camelclaid.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Fault;
import io.github.camelclaid.task.SubmitPolicy.Duplicates;
import io.github.camelclaid.task.SubmitPolicy.OnAccountError;
import io.github.camelclaid.task.SubmitPolicy.OnFailed;
import io.github.camelclaid.task.SubmitPolicy.OnUnknown;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** While the store is away nothing is submitted, nothing fails, and nothing that Claid has answered gets lost. */
class StoreTroubleTest {

    private final TaskStore store = new MemoryTaskStore();
    private final CutStore way = new CutStore(store);
    private final Desk desk = new Desk(Desk.Settings.USUAL.remembering(way.way()));

    @AfterEach
    void close() throws Exception {
        way.mend();
        desk.close();
    }

    @Test
    void whoWantsSomethingWhileTheStoreIsAwayWaitsUntilItIsBack() throws Exception {
        way.cut();
        Waiting waiting = desk.edit("shoe");
        await().until(() -> desk.tracker.trouble().isPresent());
        assertThat(desk.tracker.trouble().orElseThrow().cause()).hasMessage("the database is away");
        assertThat(waiting.isOpen()).isTrue();
        assertThat(desk.claid.ledger().requests(Call.SUBMIT)).isZero();
        way.mend();

        assertThat(Desk.result(waiting).isDone()).isTrue();
        assertThat(desk.tracker.trouble()).isEmpty();
    }

    @Test
    void withOnAccountErrorFailItFails() throws Exception {
        way.cut();
        SubmitPolicy fails = new SubmitPolicy(
                Duplicates.reuse, OnFailed.replay, OnUnknown.hold, OnAccountError.fail, true, Duration.ofHours(1));
        assertThat(Desk.failure(desk.edit("shoe", fails))).isInstanceOf(TaskStoreException.class);
    }

    @Test
    void anAnswerThatCannotBeWrittenDownIsWrittenDownLater() throws Exception {
        desk.claid.when(Call.SUBMIT).times(1).then(Fault.delay(Duration.ofMillis(500)));
        Waiting waiting = desk.edit("shoe");
        await().until(() -> desk.claid.ledger().requests(Call.SUBMIT) == 1);
        way.cut();
        await().until(() -> desk.tracker.trouble().isPresent());
        assertThat(desk.claid.ledger().charges()).isEqualTo(1);
        way.mend();

        assertThat(Desk.result(waiting).isDone()).isTrue();
        assertThat(desk.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void anAnswerThatIsWrittenDownThoughTheStoreFailsCountsOnce() throws Exception {
        AtomicBoolean hasFailed = new AtomicBoolean();
        TaskStore doubtful = new MemoryTaskStore() {
            @Override
            public boolean change(List<Change> changes) {
                boolean isMade = super.change(changes);
                TrackedTask after = changes.get(0).after();
                if (after != null && after.state() == TaskState.ACCEPTED && hasFailed.compareAndSet(false, true)) {
                    // and it is asked for before the answer is written down once more
                    TrackedTask written = find(after.key()).orElseThrow();
                    String owner = changes.get(0).before().owner();
                    super.change(List.of(new Change(written, written.claimedBy(owner))));
                    throw new TaskStoreException("the database is away", true, null);
                }
                return isMade;
            }
        };
        try (Desk other = new Desk(Desk.Settings.USUAL.remembering(doubtful))) {
            assertThat(Desk.result(other.submit("shoe")).charges()).isEqualTo(1);
            assertThat(hasFailed).isTrue();
            assertThat(other.claid.ledger().charges()).isEqualTo(1);
        }
    }

    /** A power cut in between would leave one that nobody ever asks for. */
    @Test
    void aTaskForConsumersIsWrittenDownAsAcceptedWithItsFirstPoll() throws Exception {
        List<TrackedTask> accepted = new CopyOnWriteArrayList<>();
        TaskStore watched = new MemoryTaskStore() {
            @Override
            public boolean change(List<Change> changes) {
                changes.stream()
                        .map(Change::after)
                        .filter(task -> task != null && task.state() == TaskState.ACCEPTED)
                        .forEach(accepted::add);
                return super.change(changes);
            }
        };
        try (Desk other = new Desk(Desk.Settings.USUAL.remembering(watched))) {
            Desk.result(other.submit("shoe"));
        }
        assertThat(accepted.get(0).polling().next()).isNotNull();
    }

    @Test
    void whatCannotBeWrittenDownBeforeItIsSentIsNotSent() throws Exception {
        way.cut("change", "remember", "replace", "forget", "update");
        Waiting waiting = desk.edit("shoe");
        await().until(() -> desk.tracker.trouble().isPresent());
        assertThat(desk.claid.ledger().requests(Call.SUBMIT)).isZero();
        way.mend();

        assertThat(Desk.result(waiting).isDone()).isTrue();
    }

    @Test
    void anAcknowledgementIsWrittenDownLater() throws Exception {
        Waiting waiting = desk.edit("shoe");
        TrackedTask done = Desk.result(waiting);
        way.cut();
        waiting.acknowledge();
        assertThat(store.find(done.key()).orElseThrow().isAcknowledged()).isFalse();
        way.mend();

        await().until(() -> store.find(done.key()).orElseThrow().isAcknowledged());
    }

    @Test
    void aDeliveryIsAcknowledgedLater() throws Exception {
        desk.tracker.deliveries().consume(Desk.SUBMITS, () -> {});
        Desk.result(desk.submit("shoe"));
        List<TrackedTask> taken =
                await().until(() -> desk.tracker.deliveries().take(Desk.SUBMITS, 5), tasks -> !tasks.isEmpty());
        way.cut();
        desk.tracker.deliveries().acknowledge(taken.get(0));
        way.mend();

        await().until(() -> store.find(taken.get(0).key()).orElseThrow().isAcknowledged());
    }

    @Test
    void aPollWhoseAnswerCannotBeWrittenDownIsWrittenDownLater() throws Exception {
        desk.claid.when(Call.STATUS).times(1).then(Fault.delay(Duration.ofMillis(500)));
        Waiting waiting = desk.edit("shoe");
        await().until(() -> desk.claid.ledger().requests(Call.STATUS) == 1);
        way.cut();
        await().until(() -> desk.tracker.trouble().isPresent());
        way.mend();

        assertThat(Desk.result(waiting).isDone()).isTrue();
    }

    @Test
    void aNodeThatCannotRenewItsLeaseSubmitsNothing() throws Exception {
        way.cut("beat");
        desk.time.schedule(() -> {}, 60, java.util.concurrent.TimeUnit.SECONDS).get();
        Waiting waiting = desk.edit("shoe");
        await().until(() -> desk.tracker.queued(io.github.camelclaid.quota.Purpose.SUBMIT) == 1);
        assertThat(desk.claid.ledger().requests(Call.SUBMIT)).isZero();
        way.mend();

        assertThat(Desk.result(waiting).isDone()).isTrue();
    }
}
