package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Deviation;
import io.github.camelclaid.simulator.script.Outcome;
import io.github.camelclaid.simulator.script.Timing;
import io.github.camelclaid.simulator.time.VirtualTime;
import java.awt.Color;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class OutcomesTest {

    @TempDir
    static Path shop;

    private static final VirtualTime CLOCK = VirtualTime.start();

    @RegisterExtension
    static final ClaidSimulatorExtension claid = ClaidSimulatorExtension.with(builder -> builder.noQuota()
            .clock(CLOCK)
            .duration(Timing.fixed(Duration.ofSeconds(10)))
            .storage("shop", shop));

    private ClaidSimulator simulator;
    private Client client;

    @BeforeEach
    void client() {
        simulator = claid.simulator();
        client = new Client(simulator);
        Pictures.saved(Pictures.plain(10, 10, Color.RED), shop.resolve("shoe.png"));
    }

    private long submit() {
        return client.submit("storage://shop/shoe.png").data().path("id").asLong();
    }

    private JsonNode after(Duration time, long id) {
        CLOCK.advance(time);
        return client.poll(id).data();
    }

    @Test
    void aTaskCanFailWithReasons() {
        simulator.when(Call.SUBMIT).then(Outcome.error("no face found", "and too dark"));

        JsonNode task = after(Duration.ofSeconds(10), submit());

        assertThat(task.path("status").asText()).isEqualTo("ERROR");
        assertThat(task.path("errors").findValuesAsText("error")).containsExactly("no face found", "and too dark");
        assertThat(task.path("result")).isEmpty();
    }

    @Test
    void aTaskCanBeCancelled() {
        simulator.when(Call.SUBMIT).then(Outcome.cancelled());

        assertThat(after(Duration.ofSeconds(10), submit()).path("status").asText())
                .isEqualTo("CANCELLED");
    }

    @Test
    void aTaskCanGoOnForEver() {
        simulator.when(Call.SUBMIT).then(Outcome.never());

        assertThat(after(Duration.ofDays(1000), submit()).path("status").asText())
                .isEqualTo("PROCESSING");
    }

    @Test
    void aTaskCanHaveAStatusThatNobodyKnows() {
        simulator.when(Call.SUBMIT).then(Outcome.status("FROBNICATING"));

        assertThat(after(Duration.ofDays(1), submit()).path("status").asText()).isEqualTo("FROBNICATING");
    }

    @Test
    void aTaskCanPauseAndThenFinish() {
        simulator.when(Call.SUBMIT).then(Outcome.done().showing("PAUSED"));
        long id = submit();

        assertThat(after(Duration.ofSeconds(9), id).path("status").asText()).isEqualTo("PAUSED");
        assertThat(after(Duration.ofSeconds(1), id).path("status").asText()).isEqualTo("DONE");
    }

    @Test
    void aTaskCanTakeItsOwnTime() {
        simulator.when(Call.SUBMIT).then(Outcome.after(Duration.ofMinutes(5)));
        long id = submit();

        assertThat(after(Duration.ofSeconds(299), id).path("status").asText()).isEqualTo("PROCESSING");
        assertThat(after(Duration.ofSeconds(1), id).path("status").asText()).isEqualTo("DONE");
    }

    @Test
    void anEditWhoseInputCannotBeReadFails() {
        long id = client.submit("storage://shop/missing.png").data().path("id").asLong();

        JsonNode task = after(Duration.ofSeconds(10), id);

        assertThat(task.path("status").asText()).isEqualTo("ERROR");
        assertThat(task.path("errors").path(0).path("error").asText()).contains("missing.png");
    }

    @Test
    void durationsFollowFromTheSeed() {
        Timing durations = Timing.logNormal(Duration.ofSeconds(2), 0.5);

        assertThat(durations.next(new SplittableRandom(7))).isEqualTo(durations.next(new SplittableRandom(7)));
    }

    @Test
    void uniformDurationsStayWithinTheirBounds() {
        Timing durations = Timing.uniform(Duration.ofMillis(10), Duration.ofMillis(20));
        SplittableRandom random = new SplittableRandom(1);

        for (int i = 0; i < 1000; i++) {
            assertThat(durations.next(random)).isBetween(Duration.ofMillis(10), Duration.ofMillis(20));
        }
    }

    @Nested
    class Deviations {

        private JsonNode done(Deviation deviation) {
            simulator.when(Call.STATUS).then(deviation);
            return after(Duration.ofSeconds(10), submit());
        }

        private JsonNode failed(Deviation deviation) {
            simulator.when(Call.SUBMIT).then(Outcome.error("no face found"));
            return done(deviation);
        }

        private JsonNode output(JsonNode task) {
            return task.path("result").path("output_object");
        }

        @Test
        void theResultUrlCanLeadElsewhere() {
            assertThat(done(Deviation.resultUrlAt("http://evil.example"))
                            .path("result_url")
                            .asText())
                    .startsWith("http://evil.example/v1/image/edit/async/");
        }

        @Test
        void theResultUrlCanBeMissingOnTheSubmit() {
            simulator.when(Call.SUBMIT).then(Deviation.resultUrlAbsent());

            assertThat(client.submit("storage://shop/shoe.png").data().has("result_url"))
                    .isFalse();
        }

        @Test
        void theTemporaryUrlCanLeadElsewhere() {
            assertThat(output(done(Deviation.tmpUrlAt("https://evil.example")))
                            .path("tmp_url")
                            .asText())
                    .startsWith("https://evil.example/_tmp/");
        }

        @Test
        void theResultCanBeAbsentNullOrEmpty() {
            assertThat(done(Deviation.resultAbsent()).has("result")).isFalse();
            simulator.reset();
            assertThat(done(Deviation.resultNull()).path("result").isNull()).isTrue();
            simulator.reset();
            assertThat(done(Deviation.resultEmpty()).path("result")).isEmpty();
        }

        @Test
        void theErrorsCanBeAbsentOrNull() {
            assertThat(done(Deviation.errorsAbsent()).has("errors")).isFalse();
            simulator.reset();
            assertThat(done(Deviation.errorsNull()).path("errors").isNull()).isTrue();
        }

        @Test
        void theTimeOfAnErrorCanBeAnInteger() {
            JsonNode error = failed(Deviation.integerErrorTime()).path("errors").path(0);

            assertThat(error.path("created_at").isIntegralNumber()).isTrue();
        }

        @Test
        void theInputOfAnErrorCanBeNull() {
            JsonNode error = failed(Deviation.nullInputObject()).path("errors").path(0);

            assertThat(error.path("input_object").isNull()).isTrue();
        }

        @Test
        void theSizeCanBeMissing() {
            assertThat(output(done(Deviation.withoutSize())).has("width")).isFalse();
        }

        @Test
        void theFormatCanShout() {
            assertThat(output(done(Deviation.upperCaseFormat())).path("format").asText())
                    .isEqualTo("JPEG");
        }

        @Test
        void theExtensionCanBeMisspelt() {
            assertThat(output(done(Deviation.extPnj())).path("ext").asText()).isEqualTo("pnj");
        }

        @Test
        void membersCanBeAdded() {
            assertThat(done(Deviation.extraMembers()).has("profiling")).isTrue();
        }

        @Test
        void theEchoCanBeFilledWithNulls() {
            JsonNode operations =
                    done(Deviation.echoWithNulls()).path("request").path("operations");

            assertThat(operations.has("padding")).isTrue();
            assertThat(operations.path("padding").isNull()).isTrue();
        }

        @Test
        void theEchoCanBeFilledWithDefaults() {
            JsonNode operations =
                    done(Deviation.echoWithDefaults()).path("request").path("operations");

            assertThat(operations.path("background").has("use_original_alpha")).isTrue();
        }

        @Test
        void aDeviationLeavesLaterAnswersAlone() {
            simulator.when(Call.STATUS).times(1).then(Deviation.echoWithNulls());
            long id = submit();
            client.poll(id);

            assertThat(client.poll(id).data().path("request").path("operations"))
                    .isEmpty();
        }

        @Test
        void anyLambdaIsADeviation() {
            assertThat(done(data -> data.put("id", "text")).path("id").asText()).isEqualTo("text");
        }
    }
}
