package io.github.camelclaid.simulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelclaid.simulator.ClaidSimulator;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Optional<ClaidSimulator> start(String... args) {
        return SimulatorCommand.start(
                List.of(args),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void helpNamesEveryOption() {
        assertThat(start("--help")).isEmpty();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("--port", "--key", "--storage", "--quota", "--allow-host", "--duration");
    }

    @Test
    void theStartLineShowsTheAddressAndSomethingToTry(@TempDir Path folder) {
        try (ClaidSimulator simulator = start(
                        "--port",
                        "0",
                        "--key=secret",
                        "--storage",
                        "shop=" + folder,
                        "--duration",
                        "~1s",
                        "--quota=none")
                .orElseThrow()) {
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .startsWith("Claid simulator at " + simulator.baseUrl())
                    .contains("curl -H 'Authorization: Bearer secret'");
        }
    }

    @Test
    void aStorageCanBeABucketOfAnyServer() {
        try (ClaidSimulator simulator = start(
                        "--port=0", "--storage=shop=s3://pictures/catalogue", "--s3-endpoint=http://127.0.0.1:9000")
                .orElseThrow()) {
            assertThat(simulator.baseUrl()).isNotEmpty();
            assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        }
    }

    @Test
    void aWebhookCanBeSetUpInAnyOrder() {
        try (ClaidSimulator simulator = start(
                        "--port=0",
                        "--webhook-encoding=base64",
                        "--webhook-secret=hush",
                        "--webhook=http://localhost:9/hook",
                        "--max-stored-bytes=1000000")
                .orElseThrow()) {
            assertThat(simulator.ledger().webhooks()).isEmpty();
            assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("hush");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--frobnicate, x, unknown option",
        "--port, many, must be a number",
        "--port, 70000, must be from 0 to 65535",
        "--quota, lots, not a quota",
        "--duration, soon, not a duration",
        "--storage, shop, name=folder",
        "--storage, shop=/no/such/folder, no folder",
        "--storage, shop=s3:///path, names no bucket",
        "--webhook, localhost:9000, must be an http(s) address",
        "--webhook, http://192.0.2.1/hook, allow it by name",
        "--webhook-encoding, rot13, 'must be one of [hex, upper-case-hex, prefixed-hex, base64, base64url]'",
        "--max-stored-bytes, lots, must be a number",
        "--s3-endpoint, localhost:9000, must be an http(s) address",
    })
    void aMistakeIsExplained(String option, String value, String explanation) {
        assertThat(start(option, value)).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(explanation).contains("--help");
    }

    @Test
    void aPortThatIsTakenIsExplained() {
        try (ClaidSimulator first = start("--port", "0").orElseThrow()) {
            String port = first.baseUrl().substring(first.baseUrl().lastIndexOf(':') + 1);

            assertThat(start("--port", port)).isEmpty();
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("cannot start");
        }
    }
}
