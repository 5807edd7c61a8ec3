package io.github.camelclaid.examples.folderdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.simulator.ClaidSimulatorExtension;
import io.github.camelclaid.simulator.ledger.Ledger;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Fault;
import io.github.camelclaid.simulator.script.Outcome;
import io.github.camelclaid.simulator.script.Timing;
import io.github.camelclaid.simulator.time.VirtualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    /** How long an edit takes that is under way when the program ends. */
    private static final Duration TASK = Duration.ofMinutes(1);

    private static final List<String> FIVE = List.of("10.png", "11.png", "12.png", "13.png", "14.png");

    private static final VirtualTime time = VirtualTime.startingAt(Instant.now());

    @RegisterExtension
    static final ClaidSimulatorExtension claid = ClaidSimulatorExtension.with(
            simulator -> simulator.noQuota().clock(time).duration(Timing.fixed(Duration.ZERO)));

    @RegisterExtension
    final LogLines log = new LogLines();

    @TempDir
    Path folder;

    private Drop drop;

    @BeforeEach
    void aDrop() throws IOException {
        drop = new Drop(folder, claid.simulator()).withSmallResults().with("drop.exit-when-idle", "300ms");
    }

    @AfterEach
    void theEnd() throws Exception {
        drop.close();
    }

    @Test
    void whatIsUnderWayWhenTheProgramIsToldToEndIsFinishedByTheNextOneAndPaidOnce() throws Exception {
        Process process = fivePicturesUnderWay();

        process.destroy();

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(drop.files("inbox")).isEqualTo(FIVE);
        assertThat(drop.files("failed")).isEmpty();

        time.advance(TASK);
        assertThat(drop.start().exitCode()).isZero();
        assertThatTheFiveAreDoneAndPaidOnce();
    }

    @Test
    void whatIsUnderWayWhenTheProgramIsKilledIsFinishedByTheNextOneAndWhatWasBeingSentIsHeld() throws Exception {
        claid.simulator().when(Call.SUBMIT).input("sent").times(1).then(Fault.delay(Duration.ofMinutes(1)));
        drop.drop("sent.png", Drop.png(1));
        Process process = fivePicturesUnderWay();
        await().atMost(LONG).until(() -> ledger().requests(Call.SUBMIT) == 6);

        process.destroyForcibly().waitFor();

        assertThat(drop.files("inbox")).hasSize(6);
        assertThat(drop.command("list")).contains("1 more were being sent", "5 more are under way");

        time.advance(TASK);
        assertThat(drop.start().exitCode()).isOne();
        assertThatTheFiveAreDoneAndPaidOnce();
        assertThat(drop.files("failed")).containsExactly("sent.png", "sent.png.txt");
        assertThat(drop.command("list")).contains("submit of sent.png: whoever sent it has vanished");
    }

    private Process fivePicturesUnderWay() throws Exception {
        claid.simulator().when(Call.SUBMIT).always().then(Outcome.after(TASK));
        for (String name : FIVE) {
            drop.drop(name, Drop.png(Integer.parseInt(name.substring(0, 2))));
        }
        Process process = drop.startProcess();
        // it tells what it has written down
        await().atMost(LONG).until(() -> drop.text("process.log").contains("5 submitted"));
        return process;
    }

    private void assertThatTheFiveAreDoneAndPaidOnce() {
        assertThat(drop.files("inbox")).isEmpty();
        assertThat(drop.files("done")).isEqualTo(FIVE);
        assertThat(drop.files("outbox")).hasSize(5);
        assertThat(ledger().tasks())
                .filteredOn(task -> !task.input().contains("sent"))
                .hasSize(5);
        assertThat(ledger().uploads()).isEqualTo(drop.files("failed").isEmpty() ? 5 : 6);
    }

    @Test
    void anUnknownPictureFailsWithItsChoicesAndPaysNothingUntilOneIsMade() throws Exception {
        aPictureIsLost();
        String reason = drop.text("failed/lost.png.txt");
        assertThat(reason)
                .contains("may have been charged", "dashboard")
                .contains("folder-drop adopt " + code("lost.png") + " ID")
                .contains("folder-drop resubmit " + code("lost.png"))
                .contains("folder-drop drop " + code("lost.png"));

        Files.move(drop.home.resolve("failed/lost.png"), drop.home.resolve("inbox/lost.png"));
        assertThat(drop.start().exitCode()).isOne();

        assertThat(drop.files("failed")).containsExactly("lost.png", "lost.png.txt");
        assertThat(drop.text("failed/lost.png.txt")).contains("folder-drop resubmit " + code("lost.png"));
        assertThat(drop.command("list"))
                .contains(code("lost.png"), "submit of lost.png", "adopt CODE ID", "resubmit CODE", "drop CODE")
                .endsWith("0" + System.lineSeparator());
        assertThat(ledger().submits()).isEqualTo(1);
        assertThat(ledger().uploads()).isEqualTo(1);
    }

    @Test
    void anUnknownPictureWhoseTaskIsFoundIsFetchedAtNoCharge() throws Exception {
        aPictureIsLost();
        long id = ledger().tasks().get(0).id();

        assertThat(drop.command("adopt", code("lost.png"), Long.toString(id)))
                .contains("lost.png lies in the inbox again", "nothing is paid");

        assertThat(drop.files("inbox")).containsExactly("lost.png");
        assertThat(drop.files("failed")).isEmpty();
        assertThat(drop.start().exitCode()).isZero();
        assertThat(drop.files("outbox")).containsExactly("lost.webp");
        assertThat(ledger().submits()).isEqualTo(1);
        assertThat(ledger().uploads()).isEqualTo(1);
        assertThat(drop.command("list")).contains("nothing to choose");
    }

    @Test
    void anUnknownPictureThatIsResubmittedIsUploadedOnce() throws Exception {
        aPictureIsLost();

        drop.command("resubmit", code("lost.png"));

        assertThat(drop.start().exitCode()).isZero();
        assertThat(drop.files("done")).containsExactly("lost.png");
        assertThat(ledger().submits()).isEqualTo(2);
        assertThat(ledger().uploads()).isEqualTo(1);
    }

    @Test
    void anUnknownPictureThatIsDroppedIsForgotten() throws Exception {
        aPictureIsLost();

        assertThat(drop.command("drop", code("lost.png"))).contains("lost.png is forgotten");

        assertThat(drop.files("failed")).containsExactly("lost.png", "lost.png.txt");
        assertThat(drop.text("failed/lost.png.txt"))
                .contains("you have dropped it")
                .doesNotContain("resubmit");
        assertThat(drop.command("list")).contains("nothing to choose");
        Files.move(drop.home.resolve("failed/lost.png"), drop.home.resolve("inbox/lost.png"));
        assertThat(drop.start().exitCode()).isZero();
        assertThat(ledger().uploads()).isEqualTo(2);
    }

    @Test
    void anUnknownUploadHasNoIdToAdopt() throws Exception {
        claid.simulator().when(Call.UPLOAD).times(1).then(Fault.resetAfterAccepting());
        drop.drop("lost.png", Drop.png(1));
        assertThat(drop.start().exitCode()).isOne();

        assertThat(drop.text("failed/lost.png.txt"))
                .contains("the upload twice")
                .doesNotContain("adopt");
        assertThat(drop.command("list")).contains("upload of lost.png");
        assertThat(drop.command("adopt", code("lost.png"), "7"))
                .contains("is its upload")
                .endsWith(two());

        drop.command("resubmit", code("lost.png"));
        assertThat(drop.start().exitCode()).isZero();
        assertThat(ledger().uploads()).isEqualTo(2);
        assertThat(ledger().submits()).isEqualTo(1);
    }

    @Test
    void commandsThatMakeNoSenseSayWhatIsAllowedAndChangeNothing() throws Exception {
        aPictureIsLost();
        String code = code("lost.png");

        assertThat(drop.command("resubmit"))
                .contains("allowed: list, adopt CODE ID")
                .endsWith(two());
        assertThat(drop.command("adopt", code, "seven"))
                .contains("\"seven\", allowed: a number")
                .endsWith(two());
        assertThat(drop.command("adopt", code, "-7"))
                .contains("a positive integer")
                .endsWith(two());
        assertThat(drop.command("drop", "abcdef"))
                .contains("nothing to choose under \"abcdef\"")
                .endsWith(two());
        assertThat(drop.with("camel.component.claid.account", "").command("list"))
                .contains("camel.component.claid.account is missing")
                .endsWith(two());
        drop.with("camel.component.claid.account", "folder-drop");
        assertThat(drop.command("list")).contains(code);
    }

    @Test
    void whileTheProgramRunsNothingCanBeChosen() throws Exception {
        drop.with("drop.exit-when-idle", "0").start();
        await().atMost(LONG).until(() -> log.lines().stream().anyMatch(line -> line.startsWith("Drop pictures into")));

        assertThat(drop.command("list")).contains("a folder drop is at work").endsWith(two());
        assertThat(drop.stop()).isZero();
    }

    @Test
    void aSimulatorOfItsOwnLeavesNothingInTheLedger() throws Exception {
        drop.with("camel.component.claid.api-key", "").with("drop.samples", "never");
        drop.drop("mug.png", Drop.png(1));

        assertThat(drop.start().exitCode()).isZero();

        assertThat(drop.home.resolve(".folder-drop")).doesNotExist();
        assertThat(log.lines()).noneMatch(line -> line.contains("memory"));
    }

    private void aPictureIsLost() throws Exception {
        claid.simulator().when(Call.SUBMIT).times(1).then(Fault.resetAfterAccepting());
        drop.drop("lost.png", Drop.png(1));
        assertThat(drop.start().exitCode()).isOne();
        assertThat(drop.files("failed")).containsExactly("lost.png", "lost.png.txt");
    }

    /** As its reason tells it. */
    private String code(String name) throws IOException {
        Matcher command = Pattern.compile("folder-drop drop (\\w+)").matcher(drop.text("failed/" + name + ".txt"));
        assertThat(command.find()).isTrue();
        return command.group(1);
    }

    private static String two() {
        return "2" + System.lineSeparator();
    }

    private static Ledger ledger() {
        return claid.simulator().ledger();
    }
}
