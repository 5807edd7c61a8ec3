package io.github.camelclaid.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.client.ApiVersion;
import io.github.camelclaid.client.ClaidApiException;
import io.github.camelclaid.client.ClaidUnknownOutcomeException;
import io.github.camelclaid.simulator.ClaidSimulator;
import io.github.camelclaid.simulator.ledger.TaskEntry;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Fault;
import io.github.camelclaid.task.SubmitPolicy.Duplicates;
import io.github.camelclaid.task.SubmitPolicy.OnAccountError;
import io.github.camelclaid.task.SubmitPolicy.OnFailed;
import io.github.camelclaid.task.SubmitPolicy.OnUnknown;
import io.github.camelclaid.transfer.ImageSource;
import io.github.camelclaid.transfer.Spool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmitTroubleTest {

    private Desk desk = Desk.open();

    @AfterEach
    void close() throws Exception {
        desk.close();
    }

    @Test
    void aSubmitWhoseFateIsUnknownIsHeldAndToldAgain() throws Exception {
        desk.claid.when(Call.SUBMIT).times(1).then(Fault.resetAfterAccepting());
        for (int i = 0; i < 5; i++) {
            assertThat(Desk.failure(desk.edit("shoe"))).isInstanceOf(ClaidUnknownOutcomeException.class);
        }
        assertThat(desk.tracker.outstanding()).isEqualTo(Map.of(TaskState.UNKNOWN, 1));
        assertThat(desk.claid.ledger().requests(Call.SUBMIT)).isEqualTo(1);
    }

    @Test
    void anUnknownSubmitIsToldToWhoSubmitsAndNotToTheConsumer() throws Exception {
        desk.tracker.deliveries().consume(Desk.SUBMITS, () -> {});
        desk.claid.when(Call.SUBMIT).times(1).then(Fault.statusAfterAccepting(500));
        assertThat(Desk.failure(desk.submit("shoe"))).isInstanceOf(ClaidUnknownOutcomeException.class);
        assertThat(desk.store.nextDeliverable(Desk.SUBMITS)).isEmpty();
    }

    @Test
    void onWishAnUnknownSubmitIsSentAgainButNeverMoreThanThreeTimes() throws Exception {
        desk.claid.when(Call.SUBMIT).always().then(Fault.resetBeforeAccepting());
        SubmitPolicy again = Desk.policy(OnFailed.replay, OnUnknown.resubmit);
        for (int i = 0; i < 3; i++) {
            assertThat(Desk.failure(desk.edit("shoe", again))).isInstanceOf(ClaidUnknownOutcomeException.class);
        }
        assertThat(desk.claid.ledger().requests(Call.SUBMIT)).isEqualTo(3);
    }

    @Test
    void afterAnUnknownOutcomeSubmitsGoOnOneByOne() throws Exception {
        desk.claid.when(Call.SUBMIT).times(1).then(Fault.resetAfterAccepting());
        Desk.failure(desk.edit("shoe"));
        assertThat(desk.tracker.trouble()).isPresent();
        Desk.result(desk.edit("boot"));
        assertThat(desk.tracker.trouble()).isEmpty();
        assertThat(desk.claid.ledger().charges()).isEqualTo(2);
    }

    @Test
    void whileTheApiIsAwayNothingFailsAndThenAllGoesOn() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        reopen(Desk.Settings.USUAL.askingAt("http://127.0.0.1:" + port));
        List<Waiting> waiting = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            waiting.add(desk.edit("shoe " + i));
        }
        await().until(() -> desk.tracker.trouble().isPresent());
        try (ClaidSimulator back = desk.simulatorAt(port)) {
            for (Waiting each : waiting) {
                assertThat(Desk.result(each).isDone()).isTrue();
            }
            assertThat(back.ledger().charges()).isEqualTo(10);
            assertThat(back.ledger().requests(Call.SUBMIT)).isEqualTo(10);
        }
        assertThat(desk.tracker.trouble()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403})
    void accountTroubleParksEverythingAndCostsOneRequestAMinute(int status) throws Exception {
        reopen(Desk.Settings.USUAL.at(100));
        desk.claid.when(Call.SUBMIT).nth(1).then(Fault.status(status));
        Instant start = desk.clock.instant();
        Waiting first = desk.edit("first");
        await().until(() -> desk.tracker.trouble().isPresent());
        desk.claid.when(Call.SUBMIT).nth(2).then(Fault.status(status));
        desk.claid.when(Call.SUBMIT).nth(3).then(Fault.status(status));
        List<Waiting> waiting = new ArrayList<>(List.of(first));
        for (int i = 0; i < 30; i++) {
            waiting.add(desk.edit("shoe " + i));
        }
        for (Waiting each : waiting) {
            assertThat(Desk.result(each).isDone()).isTrue();
        }
        List<TaskEntry> tasks = desk.claid.ledger().tasks();
        assertThat(Duration.between(start, tasks.get(0).acceptedAt())).isGreaterThanOrEqualTo(Duration.ofMinutes(3));
        assertThat(desk.claid.ledger().requests(Call.SUBMIT)).isEqualTo(31 + 3);
        assertThat(desk.claid.ledger().charges()).isEqualTo(31);
        assertThat(desk.tracker.trouble()).isEmpty();
    }

    @Test
    void accountTroubleFailsWhoWantsThat() throws Exception {
        desk.claid.when(Call.SUBMIT).times(1).then(Fault.status(402));
        SubmitPolicy failing = new SubmitPolicy(
                Duplicates.reuse, OnFailed.replay, OnUnknown.hold, OnAccountError.fail, true, Duration.ofHours(1));
        assertThat(Desk.failure(desk.edit("shoe", failing))).isInstanceOf(ClaidApiException.class);
        assertThat(desk.tracker.outstanding()).isEmpty();
    }

    @Test
    void aKeyThatMayPayButNotCollectStopsPaying() throws Exception {
        reopen(Desk.Settings.USUAL.at(100));
        desk.claid.when(Call.STATUS).times(3).then(Fault.status(403));
        Waiting first = desk.edit("first");
        await().until(() -> desk.tracker.trouble().isPresent());
        List<Waiting> waiting = new ArrayList<>(List.of(first));
        for (int i = 0; i < 10; i++) {
            waiting.add(desk.edit("shoe " + i));
        }
        for (Waiting each : waiting) {
            assertThat(Desk.result(each).isDone()).isTrue();
        }
        List<TaskEntry> tasks = desk.claid.ledger().tasks();
        assertThat(tasks).hasSize(11);
        assertThat(Duration.between(tasks.get(0).acceptedAt(), tasks.get(1).acceptedAt()))
                .isGreaterThan(Duration.ofSeconds(115));
    }

    @Test
    void whenNobodyIsLeftToPollASubmitFindsOutWhetherTheAccountIsInOrder() throws Exception {
        reopen(Desk.Settings.USUAL.at(100));
        desk.claid.when(Call.STATUS).times(1).then(Fault.status(403));
        Waiting first = desk.edit("first");
        await().until(() -> desk.tracker.trouble().isPresent());
        first.withdraw();
        assertThat(Desk.result(desk.edit("second")).isDone()).isTrue();
        assertThat(desk.tracker.trouble()).isEmpty();
    }

    @Test
    void a429KeepsItsPlaceInTheQueue() throws Exception {
        reopen(Desk.Settings.USUAL.limited("1/10s"));
        desk.claid.when(Call.SUBMIT).times(2).then(Fault.status(429).withHeader("RateLimit-Reset", "8"));
        List<Waiting> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waiting.add(desk.edit("shoe " + i));
        }
        List<Long> ids = new ArrayList<>();
        for (Waiting each : waiting) {
            ids.add(Desk.result(each).taskId());
        }
        assertThat(ids).isSorted();
        assertThat(desk.claid.ledger().charges()).isEqualTo(5);
        assertThat(desk.claid.ledger().requests(Call.SUBMIT)).isEqualTo(7);
    }

    @Test
    void aRefusedRequestFailsAtOnceAndIsNotRemembered() throws Exception {
        desk.claid.when(Call.SUBMIT).times(1).then(Fault.status(422));
        assertThat(Desk.failure(desk.edit("shoe"))).isInstanceOf(ClaidApiException.class);
        assertThat(desk.tracker.outstanding()).isEmpty();
        assertThat(Desk.result(desk.edit("shoe")).isDone()).isTrue();
        assertThat(desk.claid.ledger().charges()).isEqualTo(1);
    }

    @Test
    void whereOnlyTheNewVersionIsServedOneRefusalIsEnoughToLearnThat() throws Exception {
        reopen(Desk.Settings.USUAL.claid(claid -> claid.prefixes("v1")));
        Desk.result(desk.edit("shoe"));
        Desk.result(desk.edit("boot"));
        Desk.result(desk.edit("hat"));
        assertThat(desk.claid.ledger().charges()).isEqualTo(3);
        assertThat(desk.claid.ledger().tasks()).allMatch(task -> task.polls() > 0);
    }

    @Test
    void aFixedVersionStaysAndA404IsARefusal() throws Exception {
        reopen(Desk.Settings.USUAL.with(VersionChoice.only(ApiVersion.V1_BETA1)).claid(claid -> claid.prefixes("v1")));
        assertThat(Desk.failure(desk.edit("shoe")))
                .isInstanceOfSatisfying(ClaidApiException.class, refusal -> assertThat(refusal.httpStatus())
                        .isEqualTo(404));
        assertThat(desk.claid.ledger().charges()).isZero();
    }

    @Test
    void anUploadIsPaidOnceThoughItsEditWasRefused() throws Exception {
        desk.claid.when(Call.SUBMIT).times(2).then(Fault.status(422));
        try (ImageSource bytes = bytes()) {
            Desk.failure(desk.edit("shoe", bytes));
            Desk.failure(desk.edit("shoe", bytes));
            assertThat(Desk.result(desk.edit("shoe", bytes)).charges()).isEqualTo(2);
        }
        assertThat(desk.claid.ledger().uploads()).isEqualTo(1);
        assertThat(desk.claid.ledger().submits()).isEqualTo(1);
    }

    @Test
    void anUploadWhoseFateIsUnknownIsHeldLikeASubmit() throws Exception {
        desk.claid.when(Call.UPLOAD).times(1).then(Fault.resetAfterAccepting());
        try (ImageSource bytes = bytes()) {
            assertThat(Desk.failure(desk.edit("shoe", bytes))).isInstanceOf(ClaidUnknownOutcomeException.class);
            assertThat(Desk.failure(desk.edit("shoe", bytes))).isInstanceOf(ClaidUnknownOutcomeException.class);
        }
        assertThat(desk.claid.ledger().requests(Call.UPLOAD)).isEqualTo(1);
    }

    @Test
    void whoeverIsLeftGoesOnWithItsOwnBytesWhenTheFirstTakesItsFileAway() throws Exception {
        reopen(Desk.Settings.USUAL.at(60));
        desk.claid.when(Call.SUBMIT).times(1).then(Fault.status(402));
        Waiting closing = desk.edit("first");
        await().until(() -> desk.tracker.trouble().isPresent());
        ImageSource gone = bytes();
        Waiting first = desk.edit("shoe", gone);
        try (ImageSource kept = bytes()) {
            Waiting second = desk.edit("shoe", kept);
            first.withdraw();
            gone.close();
            assertThat(Desk.result(second).isDone()).isTrue();
        }
        Desk.result(closing);
        assertThat(desk.claid.ledger().uploads()).isEqualTo(1);
        assertThat(desk.claid.ledger().submits()).isEqualTo(2);
    }

    @Test
    void aFileThatIsGoneFailsItsOwnerAndChargesNothing() throws Exception {
        ImageSource gone = bytes();
        gone.close();
        assertThat(Desk.failure(desk.edit("shoe", gone))).isInstanceOf(IOException.class);
        assertThat(desk.claid.ledger().requests()).isZero();
        assertThat(desk.tracker.outstanding()).isEmpty();
        assertThat(desk.tracker.trouble()).isEmpty();
    }

    @Test
    void whatIsWithdrawnDuringItsUploadIsNotSubmitted() throws Exception {
        desk.claid.when(Call.UPLOAD).times(1).then(Fault.delay(Duration.ofMillis(300)));
        try (ImageSource bytes = bytes()) {
            Waiting waiting = desk.edit("shoe", bytes);
            await().until(() -> desk.claid.ledger().uploads() == 1);
            waiting.withdraw();
            Desk.get(desk.tracker.idle());
            assertThat(desk.tracker.outstanding()).isEqualTo(Map.of(TaskState.STAGED, 1));
            assertThat(desk.claid.ledger().submits()).isZero();
            assertThat(Desk.result(desk.edit("shoe", bytes)).isDone()).isTrue();
        }
        assertThat(desk.claid.ledger().uploads()).isEqualTo(1);
    }

    private ImageSource bytes() throws Exception {
        byte[] png = Files.readAllBytes(desk.folder.resolve("a.png"));
        return ImageSource.of(png, "a.png", new Spool(desk.folder, 1_000_000));
    }

    private void reopen(Desk.Settings settings) throws Exception {
        desk.close();
        desk = new Desk(settings);
    }
}
