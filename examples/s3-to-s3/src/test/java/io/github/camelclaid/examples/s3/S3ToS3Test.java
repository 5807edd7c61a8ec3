package io.github.camelclaid.examples.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.simulator.ledger.TaskEntry;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Outcome;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

class S3ToS3Test {

    private static final Duration LONG = Duration.ofSeconds(30);

    @RegisterExtension
    final LogLines log = new LogLines();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "PRESIGNED, yaml, 100",
        "ZERO_COPY, yaml, 100",
        "UPLOAD, yaml, 100",
        // results of their full size, which take their time
        "PRESIGNED, java, 8",
        "ZERO_COPY, java, 8",
        "UPLOAD, java, 8"
    })
    @Tag("long")
    void objectsInNestedFoldersComeOutUnderOtherKeys(Way way, String dsl, int count) throws Exception {
        try (Shop shop = new Shop(folder, way)) {
            Map<String, String> results = new TreeMap<>();
            long bytes = 0;
            for (int number = 0; number < count; number++) {
                String name = List.of("", "kids/", "kids/größe 20+/", "100% wool/a & b/")
                                .get(number % 4) + "red shoe #" + number + ".front";
                byte[] picture = picture(number, 60);
                bytes += picture.length;
                shop.put(name + ".png", picture, "image/png");
                results.put(name + ".png", "edited/" + name + ".webp");
            }

            assertThat(shop.with("s3.dsl", dsl).runToTheEnd()).isZero();

            assertThat(shop.keys(Shop.TARGET)).containsExactlyInAnyOrderElementsOf(results.values());
            assertThat(shop.keys(Shop.SOURCE)).isEmpty();
            assertThat(shop.requests.deleted())
                    .containsExactlyElementsOf(results.keySet().stream()
                            .map(key -> "/" + Shop.SOURCE + "/" + key)
                            .sorted()
                            .toList());
            assertThat(shop.simulator.ledger().submits()).isEqualTo(count);
            assertThat(shop.simulator.ledger().uploads()).isEqualTo(way == Way.UPLOAD ? count : 0);
            assertThatEachIsTheResultOfItsTask(shop, results);
            assertThatNoMoreBytesWereReadThan(way == Way.ZERO_COPY ? 0 : bytes, shop);
            assertThat(shop.requests.presignedGets()).hasSize(way == Way.PRESIGNED ? count : 0);
            assertThat(shop.requests.connectorGets()).hasSize(way == Way.ZERO_COPY ? count : 0);
        }
    }

    private static void assertThatEachIsTheResultOfItsTask(Shop shop, Map<String, String> results) throws IOException {
        Map<String, TaskEntry> tasks = shop.simulator.ledger().tasks().stream()
                .collect(Collectors.toMap(task -> Long.toString(task.id()), Function.identity()));
        for (Map.Entry<String, String> result : results.entrySet()) {
            HeadObjectResponse head = shop.head(Shop.TARGET, result.getValue());
            assertThat(head.contentType()).isEqualTo("image/webp");
            TaskEntry task = tasks.remove(head.metadata().get("claid-task-id"));
            assertThat(head.contentLength()).isEqualTo(task.resultBytes());
        }
        assertThat(tasks).isEmpty();
        byte[] first = shop.s3
                .getObjectAsBytes(get ->
                        get.bucket(Shop.TARGET).key(results.values().iterator().next()))
                .asByteArray();
        assertThat(ImageIO.read(new ByteArrayInputStream(first)).getWidth()).isIn(60, 1200);
    }

    /** By the routes. The first read of all results belongs to the test. */
    private static void assertThatNoMoreBytesWereReadThan(long bytes, Shop shop) {
        assertThat(shop.requests.gets().stream()
                        .filter(get -> get.status() == 200 && get.path().startsWith("/" + Shop.SOURCE + "/"))
                        .mapToLong(S3Requests.Entry::bytes)
                        .sum())
                .isEqualTo(bytes);
        // written down after the answer
        await().atMost(LONG).untilAsserted(() -> assertThat(
                        shop.requests.gets().stream().filter(get -> get.path().startsWith("/" + Shop.TARGET + "/")))
                .hasSize(1));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    @Tag("long")
    void aPictureThatAlwaysFailsIsPaidOnceInAHundredPollsAndStays(Way way) throws Exception {
        try (Shop shop = new Shop(folder, way)) {
            shop.simulator.when(Call.SUBMIT).always().then(Outcome.error("The picture is too blurred."));
            shop.put("kids/blurred.png", picture(1, 60), "image/png")
                    .with("s3.poll-every", "10")
                    .start();

            await().atMost(LONG).until(() -> shop.requests.listings() > 100);
            shop.stop();

            assertThat(shop.simulator.ledger().submits()).isEqualTo(1);
            assertThat(shop.simulator.ledger().uploads()).isEqualTo(way == Way.UPLOAD ? 1 : 0);
            assertThat(shop.keys(Shop.SOURCE)).containsExactly("kids/blurred.png");
            assertThat(shop.keys(Shop.TARGET)).isEmpty();
            assertThat(log.lines())
                    .anyMatch(line -> line.startsWith(Shop.SOURCE + "/kids/blurred.png stays: ")
                            && line.contains("The picture is too blurred."));
        }
    }

    @ParameterizedTest
    @EnumSource(
            // a connector that cannot write fails the task
            names = "ZERO_COPY",
            mode = EnumSource.Mode.EXCLUDE)
    void aResultThatCannotBePutLeavesItsSourceAndIsNotPaidAgainWhenItCan(Way way) throws Exception {
        try (Shop shop = new Shop(folder, way)) {
            shop.simulator.when(Call.SUBMIT).always().then(Outcome.after(Duration.ofMillis(500)));
            for (int number = 0; number < 5; number++) {
                shop.put("kids/" + number + ".png", picture(number, 60), "image/png");
            }
            shop.start();
            await().atMost(LONG).until(() -> shop.simulator.ledger().submits() == 5);
            shop.s3.deleteBucket(bucket -> bucket.bucket(Shop.TARGET));
            await().atMost(LONG)
                    .until(() -> log.lines().stream()
                                    .filter(line -> line.contains(".png stays: "))
                                    .count()
                            > 10);
            assertThat(shop.keys(Shop.SOURCE)).hasSize(5);

            shop.s3.createBucket(bucket -> bucket.bucket(Shop.TARGET));
            await().atMost(LONG).until(() -> shop.keys(Shop.SOURCE).isEmpty());
            assertThat(shop.stop()).isZero();

            assertThat(shop.keys(Shop.TARGET)).hasSize(5);
            assertThat(shop.simulator.ledger().submits()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void anObjectThatMayNotBeDeletedIsPaidOnceHoweverOftenItComesBack(Way way) throws Exception {
        try (Shop shop = new Shop(folder, way)) {
            for (int number = 0; number < 3; number++) {
                shop.put("kids/" + number + ".png", picture(number, 60), "image/png");
            }
            shop.start();
            shop.requests.denyDeletes(true);
            await().atMost(LONG)
                    .until(() -> shop.keys(Shop.TARGET).size() == 3
                            && shop.requests.deleted().size() > 9);
            assertThat(shop.keys(Shop.SOURCE)).hasSize(3);

            shop.requests.denyDeletes(false);
            await().atMost(LONG).until(() -> shop.keys(Shop.SOURCE).isEmpty());
            assertThat(shop.stop()).isZero();

            assertThat(shop.keys(Shop.TARGET)).hasSize(3);
            assertThat(shop.simulator.ledger().submits()).isEqualTo(3);
        }
    }

    @Test
    void aResultThatClaidPutElsewhereLeavesItsSource() throws Exception {
        try (Shop shop = new Shop(folder, Way.ZERO_COPY)) {
            shop.put("kids/shoe.png", picture(1, 60), "image/png").with("s3.target-storage", "elsewhere");

            assertThat(shop.runToTheEnd()).isOne();

            assertThat(shop.keys(Shop.SOURCE)).containsExactly("kids/shoe.png");
            assertThat(shop.simulator.ledger().submits()).isEqualTo(1);
            assertThat(log.lines())
                    .anyMatch(line -> line.startsWith(Shop.SOURCE + "/kids/shoe.png stays: ") && line.contains("404"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PRESIGNED, yaml",
        "ZERO_COPY, yaml",
        "UPLOAD, yaml",
        "PRESIGNED, java",
        "ZERO_COPY, java",
        "UPLOAD, java"
    })
    void anObjectThatIsReplacedWhileItIsEditedIsNotDeletedButEditedNext(Way way, String dsl) throws Exception {
        try (Shop shop = new Shop(folder, way)) {
            shop.simulator.when(Call.SUBMIT).always().then(Outcome.after(Duration.ofMillis(500)));
            shop.put("kids/shoe.png", picture(1, 60), "image/png")
                    .with("s3.dsl", dsl)
                    .with("s3.exit-when-idle", "300ms")
                    .start();
            await().atMost(LONG).until(() -> shop.simulator.ledger().submits() == 1);
            shop.put("kids/shoe.png", picture(2, 50), "image/png");

            assertThat(shop.exitCode()).isZero();

            assertThat(shop.simulator.ledger().submits()).isEqualTo(2);
            assertThat(shop.simulator.ledger().uploads()).isEqualTo(way == Way.UPLOAD ? 2 : 0);
            assertThat(shop.keys(Shop.SOURCE)).isEmpty();
            assertThat(shop.keys(Shop.TARGET)).containsExactly("edited/kids/shoe.webp");
            assertThat(shop.head(Shop.TARGET, "edited/kids/shoe.webp").metadata())
                    .containsEntry(
                            "claid-task-id",
                            Long.toString(shop.simulator.ledger().tasks().stream()
                                    .mapToLong(TaskEntry::id)
                                    .max()
                                    .orElseThrow()));
            assertThat(shop.requests.deleted()).containsExactly("/" + Shop.SOURCE + "/kids/shoe.png");
            assertThat(log.lines())
                    .containsOnlyOnce(Shop.SOURCE
                            + "/kids/shoe.png was replaced while it was edited: the new one stays and is next");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "java"})
    @Tag("long")
    void anObjectThatIsRemovedWhileItIsEditedIsNoFailure(String dsl) throws Exception {
        // in the other ways Claid may not have read it yet
        try (Shop shop = new Shop(folder, Way.UPLOAD)) {
            shop.simulator.when(Call.SUBMIT).always().then(Outcome.after(Duration.ofMillis(500)));
            shop.put("shoe.png", picture(1, 60), "image/png")
                    .with("s3.dsl", dsl)
                    .start();
            await().atMost(LONG).until(() -> shop.simulator.ledger().submits() == 1);
            shop.s3.deleteObject(delete -> delete.bucket(Shop.SOURCE).key("shoe.png"));

            await().atMost(LONG).until(() -> log.lines()
                    .contains(Shop.SOURCE + "/shoe.png was removed while it was edited: nothing to delete"));

            assertThat(shop.stop()).isZero();
            assertThat(shop.keys(Shop.TARGET)).containsExactly("edited/shoe.webp");
            assertThat(log.lines()).noneMatch(line -> line.contains(" stays: "));
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    @Tag("long")
    void picturesUnderWayAreReadOnceAndNoConnectionStaysOpenForThem(Way way) throws Exception {
        try (Shop shop = new Shop(folder, way)) {
            shop.simulator.when(Call.SUBMIT).always().then(Outcome.never());
            for (int number = 0; number < 2; number++) {
                // more than fits into the buffers of a connection
                shop.put(number + ".png", picture(number, 2000), "image/png");
            }
            shop.start();
            await().atMost(LONG).until(() -> shop.simulator.ledger().submits() == 2);
            long listings = shop.requests.listings();
            if (way != Way.ZERO_COPY) {
                await().atMost(LONG).until(() -> shop.requests.listings() > listings + 20);
            }

            assertThat(shop.requests.gets())
                    .hasSize(way == Way.ZERO_COPY ? 0 : 2)
                    .allMatch(get -> get.status() == 200 && get.bytes() > 10_000_000);
            assertThat(shop.stop()).isZero();
            assertThat(shop.keys(Shop.SOURCE)).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aRouteThatIsStoppedAndStartedGoesOnWithoutACharge(Way way) throws Exception {
        try (Shop shop = new Shop(folder, way)) {
            shop.simulator.when(Call.SUBMIT).always().then(Outcome.after(Duration.ofMinutes(1)));
            for (int number = 0; number < 10; number++) {
                shop.put(number + ".png", picture(number, 60), "image/png");
            }
            shop.start();
            await().atMost(LONG).until(() -> shop.simulator.ledger().submits() == 10);

            shop.camel().getRouteController().stopRoute(way.toString());
            assertThat(shop.keys(Shop.SOURCE)).hasSize(10);
            shop.time.skip(Duration.ofMinutes(1));
            shop.camel().getRouteController().startRoute(way.toString());

            await().atMost(LONG).until(() -> shop.keys(Shop.SOURCE).isEmpty());
            assertThat(shop.keys(Shop.TARGET)).hasSize(10);
            assertThat(shop.simulator.ledger().submits()).isEqualTo(10);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PRESIGNED", "UPLOAD"})
    void whatIsUnderWayWhenTheProgramEndsStaysAndIsFinishedByTheNextOneWithoutACharge(Way way) throws Exception {
        try (Shop shop = new Shop(folder, way)) {
            shop.simulator.when(Call.SUBMIT).always().then(Outcome.after(Duration.ofMinutes(1)));
            for (int number = 0; number < 5; number++) {
                shop.put(number + ".png", picture(number, 60), "image/png");
            }
            shop.start();
            await().atMost(LONG).until(() -> shop.simulator.ledger().submits() == 5);
            shop.stop();
            assertThat(shop.keys(Shop.SOURCE)).hasSize(5);

            shop.time.skip(Duration.ofMinutes(1));
            assertThat(shop.runToTheEnd()).isZero();

            assertThat(shop.keys(Shop.SOURCE)).isEmpty();
            assertThat(shop.keys(Shop.TARGET)).hasSize(5);
            assertThat(shop.simulator.ledger().submits()).isEqualTo(5);
            assertThat(shop.simulator.ledger().uploads()).isEqualTo(way == Way.UPLOAD ? 5 : 0);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whatIsNoPictureStaysAndTheOthersGoOn(Way way) throws Exception {
        try (Shop shop = new Shop(folder, way)) {
            shop.put("kids/notes.txt", "no picture".getBytes(), "text/plain");
            shop.put("kids/shoe.png", picture(1, 60), "image/png");

            assertThat(shop.runToTheEnd()).isOne();

            assertThat(shop.keys(Shop.SOURCE)).containsExactly("kids/notes.txt");
            assertThat(shop.keys(Shop.TARGET)).containsExactly("edited/kids/shoe.webp");
            assertThat(log.lines()).anyMatch(line -> line.startsWith(Shop.SOURCE + "/kids/notes.txt stays: "));
            assertThat(shop.simulator.ledger().uploads()).isEqualTo(way == Way.UPLOAD ? 1 : 0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PRESIGNED, yaml",
        "ZERO_COPY, yaml",
        "UPLOAD, yaml",
        "PRESIGNED, java",
        "ZERO_COPY, java",
        "UPLOAD, java"
    })
    void foldersAndEmptyObjectsAreNotPaidAndStay(Way way, String dsl) throws Exception {
        try (Shop shop = new Shop(folder, way)) {
            shop.put("kids/", new byte[0], "application/octet-stream")
                    .put("kids/ok.png", picture(1, 60), "image/png")
                    .put("empty.png", new byte[0], "image/png");

            assertThat(shop.with("s3.dsl", dsl).runToTheEnd()).isZero();

            assertThat(shop.keys(Shop.SOURCE)).containsExactly("empty.png", "kids/");
            assertThat(shop.keys(Shop.TARGET)).containsExactly("edited/kids/ok.webp");
            assertThat(shop.simulator.ledger().submits()).isEqualTo(1);
            assertThat(shop.simulator.ledger().uploads()).isEqualTo(way == Way.UPLOAD ? 1 : 0);
            assertThat(log.lines())
                    .contains(Shop.SOURCE + "/empty.png stays: it is empty")
                    .noneMatch(line -> line.startsWith(Shop.SOURCE + "/kids/ stays"));
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aNameThatHoldsAnExpressionIsNotRunAndNotPaid(Way way) throws Exception {
        try (Shop shop = new Shop(folder, way)) {
            String key = "${sys.user.name}.png";
            shop.put(key, picture(1, 60), "image/png");

            assertThat(shop.runToTheEnd()).isOne();

            assertThat(shop.keys(Shop.SOURCE)).containsExactly(key);
            assertThat(shop.keys(Shop.TARGET)).isEmpty();
            assertThat(shop.simulator.ledger().charges()).isZero();
            assertThat(log.lines())
                    .contains(Shop.SOURCE + "/" + key
                            + " stays: the name holds an expression, allowed: a name without $ and {");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s3.source | no-such-bucket | s3.source is \"no-such-bucket\", which S3 does not let us list: 404 NoSuchBucket",
                "s3.target | no-such-bucket | s3.target is \"no-such-bucket\", a bucket that does not exist",
                "camel.component.aws2-s3.secret-key | wrong | which S3 does not let us list: 403 SignatureDoesNotMatch",
                "camel.component.aws2-s3.access-key | wrong | which S3 does not let us list: 403 InvalidAccessKeyId",
                "s3.way | walk | s3.way is \"walk\", allowed: presigned, zero-copy, upload",
                "s3.dsl | xml | s3.dsl is \"xml\", allowed: yaml, java",
                "s3.target | shop-source | both \"shop-source\"",
                "s3.target-storage | '' | s3.target-storage is missing: the name of Claid's storage connector",
                "s3.target | '' | s3.target is missing: name both buckets",
                "camel.component.claid.api-key | '' | CLAID_API_KEY is not"
            })
    void whatCannotStartSaysWhyBeforeAnythingIsPaid(String name, String value, String message) throws Exception {
        try (Shop shop = new Shop(folder, Way.ZERO_COPY)) {
            shop.put("shoe.png", picture(1, 60), "image/png").with(name, value);

            assertThat(shop.command()).isEqualTo(2);

            assertThat(log.lines())
                    .filteredOn(line -> line.contains("cannot start"))
                    .singleElement()
                    .asString()
                    .contains(message)
                    .doesNotContain(LocalS3.SECRET_KEY);
            assertThat(shop.keys(Shop.SOURCE)).containsExactly("shoe.png");
            assertThat(shop.simulator.ledger().requests()).isZero();
        }
    }

    /** Noise, which no format makes smaller; different for each number. */
    static byte[] picture(int number, int size) throws IOException {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(number);
        IntStream.range(0, size * size).forEach(i -> image.setRGB(i % size, i / size, random.nextInt()));
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }
}
