package io.github.camelclaid.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A process with one picture is killed once at each point where the ledger takes a step that costs or ends something, and
 * the promises are kept. {@link CrashRuns} does it at all points, with many pictures, at random.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashMatrixTest {

    private static final int AT_ONCE = 2;
    private static final Set<Point> POINTS = EnumSet.of(
            Point.AFTER_INTENT,
            Point.DURING_UPLOAD,
            Point.UPLOAD_TAKEN,
            Point.AFTER_STAGED,
            Point.BEFORE_SUBMIT,
            Point.SUBMIT_TAKEN,
            Point.BEFORE_ACCEPTED,
            Point.AFTER_ACCEPTED,
            Point.DURING_POLL,
            Point.AFTER_FINISHED,
            Point.CLAIMED,
            Point.DURING_DELIVERY,
            Point.AFTER_DELIVERY,
            Point.BEFORE_ACKNOWLEDGED);

    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    private final Map<Point, Future<CrashRun.Result>> runs = new EnumMap<>(Point.class);

    @BeforeAll
    void start(@TempDir Path dir) throws Exception {
        Rehearsal.run();
        for (Point point : POINTS) {
            CrashRun.Case what = new CrashRun.Case(point, flow(point), 1, 0, 1, "", 10, point.ordinal());
            runs.put(point, threads.submit(() -> new CrashRun(what, dir.resolve(point.label())).run()));
        }
    }

    @AfterAll
    void end() {
        threads.shutdownNow();
    }

    static Set<Point> points() {
        return POINTS;
    }

    /** Each kind of route gets its share of the points. */
    private static Flow flow(Point point) {
        Flow[] possible = Arrays.stream(Flow.values()).filter(point::isOn).toArray(Flow[]::new);
        return possible[point.ordinal() % possible.length];
    }

    @ParameterizedTest
    @MethodSource("points")
    void aProcessThatIsKilledThereKeepsItsPromises(Point point) throws Exception {
        assertThat(runs.get(point).get().problems()).isEmpty();
    }

    @Test
    void thePageHasARowForEachPoint() throws Exception {
        String page = Files.readString(Path.of("../docs/guarantees.md"));
        assertThat(Stream.of(Point.values()).map(point -> "| `" + point.label() + "` |"))
                .allSatisfy(row -> assertThat(page).contains(row));
    }
}
