package io.github.camelclaid.simulator.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ResultFilesTest {

    private static ResultFiles keeping(Duration lifetime, long maxBytes) throws Exception {
        return new ResultFiles(Clock.systemUTC(), lifetime, maxBytes);
    }

    private static Path scratch(ResultFiles results, int bytes) throws Exception {
        return Files.write(results.scratch(".jpg"), new byte[bytes]);
    }

    @Test
    void closingRemovesTheFolder() throws Exception {
        ResultFiles results = keeping(Duration.ofHours(1), 100);
        results.publish(scratch(results, 10), "shoe.jpg", "image/jpeg", 1);

        results.close();

        assertThat(results.folder()).doesNotExist();
    }

    @Test
    void sweepingDeletesWhatHasExpired() throws Exception {
        try (ResultFiles results = keeping(Duration.ZERO, 100)) {
            results.publish(scratch(results, 10), "shoe.jpg", "image/jpeg", 1);
            assertThat(results.folder()).isDirectoryContaining("regex:.*/[0-9a-f-]{36}");

            results.sweep();

            assertThat(results.folder()).isDirectoryNotContaining("regex:.*/[0-9a-f-]{36}");
        }
    }

    @Test
    void whatExpiresMakesRoom() throws Exception {
        try (ResultFiles results = keeping(Duration.ZERO, 100)) {
            results.publish(scratch(results, 60), "shoe.jpg", "image/jpeg", 1);
            Path second = scratch(results, 60);
            assertThatExceptionOfType(EditFailure.class)
                    .isThrownBy(() -> results.publish(second, "shoe.jpg", "image/jpeg", 2))
                    .withMessageContaining("more than 100 bytes")
                    .withMessageContaining("maxStoredBytes");

            results.sweep();

            assertThat(results.publish(second, "shoe.jpg", "image/jpeg", 2)).isNotEmpty();
        }
    }

    @Test
    void namesNeedNoEscapingInAUrl() {
        assertThat(FileNames.inUrl("äpple & pear?")).isEqualTo("_pple___pear_");
    }
}
