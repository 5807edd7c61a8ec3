package io.github.camelclaid.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
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
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process with one picture is killed once at each point, and the promises are kept. {@link CrashRuns} does the same with
 * many pictures, at random.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashMatrixTest {

    private static final int AT_ONCE = 2;

    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    private final Map<Point, Future<CrashRun.Result>> runs = new EnumMap<>(Point.class);

    @BeforeAll
    void start(@TempDir Path dir) throws Exception {
        Rehearsal.run();
        for (Point point : Point.values()) {
            CrashRun.Case what = new CrashRun.Case(point, flow(point), 1, 0, 1, "", 10, point.ordinal());
            runs.put(point, threads.submit(() -> new CrashRun(what, dir.resolve(point.label())).run()));
        }
    }

    @AfterAll
    void end() {
        threads.shutdownNow();
    }

    /** Each kind of route gets its share of the points. */
    private static Flow flow(Point point) {
        Flow[] possible = Arrays.stream(Flow.values()).filter(point::isOn).toArray(Flow[]::new);
        return possible[point.ordinal() % possible.length];
    }

    @ParameterizedTest
    @EnumSource(Point.class)
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
