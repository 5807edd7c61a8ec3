package io.github.camelclaid.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.client.ApiVersion;
import io.github.camelclaid.client.ClaidTaskExpiredException;
import io.github.camelclaid.client.ClaidTaskFailedException;
import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.quota.Purpose;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Fault;
import io.github.camelclaid.simulator.script.Outcome;
import io.github.camelclaid.task.TrackedTask.Acceptance;
import io.github.camelclaid.task.TrackedTask.Polling;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PollTroubleTest {

    private Desk desk = Desk.open();

    @AfterEach
    void close() throws Exception {
        desk.close();
    }

    static Stream<Named<Fault>> troubles() {
        return Stream.of(
                Named.of("500", Fault.status(500)),
                Named.of("503", Fault.status(503)),
                Named.of("409", Fault.status(409)),
                Named.of("a page of HTML with 502", Fault.html(502)),
                Named.of("a page of HTML with 200", Fault.html(200)),
                Named.of("nothing at all with 200", Fault.emptyBody(200)),
                Named.of("JSON without an id", Fault.body(200, "application/json", "{\"data\": {}}")),
                Named.of("JSON that breaks off", Fault.garbage()),
                Named.of("an answer that breaks off", Fault.truncated(20)),
                Named.of("a reset", Fault.resetBeforeAccepting()),
                Named.of("a redirect", Fault.redirect(302, "http://127.0.0.1:1/")),
                Named.of("429", Fault.rateLimited(Duration.ofSeconds(1))));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void troubleWithAPollOnlyDelaysTheTask(Fault trouble) throws Exception {
        desk.claid.when(Call.STATUS).times(4).then(trouble);
        assertThat(Desk.result(desk.edit("shoe")).isDone()).isTrue();
        assertThat(desk.claid.ledger().polls()).isGreaterThanOrEqualTo(5);
        assertThat(desk.claid.ledger().charges()).isEqualTo(1);
        assertThat(desk.tracker.trouble()).isEmpty();
    }

    @Test
    void pollsWithoutAnAnswerOnlyDelayTheTask() throws Exception {
        reopen(Desk.Settings.USUAL.patient(Duration.ofSeconds(20)));
        Waiting waiting = desk.edit("shoe");
        await().until(() -> desk.claid.ledger().submits() == 1);
        desk.claid.when(Call.STATUS).times(2).then(Fault.delay(Duration.ofMillis(1500)));
        assertThat(Desk.result(waiting).isDone()).isTrue();
        assertThat(desk.claid.ledger().charges()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"WAITING", "PAUSED", "REVIEWING"})
    void whateverIsNoEndIsInProgress(String status) throws Exception {
        desk.claid
                .when(Call.SUBMIT)
                .always()
                .then(Outcome.after(Duration.ofSeconds(10)).showing(status));
        assertThat(Desk.result(desk.edit("shoe")).isDone()).isTrue();
    }

    @Test
    void aCancelledTaskHasFailed() throws Exception {
        desk.claid.when(Call.SUBMIT).always().then(Outcome.cancelled());
        assertThat(Desk.failure(desk.edit("shoe")))
                .isInstanceOf(ClaidTaskFailedException.class)
                .hasMessageContaining("CANCELLED");
    }

    @Test
    void aTaskThatIsMissingForAMomentIsAskedForAgain() throws Exception {
        desk.claid.when(Call.STATUS).times(2).then(Fault.status(404));
        assertThat(Desk.result(desk.edit("shoe")).isDone()).isTrue();
        assertThat(desk.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void aTaskThatStaysMissingHasExpiredAndIsNotPaidAgain() throws Exception {
        desk.claid.when(Call.SUBMIT).always().then(Outcome.never());
        Waiting waiting = desk.edit("shoe");
        await().until(() -> desk.claid.ledger().polls() > 0);
        desk.claid.forgetTask(desk.claid.ledger().tasks().get(0).id());
        assertThat(Desk.failure(waiting)).isInstanceOf(ClaidTaskExpiredException.class);
        assertThat(Desk.failure(desk.edit("shoe"))).isInstanceOf(ClaidTaskExpiredException.class);
        assertThat(desk.claid.ledger().charges()).isEqualTo(1);
        assertThat(desk.tracker.trouble()).isEmpty();
    }

    @Test
    void anAdoptedTaskIsLookedForUnderBothVersions() throws Exception {
        reopen(Desk.Settings.USUAL.claid(claid -> claid.prefixes("v1")));
        long id = Desk.get(
                        desk.client.submit(Desk.request(), ApiVersion.V1, Desk.get(desk.pacer.acquire(Purpose.SUBMIT))))
                .id();
        assertThat(Desk.get(desk.tracker.status(Desk.EDITS, TaskFamily.EDIT, id))
                        .id())
                .isEqualTo(id);
        assertThat(Desk.result(desk.tracker.await(Desk.EDITS, TaskFamily.EDIT, id, Desk.POLICY))
                        .isDone())
                .isTrue();
    }

    @Test
    void aConsumerThatThrowsWhenItIsWokenLosesNoTask() throws Exception {
        desk.tracker.deliveries().consume(Desk.SUBMITS, () -> {
            throw new IllegalStateException("woken too early");
        });
        desk.submit("shoe");
        await().until(() -> desk.store.nextDeliverable(Desk.SUBMITS).isPresent());
        assertThat(Desk.result(desk.edit("boot")).isDone()).isTrue();
    }

    @Test
    void whilePollsAreLateWhatIsAboutToPerishIsAskedForFirst() throws Exception {
        TaskStore store = new MemoryTaskStore();
        Instant now = desk.clock.instant();
        for (int i = 0; i < 40; i++) {
            remember(store, "young" + i, 100 + i, now.minus(Duration.ofHours(1)), now.minus(Duration.ofMinutes(20)));
        }
        remember(store, "old", 1, now.minus(Duration.ofHours(23)), now.minus(Duration.ofMinutes(10)));
        reopen(Desk.Settings.USUAL.limited("1/1s").remembering(store));
        desk.tracker.deliveries().consume(Desk.SUBMITS, () -> {});

        await().until(() -> isAskedFor(store, "old"));
        assertThat(IntStream.range(0, 40)
                        .filter(i -> isAskedFor(store, "young" + i))
                        .count())
                .isLessThan(10);
    }

    private static void remember(TaskStore store, String key, long id, Instant accepted, Instant next) {
        Acceptance acceptance = new Acceptance(TaskFamily.EDIT, id, ApiVersion.V1, accepted, null);
        store.remember(Desk.intent(key, Desk.SUBMITS, "print").accepted(acceptance, Polling.NONE.at(next)));
    }

    /** The simulator knows none of them. */
    private static boolean isAskedFor(TaskStore store, String key) {
        return store.find(key).orElseThrow().polling().missingSince() != null;
    }

    private void reopen(Desk.Settings settings) throws Exception {
        desk.close();
        desk = new Desk(settings);
    }
}
