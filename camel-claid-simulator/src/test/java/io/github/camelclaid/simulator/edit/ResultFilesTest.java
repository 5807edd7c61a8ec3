package io.github.camelclaid.simulator.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ResultFilesTest {

    @Test
    void closingRemovesTheFolder() throws Exception {
        ResultFiles results = new ResultFiles(Clock.systemUTC(), Duration.ofHours(1));
        results.publish(results.scratch(".jpg"), "shoe.jpg", "image/jpeg", 1);

        results.close();

        assertThat(results.folder()).doesNotExist();
    }

    @Test
    void sweepingDeletesWhatHasExpired() throws Exception {
        try (ResultFiles results = new ResultFiles(Clock.systemUTC(), Duration.ZERO)) {
            Path file = results.scratch(".jpg");
            results.publish(file, "shoe.jpg", "image/jpeg", 1);

            results.sweep();

            assertThat(Files.exists(file)).isFalse();
        }
    }

    @Test
    void namesNeedNoEscapingInAUrl() {
        assertThat(FileNames.inUrl("äpple & pear?")).isEqualTo("_pple___pear_");
    }
}
