package io.github.camelclaid.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.client.ApiVersion;
import io.github.camelclaid.client.ClaidInvalidRequestException;
import io.github.camelclaid.client.ClaidTaskFailedException;
import io.github.camelclaid.client.ClaidTaskTimeoutException;
import io.github.camelclaid.client.ClaidUnknownOutcomeException;
import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.client.TaskStatus;
import io.github.camelclaid.quota.Purpose;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Fault;
import io.github.camelclaid.simulator.script.Outcome;
import io.github.camelclaid.task.SubmitPolicy.Duplicates;
import io.github.camelclaid.task.SubmitPolicy.OnFailed;
import io.github.camelclaid.task.SubmitPolicy.OnUnknown;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TaskTrackerTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private Desk desk = Desk.open();

    @AfterEach
    void close() throws Exception {
        desk.close();
    }

    @Test
    void aSubmitEndsWithTheAcceptedTaskAndTheConsumerGetsTheFinishedOne() throws Exception {
        List<String> wakeUps = new ArrayList<>();
        desk.tracker.deliveries().consume(Desk.SUBMITS, () -> wakeUps.add("finished"));
        TrackedTask accepted = Desk.result(desk.submit("shoe"));
        assertThat(accepted.lastAnswer().status()).isEqualTo(TaskStatus.ACCEPTED);
        await().until(() -> !wakeUps.isEmpty());
        TrackedTask finished = desk.tracker.deliveries().take(Desk.SUBMITS, 10).get(0);
        assertThat(finished.isDone()).isTrue();
        assertThat(finished.taskId()).isEqualTo(accepted.taskId());
        desk.tracker.deliveries().acknowledge(finished);
        assertThat(desk.tracker.outstanding()).isEmpty();
        assertThat(desk.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void aTaskThatIsGivenBackComesAgain() throws Exception {
        desk.tracker.deliveries().consume(Desk.SUBMITS, () -> {});
        desk.submit("shoe");
        await().until(() -> desk.store.nextDeliverable(Desk.SUBMITS).isPresent());
        TrackedTask first = desk.tracker.deliveries().take(Desk.SUBMITS, 10).get(0);
        assertThat(desk.tracker.deliveries().take(Desk.SUBMITS, 10)).isEmpty();
        desk.tracker.deliveries().giveBack(first, Duration.ofSeconds(5), true);
        assertThat(desk.tracker.deliveries().take(Desk.SUBMITS, 10)).isEmpty();
        List<TrackedTask> again = new ArrayList<>();
        await().until(() -> again.addAll(desk.tracker.deliveries().take(Desk.SUBMITS, 10)));
        assertThat(again.get(0).delivery().attempts()).isEqualTo(1);
    }

    @Test
    void equalWishesAreOneCharge() throws Exception {
        List<Waiting> wishes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            wishes.add(desk.edit("shoe"));
        }
        List<Long> ids = new ArrayList<>();
        for (Waiting wish : wishes) {
            ids.add(Desk.result(wish).taskId());
        }
        assertThat(ids).containsOnly(ids.get(0));
        assertThat(desk.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void aResultIsReusedEvenAfterItsAcknowledgement() throws Exception {
        Waiting first = desk.edit("shoe");
        Desk.result(first);
        first.acknowledge();
        assertThat(Desk.result(desk.edit("shoe")).isDone()).isTrue();
        assertThat(desk.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void whoOnlyJoinsPaysForWhatIsAcknowledged() throws Exception {
        Waiting first = desk.edit("shoe");
        Desk.result(first);
        Desk.result(desk.edit("shoe", Desk.policy(Duplicates.join)));
        assertThat(desk.claid.ledger().charges()).isEqualTo(1);
        first.acknowledge();
        assertThat(desk.tracker.outstanding()).isEqualTo(Map.of(TaskState.FINISHED, 1));
    }

    @Test
    void whatIsAcknowledgedByAllIsPaidAnewByWhoOnlyJoins() throws Exception {
        Waiting first = desk.edit("shoe");
        Desk.result(first);
        first.acknowledge();
        Desk.result(desk.edit("shoe", Desk.policy(Duplicates.join)));
        assertThat(desk.claid.ledger().charges()).isEqualTo(2);
    }

    @Test
    void duplicatesThatAreAllowedArePaid() throws Exception {
        Waiting one = desk.edit("shoe", Desk.policy(Duplicates.allow));
        Waiting other = desk.edit("shoe", Desk.policy(Duplicates.allow));
        assertThat(Desk.result(one).taskId()).isNotEqualTo(Desk.result(other).taskId());
        assertThat(desk.claid.ledger().charges()).isEqualTo(2);
    }

    @Test
    void everyWaiterAcknowledgesForItselfAndOneThatFailedComesBackFree() throws Exception {
        Waiting one = desk.edit("shoe");
        Waiting other = desk.edit("shoe");
        Desk.result(one);
        Desk.result(other);
        one.acknowledge();
        one.acknowledge();
        other.withdraw();
        assertThat(desk.tracker.outstanding()).isEqualTo(Map.of(TaskState.FINISHED, 1));
        Waiting again = desk.edit("shoe");
        Desk.result(again);
        again.acknowledge();
        assertThat(desk.tracker.outstanding()).isEmpty();
        assertThat(desk.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void aFailureIsReplayedAtNoCharge() throws Exception {
        desk.claid.when(Call.SUBMIT).always().then(Outcome.error("no face found"));
        for (int i = 0; i < 20; i++) {
            assertThat(Desk.failure(desk.edit("shoe")))
                    .isInstanceOf(ClaidTaskFailedException.class)
                    .hasMessageContaining("no face found");
        }
        assertThat(desk.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void aFailedTaskIsTriedAgainForThreeChargesAtMost() throws Exception {
        desk.claid.when(Call.SUBMIT).always().then(Outcome.cancelled());
        for (int i = 0; i < 6; i++) {
            Desk.failure(desk.edit("shoe", Desk.policy(OnFailed.resubmit, OnUnknown.hold)));
        }
        assertThat(desk.claid.ledger().charges()).isEqualTo(3);
    }

    @Test
    void oneKeyCannotStandForTwoRequests() throws Exception {
        Desk.result(desk.edit("shoe"));
        Submission other = new Submission(
                Desk.EDITS,
                new TaskKey("shoe", "another print", true),
                Desk.request(),
                null,
                Desk.POLICY,
                Map.of(),
                null);
        assertThat(Desk.failure(desk.tracker.edit(other)))
                .isInstanceOf(ClaidInvalidRequestException.class)
                .hasMessageContaining("shoe");
        assertThat(desk.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void aTaskThatWasSubmittedElsewhereIsAdopted() throws Exception {
        long id = Desk.get(
                        desk.client.submit(Desk.request(), ApiVersion.V1, Desk.get(desk.pacer.acquire(Purpose.SUBMIT))))
                .id();
        Waiting waiting = desk.tracker.await(Desk.EDITS, TaskFamily.EDIT, id, Desk.POLICY);
        assertThat(Desk.result(waiting).isDone()).isTrue();
        waiting.acknowledge();
        assertThat(desk.store.findByTaskId(Desk.ACCOUNT, TaskFamily.EDIT, id)).isPresent();
        assertThat(desk.tracker.outstanding()).isEmpty();
        assertThat(desk.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void aSubmittedTaskThatNobodyConsumesCanBeAwaited() throws Exception {
        long id = Desk.result(desk.submit("shoe")).taskId();
        assertThat(Desk.result(desk.tracker.await(Desk.EDITS, TaskFamily.EDIT, id, Desk.POLICY))
                        .isDone())
                .isTrue();
    }

    @Test
    void whatNobodyConsumesIsNotPolledUntilSomebodyDoes() throws Exception {
        long id = Desk.result(desk.submit("shoe")).taskId();
        desk.claid.when(Call.SUBMIT).times(1).then(Outcome.after(LONG));
        Desk.result(desk.edit("the clock"));
        assertThat(desk.claid.ledger().task(id).polls()).isZero();
        desk.tracker.deliveries().consume(Desk.SUBMITS, () -> {});
        await().until(() -> desk.store.nextDeliverable(Desk.SUBMITS).isPresent());
    }

    @Test
    void whoseConsumerHasEndedIsNotPolledAnyMore() throws Exception {
        Runnable end = desk.tracker.deliveries().consume(Desk.SUBMITS, () -> {});
        desk.claid.when(Call.SUBMIT).times(1).then(Outcome.never());
        long id = Desk.result(desk.submit("shoe")).taskId();
        await().until(() -> desk.claid.ledger().task(id).polls() > 0);
        end.run();
        await().until(() -> desk.store.nextDue(List.of(Desk.SUBMITS)).isPresent());
        long polls = desk.claid.ledger().task(id).polls();
        desk.claid.when(Call.SUBMIT).times(1).then(Outcome.after(LONG));
        Desk.result(desk.edit("the clock"));
        assertThat(desk.claid.ledger().task(id).polls()).isLessThanOrEqualTo(polls + 1);
    }

    @Test
    void aTimeOutNamesTheTaskAndWhoComesBackGetsItFree() throws Exception {
        desk.claid.when(Call.SUBMIT).always().then(Outcome.after(LONG).showing("PAUSED"));
        Waiting impatient = desk.edit("shoe", Desk.waitingFor(Duration.ofSeconds(8)));
        ClaidTaskTimeoutException timeout = (ClaidTaskTimeoutException) Desk.failure(impatient);
        assertThat(timeout.taskId())
                .isEqualTo(desk.claid.ledger().tasks().get(0).id());
        assertThat(timeout.lastStatus()).isEqualTo(TaskStatus.PAUSED);
        assertThat(timeout.elapsed()).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(16));
        assertThat(Desk.result(desk.edit("shoe")).isDone()).isTrue();
        assertThat(desk.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void aTaskThatNobodyWaitsForAnyMoreIsKeptAndNotPolled() throws Exception {
        desk.claid.when(Call.SUBMIT).times(1).then(Outcome.after(LONG));
        Waiting waiting = desk.edit("shoe");
        await().until(() -> desk.claid.ledger().polls() > 0);
        waiting.withdraw();
        assertThat(Desk.failure(waiting)).isInstanceOf(CancellationException.class);
        await().until(() -> desk.store.nextDue(List.of(Desk.EDITS)).isEmpty());
        long polls = desk.claid.ledger().polls();
        long id = desk.claid.ledger().tasks().get(0).id();
        desk.claid.when(Call.SUBMIT).times(1).then(Outcome.after(LONG));
        Desk.result(desk.edit("the clock"));
        assertThat(desk.claid.ledger().task(id).polls()).isLessThanOrEqualTo(polls + 1);
        assertThat(Desk.result(desk.edit("shoe")).taskId()).isEqualTo(id);
        assertThat(desk.claid.ledger().charges()).isEqualTo(2);
    }

    @Test
    void aTaskThatIsGivenUpAsItIsClaimedIsAskedForOnceSomebodyComes() throws Exception {
        CompletableFuture<Waiting> leaving = new CompletableFuture<>();
        TaskStore store =
                claimingDue(new MemoryTaskStore(), () -> leaving.join().withdraw());
        reopen(Desk.Settings.USUAL.remembering(store));
        leaving.complete(desk.edit("shoe"));
        assertThat(Desk.failure(leaving.join())).isInstanceOf(CancellationException.class);
        assertThat(Desk.result(desk.edit("shoe")).isDone()).isTrue();
        assertThat(desk.claid.ledger().charges()).isEqualTo(1);
    }

    /** Tells what the first claim has taken only after something else has happened, as a database may do. */
    private static TaskStore claimingDue(TaskStore store, Runnable meanwhile) {
        AtomicBoolean isFirst = new AtomicBoolean(true);
        return (TaskStore) Proxy.newProxyInstance(
                TaskStore.class.getClassLoader(), new Class<?>[] {TaskStore.class}, (proxy, method, arguments) -> {
                    Object answer = method.invoke(store, arguments);
                    boolean hasClaimed =
                            method.getName().equals("claimDue") && !List.of().equals(answer);
                    if (!hasClaimed || !isFirst.getAndSet(false)) {
                        return answer;
                    }
                    meanwhile.run();
                    return ((List<?>) answer)
                            .stream()
                                    .map(TrackedTask.class::cast)
                                    .map(task -> store.find(task.key()).orElseThrow())
                                    .toList();
                });
    }

    @Test
    void whatIsWithdrawnBeforeItIsSentIsNeverSent() throws Exception {
        reopen(Desk.Settings.USUAL.limited("1/1h"));
        Desk.get(desk.pacer.acquire(Purpose.POLL)).unanswered();
        Waiting withdrawn = desk.edit("shoe");
        withdrawn.withdraw();
        assertThat(Desk.failure(withdrawn)).isInstanceOf(CancellationException.class);
        assertThat(desk.tracker.outstanding()).isEmpty();
        assertThat(Desk.get(desk.tracker.idle())).isNull();
    }

    @Test
    void whatIsWithdrawnWhileItIsSentIsKept() throws Exception {
        desk.claid.when(Call.SUBMIT).times(1).then(Fault.delay(Duration.ofMillis(300)));
        Waiting waiting = desk.edit("shoe");
        await().until(() -> desk.claid.ledger().submits() == 1);
        waiting.withdraw();
        Desk.get(desk.tracker.idle());
        assertThat(desk.tracker.outstanding()).isEqualTo(Map.of(TaskState.ACCEPTED, 1));
        assertThat(Desk.result(desk.edit("shoe")).isDone()).isTrue();
        assertThat(desk.claid.ledger().charges()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"STAGING", "SENDING"})
    void whatWasSentByOneWhoVanishedIsUnknownAndNotSentAgain(TaskState left) throws Exception {
        TaskKey key = new TaskKey("shoe", "print of shoe", true);
        desk.store.remember(
                Desk.intent(key.in(Desk.EDITS), Desk.EDITS, key.fingerprint()).in(left));
        for (int i = 0; i < 3; i++) {
            assertThat(Desk.failure(desk.edit("shoe"))).isInstanceOf(ClaidUnknownOutcomeException.class);
        }
        assertThat(desk.claid.ledger().requests()).isZero();
        Desk.result(desk.edit("shoe", Desk.policy(OnFailed.replay, OnUnknown.resubmit)));
        assertThat(desk.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void anIntentThatNobodyDrivesIsTakenOver() throws Exception {
        TaskKey key = new TaskKey("shoe", "print of shoe", true);
        desk.store.remember(Desk.intent(key.in(Desk.EDITS), Desk.EDITS, key.fingerprint()));
        assertThat(Desk.result(desk.edit("shoe")).isDone()).isTrue();
    }

    @Test
    void aClosedTrackerTakesNothingAndForgetsNothing() throws Exception {
        desk.claid.when(Call.SUBMIT).always().then(Outcome.never());
        desk.edit("shoe");
        await().until(() -> desk.tracker.outstanding().containsKey(TaskState.ACCEPTED));
        desk.tracker.close();
        assertThat(Desk.failure(desk.edit("boot"))).hasMessageContaining("stops");
        assertThat(Desk.failure(desk.tracker.await(Desk.EDITS, TaskFamily.EDIT, 5, Desk.POLICY)))
                .hasMessageContaining("stops");
        assertThat(desk.tracker.outstanding()).isEqualTo(Map.of(TaskState.ACCEPTED, 1));
    }

    @Test
    void whoOnlyAsksForAStatusCostsOneRequest() throws Exception {
        long id = Desk.result(desk.submit("shoe")).taskId();
        assertThat(Desk.get(desk.tracker.status(Desk.EDITS, TaskFamily.EDIT, id))
                        .id())
                .isEqualTo(id);
        assertThat(desk.claid.ledger().polls()).isEqualTo(1);
    }

    private void reopen(Desk.Settings settings) throws Exception {
        desk.close();
        desk = new Desk(settings);
    }
}
