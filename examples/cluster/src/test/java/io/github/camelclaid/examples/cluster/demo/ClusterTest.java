package io.github.camelclaid.examples.cluster.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.camelclaid.QuickNode;
import io.github.camelclaid.examples.cluster.surroundings.Postgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as users run it, but for nodes whose time passes faster. */
class ClusterTest {

    @TempDir
    Path folder;

    @Test
    @Tag("long")
    void aNodeThatIsKilledLosesNothingAndPaysNothingTwice() throws Exception {
        assumeTrue(postgresRuns(), "the embedded PostgreSQL runs here");
        NodeProgram program = new NodeProgram(Path.of("").toAbsolutePath(), QuickNode.class, Map.of());

        Balance balance = new ClusterDemo(program, folder.resolve("demo"), 30, 3).run();

        assertThat(balance.holds())
                .as(balance.lines().collect(Collectors.joining("\n")))
                .isTrue();
    }

    private static boolean postgresRuns() throws IOException {
        try (Postgres server = Postgres.start()) {
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
