package io.github.camelclaid.examples.folderdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.simulator.ClaidSimulatorExtension;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Fault;
import io.github.camelclaid.simulator.script.Outcome;
import io.github.camelclaid.simulator.script.Timing;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class FolderDropTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @RegisterExtension
    static final ClaidSimulatorExtension claid = ClaidSimulatorExtension.with(
            simulator -> simulator.noQuota().duration(Timing.fixed(Duration.ofMillis(100))));

    @RegisterExtension
    final LogLines log = new LogLines();

    @TempDir
    Path folder;

    private Drop drop;

    @BeforeEach
    void aDrop() throws IOException {
        drop = new Drop(folder, claid.simulator());
    }

    @Test
    void theSamplesComeOutAsTheRouteSays() throws Exception {
        int exit = drop.with("drop.samples", "always")
                .with("drop.exit-when-idle", "300ms")
                .start()
                .exitCode();

        assertThat(exit).isZero();
        assertThat(drop.files("outbox"))
                .containsExactly(
                        "headphones.webp",
                        "kids/watch.webp",
                        "lamp.webp",
                        "mug.webp",
                        "perfume bottle.webp",
                        "sneaker.webp");
        assertThat(drop.files("done"))
                .containsExactly(
                        "headphones.jpg",
                        "kids/watch.png",
                        "lamp.webp",
                        "mug.jpg",
                        "perfume bottle.png",
                        "sneaker.jpg");
        assertThat(drop.files("inbox")).isEmpty();
        assertThat(drop.files("failed")).isEmpty();
        for (String name : drop.files("outbox")) {
            BufferedImage result = drop.picture("outbox/" + name);
            assertThat(List.of(result.getWidth(), result.getHeight())).as(name).containsExactly(1200, 1200);
            assertIsGround(new Color(result.getRGB(10, 10)));
        }
        assertThat(handleSide(drop.picture("outbox/mug.webp")))
                .as("the mug stands upright, as its EXIF orientation says")
                .isEqualTo("right");
        assertThat(claid.simulator().ledger().charges()).isEqualTo(12);
        assertThat(log.lines())
                .anyMatch(line -> line.matches("mug.jpg -> outbox/mug.webp, 1200x1200 webp, \\d+ kB .*"));
        assertThat(log.lines()).contains("6 submitted, 6 done, 0 failed, 0 left");
    }

    @Test
    void whatFailsLiesBesideTheReasonAndTheRestGoesOn() throws Exception {
        claid.simulator().when(Call.SUBMIT).input("blurred").always().then(Outcome.error("no product found"));
        claid.simulator().when(Call.SUBMIT).input("lost").always().then(Fault.resetAfterAccepting());
        drop.drop("Kinder/blurred größe.png", Drop.png(1));
        drop.drop("lost.png", Drop.png(2));
        drop.drop("notes.jpg", "buy milk".getBytes(StandardCharsets.UTF_8));
        drop.drop("empty.jpg", new byte[0]);
        drop.drop("good.png", Drop.png(3));

        int exit = drop.with("drop.exit-when-idle", "300ms").start().exitCode();

        assertThat(exit).isEqualTo(1);
        assertThat(drop.files("outbox")).containsExactly("good.webp");
        assertThat(drop.files("done")).containsExactly("good.png");
        assertThat(drop.files("failed"))
                .containsExactly(
                        "Kinder/blurred größe.png",
                        "Kinder/blurred größe.png.txt",
                        "empty.jpg",
                        "empty.jpg.txt",
                        "lost.png",
                        "lost.png.txt",
                        "notes.jpg",
                        "notes.jpg.txt");
        assertThat(drop.text("failed/Kinder/blurred größe.png.txt"))
                .contains("Kinder/blurred größe.png was not edited", "ERROR: no product found", "request id", "again");
        assertThat(drop.text("failed/lost.png.txt")).contains("may have been charged", "resubmit", "dashboard");
        assertThat(drop.text("failed/notes.jpg.txt")).contains("nothing was sent or paid", "JPEG, PNG");
        assertThat(drop.text("failed/empty.jpg.txt")).contains("nothing was sent or paid");
        assertThat(claid.simulator().ledger().submits()).isEqualTo(3);
        assertThat(claid.simulator().ledger().uploads()).isEqualTo(3);
        assertThat(log.lines().stream().filter(line -> line.contains("notes.jpg")))
                .hasSize(1);
    }

    @Test
    void aFailedPictureThatIsDroppedAgainReplacesItsReason() throws Exception {
        claid.simulator().when(Call.SUBMIT).times(2).then(Outcome.error("no product found"));
        drop.withSmallResults().start();

        for (int attempt = 1; attempt <= 2; attempt++) {
            long submits = attempt;
            drop.drop("shy.png", Drop.png(1));
            await().atMost(LONG)
                    .until(() -> claid.simulator().ledger().submits() == submits
                            && drop.files("inbox").isEmpty());
            assertThat(drop.files("failed")).containsExactly("shy.png", "shy.png.txt");
        }
        drop.drop("shy.png", Drop.png(1));
        await().atMost(LONG).until(() -> drop.files("done").equals(List.of("shy.png")));

        assertThat(drop.stop()).isEqualTo(1);
        assertThat(claid.simulator().ledger().uploads()).isEqualTo(1);
    }

    @Test
    void usedUpCreditsLeaveTheRestInTheInboxUntilThereAreNewOnes() throws Exception {
        for (int number = 10; number < 60; number++) {
            drop.drop(number + ".png", Drop.png(number));
        }
        claid.simulator().when(Call.SUBMIT).times(5).then(Fault.delay(Duration.ZERO));
        claid.simulator().when(Call.SUBMIT).always().then(Fault.status(402));
        drop.withSmallResults().with("drop.exit-when-idle", "300ms").start();

        await().atMost(LONG)
                .until(() -> drop.files("outbox").size() == 5
                        && log.lines().stream()
                                .anyMatch(line -> line.contains("45 left, on hold: ") && line.contains("402")));
        assertThat(drop.files("inbox")).hasSize(45);
        assertThat(drop.files("failed")).isEmpty();

        assertThat(claid.simulator().ledger().submits()).isEqualTo(5);
        long uploads = claid.simulator().ledger().uploads();

        claid.simulator().reset();

        assertThat(drop.exitCode()).isZero();
        assertThat(drop.files("outbox")).hasSize(50);
        assertThat(claid.simulator().ledger().submits()).isEqualTo(45);
        assertThat(uploads + claid.simulator().ledger().uploads()).isEqualTo(50);
    }

    @Test
    void aFileThatIsBeingWrittenIsWaitedFor() throws Exception {
        drop.withSmallResults().with("drop.settled-after", "1s").start();
        byte[] picture = Drop.png(1);
        Path growing = drop.home.resolve("inbox/slow.png");
        await().atMost(LONG).until(() -> Files.exists(growing.getParent()));
        Files.write(growing, Arrays.copyOf(picture, picture.length / 2));

        drop.drop("quick.png", Drop.png(2));
        await().atMost(LONG).pollInterval(Duration.ofMillis(100)).until(() -> {
            Files.setLastModifiedTime(growing, FileTime.from(Instant.now()));
            return drop.files("done").equals(List.of("quick.png"));
        });
        assertThat(drop.files("inbox")).containsExactly("slow.png");
        Files.write(growing, picture);

        await().atMost(LONG).until(() -> drop.files("done").equals(List.of("quick.png", "slow.png")));
        assertThat(drop.stop()).isZero();
    }

    @Test
    void aStopLeavesUnfinishedPicturesInTheInbox() throws Exception {
        claid.simulator().when(Call.SUBMIT).always().then(Outcome.never());
        for (int number = 10; number < 18; number++) {
            drop.drop("to do/" + number + ".png", Drop.png(number));
        }
        drop.withSmallResults().atSpeed(1).start();
        await().atMost(LONG).until(() -> claid.simulator().ledger().submits() == 8);

        Instant asked = Instant.now();
        assertThat(drop.stop()).isZero();
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(5));
        assertThat(drop.files("inbox")).hasSize(8);
        assertThat(drop.files("failed")).isEmpty();
        assertThat(drop.files("done")).isEmpty();
        assertThat(log.lines()).noneMatch(line -> line.contains("Exception"));
    }

    @Test
    void nothingIsOverwritten() throws Exception {
        drop.drop("mug.png", Drop.png(1));
        drop.drop("mug.bmp", Drop.png(2));
        drop.withSmallResults().start();
        await().atMost(LONG).until(() -> drop.files("done").equals(List.of("mug.bmp", "mug.png")));
        drop.drop("mug.png", Drop.png(3));
        await().atMost(LONG).until(() -> drop.files("done").contains("mug (2).png"));

        assertThat(drop.stop()).isZero();
        assertThat(drop.files("outbox")).containsExactly("mug (2).webp", "mug (3).webp", "mug.webp");
        assertThat(drop.files("done")).containsExactly("mug (2).png", "mug.bmp", "mug.png");
    }

    @Test
    void onlySoManyPicturesAreTakenInAtOnce() throws Exception {
        claid.simulator().when(Call.SUBMIT).always().then(Outcome.never());
        for (int number = 10; number < 60; number++) {
            drop.drop(number + ".png", Drop.png(number));
        }
        drop.withSmallResults().with("drop.at-once", "5").start();

        // one poll takes 10 in before the inbox is suspended
        await().atMost(LONG)
                .during(Duration.ofSeconds(2))
                .until(() -> claid.simulator().ledger().uploads() <= 15);
        assertThat(claid.simulator().ledger().uploads()).isGreaterThanOrEqualTo(5);
        drop.stop();
        assertThat(drop.files("inbox")).hasSize(50);
    }

    @Test
    void withoutAKeyASimulatorIsUsedAndSaidSo() throws Exception {
        int exit = drop.with("camel.component.claid.api-key", "")
                .with("drop.samples", "never")
                .with("drop.exit-when-idle", "300ms")
                .atSpeed(1)
                .start()
                .exitCode();

        assertThat(exit).isZero();
        assertThat(log.lines())
                .filteredOn(line -> line.contains("simulator on this machine"))
                .hasSize(1);
        assertThat(claid.simulator().ledger().requests()).isZero();
    }

    @Test
    void aSecondProgramIsKeptAwayFromTheInbox() throws Exception {
        drop.start();
        await().atMost(LONG).until(() -> log.lines().stream().anyMatch(line -> line.startsWith("Drop pictures into")));

        int exit = FolderDrop.run("--home=" + drop.home, "--drop.samples=never");

        assertThat(exit).isEqualTo(2);
        assertThat(log.lines()).anyMatch(line -> line.contains("a folder drop is at work"));
        assertThat(drop.stop()).isZero();
    }

    @Test
    void whatCannotStartSaysWhyInOneLine() throws IOException {
        Files.writeString(drop.home.resolve(Home.ROUTE), drop.text(Home.ROUTE).replace("fit: canvas", "fit: canvass"));

        int exit = FolderDrop.run("--home=" + drop.home, "--drop.samples=never");

        assertThat(exit).isEqualTo(2);
        assertThat(log.lines())
                .filteredOn(line -> line.contains("cannot start"))
                .singleElement()
                .asString()
                .contains("op.resizing.fit", "canvass", "canvas");
    }

    private static void assertIsGround(Color color) {
        Color ground = new Color(0xf3eee6);
        assertThat(IntStream.of(
                        color.getRed() - ground.getRed(),
                        color.getGreen() - ground.getGreen(),
                        color.getBlue() - ground.getBlue()))
                .allMatch(difference -> Math.abs(difference) <= 4);
    }

    /** Where the ground is seen through the handle, beside the glazed body. */
    private static String handleSide(BufferedImage mug) {
        int left = 0;
        int right = 0;
        for (int y = 300; y < 700; y++) {
            int first = -1;
            int last = -1;
            for (int x = 0; x < mug.getWidth(); x++) {
                if (isGlaze(new Color(mug.getRGB(x, y)))) {
                    first = first < 0 ? x : first;
                    last = x;
                }
            }
            for (int x = first + 1; x < last; x++) {
                if (isNearGround(new Color(mug.getRGB(x, y)))) {
                    if (x < (first + last) / 2) {
                        left++;
                    } else {
                        right++;
                    }
                }
            }
        }
        return right > left ? "right" : "left";
    }

    private static boolean isGlaze(Color color) {
        return color.getBlue() > color.getRed() + 30;
    }

    private static boolean isNearGround(Color color) {
        return Math.abs(color.getRed() - 0xF3) < 8
                && Math.abs(color.getGreen() - 0xEE) < 8
                && Math.abs(color.getBlue() - 0xE6) < 8;
    }
}
