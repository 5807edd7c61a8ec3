package io.github.camelclaid.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.client.ClaidUnknownOutcomeException;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Fault;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator can do about a submit whose fate is unknown. */
class UnknownTasksTest {

    private final Desk desk = new Desk(Desk.Settings.USUAL.patient(Duration.ofSeconds(30)));
    private String key;

    @BeforeEach
    void anUnknownSubmit() throws Exception {
        desk.claid.when(Call.SUBMIT).times(1).then(Fault.resetAfterAccepting());
        key = ((ClaidUnknownOutcomeException) Desk.failure(desk.edit("shoe")))
                .taskKey()
                .orElseThrow();
    }

    @AfterEach
    void close() throws Exception {
        desk.close();
    }

    @Test
    void itIsListedWithWhatItIsAbout() {
        assertThat(desk.tracker.unknown().list()).singleElement().satisfies(task -> {
            assertThat(task.key()).isEqualTo(key);
            assertThat(UnknownTasks.describe(task)).contains("submit of a.png", key);
        });
    }

    @Test
    void itIsHeldHoweverOftenItIsWanted() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(Desk.failure(desk.edit("shoe")))
                    .isInstanceOf(ClaidUnknownOutcomeException.class)
                    .hasMessageContaining("adopt")
                    .hasMessageContaining(key);
        }
        assertThat(desk.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void adoptedItIsWaitedForAndCostsNothing() throws Exception {
        long id = desk.claid.ledger().tasks().get(0).id();
        desk.tracker.unknown().adopt(key, id);
        assertThat(desk.tracker.unknown().list()).isEmpty();

        assertThat(Desk.result(desk.edit("shoe")).taskId()).isEqualTo(id);
        assertThat(desk.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void resubmittedItIsPaidWithTheNextEqualRequestAndNotBefore() throws Exception {
        resubmit();
        assertThat(desk.tracker.unknown().list()).isEmpty();
        assertThat(desk.claid.ledger().charges()).isEqualTo(1);

        TrackedTask task = Desk.result(desk.edit("shoe"));
        assertThat(task.charges()).isEqualTo(2);
        assertThat(desk.claid.ledger().charges()).isEqualTo(2);
    }

    @Test
    void itIsNotResubmittedWhileItsAnswerMayStillCome() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> desk.tracker.unknown().resubmit(key))
                .withMessageContaining("may still come");
        assertThat(desk.tracker.unknown().list()).hasSize(1);
    }

    @Test
    void resubmittedItCanStillBeDropped() {
        resubmit();
        desk.tracker.unknown().drop(key);
        assertThat(desk.store.find(key)).isEmpty();
    }

    private void resubmit() {
        await().ignoreException(IllegalArgumentException.class).until(() -> {
            desk.tracker.unknown().resubmit(key);
            return true;
        });
    }

    @Test
    void droppedItIsForgotten() throws Exception {
        desk.tracker.unknown().drop(key);
        assertThat(desk.store.find(key)).isEmpty();

        assertThat(Desk.result(desk.edit("shoe")).charges()).isEqualTo(1);
    }

    @Test
    void whatIsNotUnknownIsRefusedAndNothingChanges() throws Exception {
        TrackedTask done = Desk.result(desk.edit("boot"));
        UnknownTasks unknown = desk.tracker.unknown();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> unknown.drop(done.key()))
                .withMessageContaining(done.key());
        assertThatIllegalArgumentException().isThrownBy(() -> unknown.resubmit("none"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> unknown.adopt(key, done.taskId()))
                .withMessageContaining(String.valueOf(done.taskId()));
        assertThatIllegalArgumentException().isThrownBy(() -> unknown.adopt(key, 0));
        assertThat(desk.store.find(key).orElseThrow().state()).isEqualTo(TaskState.UNKNOWN);
        assertThat(desk.store.find(done.key())).isPresent();
    }
}
