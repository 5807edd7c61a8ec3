package io.github.camelclaid.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.quota.Purpose;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Fault;
import io.github.camelclaid.simulator.script.Outcome;
import io.github.camelclaid.task.SubmitPolicy.Duplicates;
import io.github.camelclaid.task.SubmitPolicy.OnFailed;
import io.github.camelclaid.task.SubmitPolicy.OnUnknown;
import io.github.camelclaid.transfer.ImageSource;
import io.github.camelclaid.transfer.Spool;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is counted, next to what the simulator's ledger says. */
class TalliesTest {

    private final Desk desk = Desk.open();
    private final Tally shop = desk.tracker.tallies().of("shop");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void close() throws Exception {
        logger().detachAppender(log);
        desk.close();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(PaidRequests.class);
    }

    @Test
    void whatIsPaidAndAskedIsWhatTheLedgerSays() throws Exception {
        desk.claid.when(Call.SUBMIT).nth(1).then(Fault.status(429));
        desk.claid.when(Call.SUBMIT).nth(3).then(Outcome.error("no product found"));
        desk.claid.when(Call.STATUS).nth(2).then(Fault.status(503));
        Desk.result(desk.edit("shoe"));
        Desk.failure(desk.edit("boot"));

        assertThat(shop.charges(Purpose.SUBMIT))
                .isEqualTo(desk.claid.ledger().submits())
                .isEqualTo(2);
        assertThat(shop.requests(Purpose.SUBMIT, Answer.OK)).isEqualTo(2);
        assertThat(shop.requests(Purpose.SUBMIT, Answer.LIMITED))
                .isEqualTo(desk.claid.ledger().tooManyRequests())
                .isEqualTo(1);
        assertThat(shop.requests(Purpose.POLL, Answer.OK) + shop.requests(Purpose.POLL, Answer.REFUSED))
                .isEqualTo(desk.claid.ledger().polls());
        assertThat(shop.requests(Purpose.POLL, Answer.REFUSED)).isEqualTo(1);
        assertThat(shop.tasks(TaskEnd.DONE)).isEqualTo(1);
        assertThat(shop.tasks(TaskEnd.ERROR)).isEqualTo(1);
        assertThat(shop.requestsPerImage())
                .isEqualTo(desk.claid.ledger().requests() / 2.0)
                .isGreaterThan(1);
        assertThat(shop.repeatedCharges(Purpose.SUBMIT)).isZero();
    }

    @Test
    void anUploadIsAChargeOfItsOwn() throws Exception {
        byte[] png = Files.readAllBytes(desk.folder.resolve("a.png"));
        try (ImageSource bytes = ImageSource.of(png, "a.png", new Spool(desk.folder, 1_000_000))) {
            Desk.result(desk.edit("shoe", bytes));
        }
        assertThat(shop.charges(Purpose.UPLOAD))
                .isEqualTo(desk.claid.ledger().uploads())
                .isEqualTo(1);
        assertThat(shop.charges(Purpose.SUBMIT)).isEqualTo(1);
        assertThat(shop.requests(Purpose.UPLOAD, Answer.OK)).isEqualTo(1);
    }

    @Test
    void aQuestionForAStatusIsAPollOfWhoeverAsks() throws Exception {
        long id = Desk.result(desk.submit("shoe")).taskId();
        Desk.get(desk.tracker.status(new Lane(Desk.ACCOUNT, "desk", Mode.AWAITED), TaskFamily.EDIT, id));
        assertThat(desk.tracker.tallies().of("desk").requests(Purpose.POLL, Answer.OK))
                .isEqualTo(1);
    }

    @Test
    void whoJoinsAndWhoGetsAStoredResultIsCountedAsFree() throws Exception {
        Waiting first = desk.edit("shoe");
        Waiting joining = desk.edit("shoe");
        Desk.result(first);
        Desk.result(joining);
        Desk.result(desk.edit("shoe"));

        assertThat(shop.reuses(Reuse.JOINED)).isEqualTo(1);
        assertThat(shop.reuses(Reuse.REPLAYED)).isEqualTo(1);
        assertThat(shop.charges(Purpose.SUBMIT))
                .isEqualTo(desk.claid.ledger().charges())
                .isEqualTo(1);
    }

    @Test
    void anUnknownOutcomeIsNoChargeButASecondPaymentAfterItIsARepeatedOne() throws Exception {
        desk.claid.when(Call.SUBMIT).times(1).then(Fault.resetAfterAccepting());
        Desk.result(desk.edit("shoe", Desk.policy(OnFailed.replay, OnUnknown.resubmit)));

        assertThat(shop.requests(Purpose.SUBMIT, Answer.UNKNOWN)).isEqualTo(1);
        assertThat(shop.tasks(TaskEnd.UNKNOWN)).isEqualTo(1);
        assertThat(shop.charges(Purpose.SUBMIT)).isEqualTo(1);
        assertThat(shop.repeatedCharges(Purpose.SUBMIT)).isEqualTo(1);
        assertThat(desk.claid.ledger().charges()).isEqualTo(2);
    }

    @Test
    void aPaidLoopShowsAndIsWarnedOfOnceAMinute() throws Exception {
        for (int i = 0; i < 2; i++) {
            Desk.result(desk.edit("shoe", Desk.policy(Duplicates.allow)));
        }
        assertThat(log.list).isEmpty();
        for (int i = 0; i < 3; i++) {
            Desk.result(desk.edit("shoe", Desk.policy(Duplicates.allow)));
        }
        assertThat(shop.charges(Purpose.SUBMIT)).isEqualTo(5);
        assertThat(shop.repeatedCharges(Purpose.SUBMIT)).isEqualTo(4);
        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.WARN);
            assertThat(event.getFormattedMessage()).contains("claid:shop", "number 3", "duplicates=allow");
        });
    }

    @Test
    void hundredPollsOfABadPictureAreOneChargeAndNoLoop() throws Exception {
        desk.claid.when(Call.SUBMIT).always().then(Outcome.error("no product found"));
        for (int i = 0; i < 100; i++) {
            Desk.failure(desk.edit("shoe"));
        }
        assertThat(shop.charges(Purpose.SUBMIT)).isEqualTo(1);
        assertThat(shop.repeatedCharges(Purpose.SUBMIT)).isZero();
        assertThat(shop.reuses(Reuse.REPLAYED)).isEqualTo(99);
    }

    @Test
    void namesWithoutEndAreCountedTogether() {
        List<String> opened = new ArrayList<>();
        desk.tracker.tallies().publishTo(tally -> opened.add(tally.name()));
        for (int i = 0; i < 1000; i++) {
            desk.tracker.tallies().of("name-" + i).reused(Reuse.JOINED);
        }
        assertThat(opened)
                .doesNotHaveDuplicates()
                .hasSize(Tallies.MOST_NAMES + 1)
                .contains("shop", "name-0", Tallies.OTHERS);
        assertThat(desk.tracker.tallies().of("shop")).isSameAs(shop);
        assertThat(desk.tracker.tallies().all().stream()
                        .mapToLong(tally -> tally.reuses(Reuse.JOINED))
                        .sum())
                .isEqualTo(1000);
    }

    @Test
    void whatWaitsForTheQuotaIsCounted() throws Exception {
        desk.claid.when(Call.SUBMIT).always().then(Fault.status(402));
        desk.edit("shoe");
        desk.edit("boot");
        await().until(() -> desk.tracker.queued(Purpose.SUBMIT) == 2);
        assertThat(desk.tracker.queued(Purpose.UPLOAD)).isZero();
    }
}
