package io.github.camelclaid.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.quota.Purpose;
import io.github.camelclaid.quota.Window;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is beyond the budget waits, and nothing fails. */
class MaxChargesTest {

    private static Desk desk(int charges, Duration within) {
        return new Desk(Desk.Settings.USUAL.at(40).paying(new Window(charges, within)));
    }

    @Test
    void whatIsBeyondTheBudgetWaitsUntilSomeOfItIsFree() throws Exception {
        try (Desk desk = desk(3, Duration.ofMinutes(2))) {
            List<Waiting> all = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                all.add(desk.edit("shoe " + i));
            }
            await().until(() -> desk.tracker.isBudgetSpent()
                    && desk.tracker.queued(Purpose.SUBMIT) == 2
                    && desk.claid.ledger().charges() == 3);
            for (Waiting waiting : all) {
                assertThat(Desk.result(waiting).isDone()).isTrue();
            }
            assertThat(desk.claid.ledger().peak(Duration.ofMinutes(1))).isPositive();
        }
    }

    @Test
    void whatWasCertainlyNotTakenIsNotCounted() throws Exception {
        try (Desk desk = desk(2, Duration.ofHours(20))) {
            desk.claid.when(Call.SUBMIT).times(3).then(Fault.status(429));
            assertThat(Desk.result(desk.edit("shoe")).isDone()).isTrue();
            assertThat(Desk.result(desk.edit("boot")).isDone()).isTrue();
        }
    }

    @Test
    void whatMayHaveBeenTakenIsCounted() throws Exception {
        try (Desk desk = desk(1, Duration.ofHours(20))) {
            desk.claid.when(Call.SUBMIT).times(1).then(Fault.resetAfterAccepting());
            Desk.failure(desk.edit("shoe"));
            Waiting boot = desk.edit("boot");
            await().until(desk.tracker::isBudgetSpent);
            assertThat(boot.isOpen()).isTrue();
            boot.withdraw();
        }
    }

    @Test
    void nodesThatShareAStoreShareTheBudget() throws Exception {
        TaskStore store = new MemoryTaskStore();
        Desk.Settings settings = Desk.Settings.USUAL.remembering(store).paying(new Window(4, Duration.ofHours(20)));
        try (Desk one = new Desk(settings);
                Desk two = new Desk(settings.askingAt(one.claid.baseUrl()))) {
            // more each than there is for all, so that both find nothing left
            for (int i = 0; i < 5; i++) {
                one.edit("shoe " + i);
                two.edit("boot " + i);
            }
            await().until(() -> one.tracker.isBudgetSpent() && two.tracker.isBudgetSpent());
            assertThat(one.claid.ledger().requests(Call.SUBMIT)).isEqualTo(4);
        }
    }
}
