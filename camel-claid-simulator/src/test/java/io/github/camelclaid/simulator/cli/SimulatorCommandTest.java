package io.github.camelclaid.simulator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.camelclaid.simulator.ClaidSimulator;
import io.github.camelclaid.simulator.script.Effects;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private SimulatorCommand.Outcome run(String... args) {
        return SimulatorCommand.start(List.of(args), new PrintWriter(out), new PrintWriter(err));
    }

    private ClaidSimulator started(String... args) {
        Optional<ClaidSimulator> simulator = run(args).simulator();
        assertThat(err.toString()).isEmpty();
        return simulator.orElseThrow();
    }

    @Test
    void helpNamesEveryOptionWithItsDefault() {
        assertThat(run("--help").exitCode()).isZero();

        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains("--port=<n>", "Default: 8787")
                .contains("--quota=<windows>", "Default: 120/60s,4/1s")
                .contains("--max-input-bytes=<size>", "Default: 100MiB")
                .doesNotContain("DEFAULT-VALUE", "null");
    }

    @Test
    void helpWithRulesNamesEveryEffect() {
        assertThat(run("--help-rules").exitCode()).isZero();

        assertThat(out.toString())
                .contains(Effects.all().stream()
                        .map(effect -> "\n  " + effect.name() + " ")
                        .toList())
                .contains("status share=3%: status 500");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status: status 500 after-accepting delayed 2s",
                "submit: done after 10s showing PAUSED failing shoe3 \"no face\" forgotten-after 30s with-the-id-before",
                "submit,batch input=a task=1 nth=2 times=3 share=0.5%: reset"
            })
    void whatHelpSaysAboutTheWordsBehindAnEffectIsUnderstood(String rule) {
        started("--port=0", "--rule", rule).close();
    }

    @Test
    void theVersionIsKnown() {
        assertThat(run("--version").exitCode()).isZero();
        assertThat(out.toString()).startsWith("claid-simulator ");
    }

    @Test
    void whatIsPrintedFirstNamesAddressLedgerAndKey() {
        try (ClaidSimulator simulator = started("--port", "0", "--key=secret")) {
            assertThat(out.toString())
                    .startsWith("Claid simulator at " + simulator.baseUrl() + " with the key secret")
                    .contains(simulator.baseUrl() + "/_simulator/ledger");
        }
    }

    @Test
    void theRequestsThatItSuggestsWorkAsTheyStandThere() throws Exception {
        assumeThat(new ProcessBuilder("curl", "--version").start().waitFor()).isZero();
        try (ClaidSimulator simulator = started("--port=0", "--key=it's me", "--duration=1ms", "--quota=none")) {
            List<String> commands = Pattern.compile("^  (curl(?:.*\\\\\n)*.*)$", Pattern.MULTILINE)
                    .matcher(out.toString())
                    .results()
                    .map(found -> found.group(1))
                    .toList();

            assertThat(shell(commands.get(0))).contains("\"status\":\"ACCEPTED\"");
            String done = shell(commands.get(1));
            for (int polls = 0; !done.contains("\"status\":\"DONE\"") && polls < 1000; polls++) {
                done = shell(commands.get(1));
            }

            Matcher url = Pattern.compile("\"tmp_url\":\"(.*?)\"").matcher(done);
            assertThat(url.find()).as(done).isTrue();
            assertThat(ImageIO.read(URI.create(url.group(1)).toURL()).getWidth())
                    .isEqualTo(600);
            assertThat(simulator.ledger().charges()).isEqualTo(1);
        }
    }

    private static String shell(String command) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", command.replace("curl ", "curl -s ")).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void profileRulesAndSpeedHold() {
        try (ClaidSimulator simulator = started(
                "--port=0", "--profile=flaky", "--speed=20", "--rule=submit: status 503", "--rule", "batch: reset")) {
            assertThat(simulator.rules())
                    .startsWith("submit: status 503", "batch: reset")
                    .contains("result share=2%: reset");
        }
    }

    @Test
    void theQuotaStaysUntoldAndFreeWherePollsAndHeadersAreSwitchedOff() throws Exception {
        try (ClaidSimulator simulator = started("--port=0", "--quota=1/1h", "--free-polls", "--no-quota-headers")) {
            HttpResponse<String> answer = poll(simulator);

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(poll(simulator).statusCode()).isEqualTo(404);
            assertThat(answer.headers().firstValue("RateLimit-Limit")).isEmpty();
        }
    }

    @Test
    void whatTheQuotaRefusesCountsWhereThatIsSwitchedOn() {
        try (ClaidSimulator simulator = started("--port=0", "--count-refusals")) {
            assertThat(simulator.conduct().refusalsCount()).isTrue();
        }
        try (ClaidSimulator simulator = started("--port=0")) {
            assertThat(simulator.conduct().refusalsCount()).isFalse();
        }
    }

    private static HttpResponse<String> poll(ClaidSimulator simulator) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/v1/image/edit/async/1"))
                                .header("Authorization", "Bearer test-key")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aStorageCanBeAFolder(@TempDir Path folder) {
        started("--port=0", "--storage", "shop=" + folder).close();
    }

    @Test
    void aWebhookCanBeSetUpInAnyOrderAndItsSecretIsNotShown() {
        started(
                        "--port=0",
                        "--webhook-encoding=base64",
                        "--webhook-secret=hush",
                        "--webhook=http://localhost:9/hook",
                        "--max-stored-bytes=1000000")
                .close();
        assertThat(out.toString()).doesNotContain("hush");
    }

    @Test
    void aFolderCanStandInForAHost(@TempDir Path folder) {
        started("--port=0", "--stand-in", "cdn.shop.example=" + folder).close();
    }

    @Test
    void aStorageCanBeABucketOfAnyServer() {
        started("--port=0", "--storage=shop=s3://pictures/catalogue", "--s3-endpoint=http://127.0.0.1:9000")
                .close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--port            | many               | must be a number from 0 to 65535, not 'many'",
                "--port            | 70000              | must be a number from 0 to 65535",
                "--host            | no.such.host.invalid | must be the name or address of this machine",
                "--versions        | v1/x               | must be versions such as v1-beta1,v1",
                "--public-url      | example.com        | must be an http(s) address",
                "--profile         | evil               | no profile 'evil', only perfect, realistic, flaky, hostile",
                "--rule            | submit: explode    | in 'submit: explode': no effect 'explode' (--help-rules",
                "--rule            | nonsense           | not a rule: 'nonsense'",
                "--speed           | 0                  | must be a number above 0",
                "--speed           | fast               | must be a number above 0",
                "--quota           | lots               | not a quota: 'lots', expected windows such as",
                "--duration        | soon               | not a duration: 'soon', expected for instance",
                "--duration        | 5s..1s             | the longest duration is shorter",
                "--latency         | 3                  | not a duration",
                "--seed            | x                  | must be a whole number",
                "--storage         | shop               | must be name=folder or name=s3://bucket/path",
                "--storage         | shop=/no/such/place | there is no folder '/no/such/place'",
                "--storage         | shop=s3:///path    | names no bucket",
                "--s3-endpoint     | localhost:9000     | must be an http(s) address",
                "--allow-host      | http://example.com | must be a host such as images.example.com",
                "--stand-in        | cdn.shop.example   | must be host=folder",
                "--webhook         | localhost:9000     | must be an http(s) address",
                "--webhook-encoding | rot13             | must be one of [hex, upper-case-hex, prefixed-hex",
                "--max-stored-bytes | lots              | must be a number of bytes",
                "--max-input-bytes | 100MB              | must be a number of bytes such as 5000, 500KiB",
                "--max-pixels      | -1                 | must be a whole number above 0, not '-1'",
            })
    void aMistakeIsOneLineThatNamesTheOptionAndWhatIsAllowed(String option, String value, String allowed) {
        assertThat(run(option, value).exitCode()).isEqualTo(2);

        assertThat(err.toString().lines()).hasSize(2).endsWith("Try --help.");
        assertThat(err.toString()).contains("'" + option + "'").contains(allowed);
    }

    @Test
    void aWebhookAtAHostThatIsNotAllowedIsAMistake() {
        assertThat(run("--port=0", "--webhook=http://192.0.2.1/hook").exitCode())
                .isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(2).endsWith("Try --help.");
        assertThat(err.toString()).contains("allow it by name");
    }

    @Test
    void aMisspeltOptionIsNamedWithoutItsValueWhichMayBeTheKey() {
        assertThat(run("--kee=secret").exitCode()).isEqualTo(2);

        assertThat(err.toString()).contains("Unknown option: '--kee'", "--key").doesNotContain("secret");
    }

    @Test
    void anOptionWithoutItsValueIsNamed() {
        assertThat(run("--port").exitCode()).isEqualTo(2);
        assertThat(err.toString()).contains("--port").contains("Try --help.");
    }

    @Test
    void aPortThatIsTakenIsOneLine() {
        try (ClaidSimulator first = started("--port", "0")) {
            String port = first.baseUrl().substring(first.baseUrl().lastIndexOf(':') + 1);

            assertThat(run("--port", port).exitCode()).isEqualTo(1);
            assertThat(err.toString().lines())
                    .singleElement()
                    .asString()
                    .startsWith("Cannot listen at 127.0.0.1:" + port);
        }
    }
}
