package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Effects;
import io.github.camelclaid.simulator.script.Fault;
import io.github.camelclaid.simulator.script.Profile;
import io.github.camelclaid.simulator.script.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScriptInWordsTest {

    private static final String INPUT = "storage://shop/shoe.png";

    @RegisterExtension
    static final ClaidSimulatorExtension claid =
            ClaidSimulatorExtension.with(builder -> builder.noQuota().duration(Timing.fixed(Duration.ofHours(1))));

    private ClaidSimulator simulator;
    private Client client;

    @BeforeEach
    void client() {
        simulator = claid.simulator();
        client = new Client(simulator);
    }

    @Test
    void aRuleNarrowsTheCallsItIsFor() {
        simulator.rule("submit input=bad times=1: status 503");

        assertThat(client.submit("storage://shop/good.png").status()).isEqualTo(200);
        assertThat(client.submit("storage://shop/bad.png").status()).isEqualTo(503);
        assertThat(client.submit("storage://shop/bad.png").status()).isEqualTo(200);
    }

    @Test
    void quotationMarksHoldWordsTogether() {
        simulator.rule("submit input=\"red shoe\": error \"no product found\" after 0ms");

        long id =
                client.submit("storage://shop/red%20shoe.png").data().path("id").asLong();
        assertThat(client.poll(id).data().path("status").asText()).isEqualTo("ACCEPTED");
        simulator.rule("submit input=red: error \"no product found\" after 0ms");
        long failed =
                client.submit("storage://shop/red%20shoe.png").data().path("id").asLong();
        assertThat(client.poll(failed)
                        .data()
                        .path("errors")
                        .path(0)
                        .path("error")
                        .asText())
                .isEqualTo("no product found");
    }

    @Test
    void aRuleForSeveralCallsLeavesThoseAloneForWhichItMeansNothing() {
        simulator.rule("any: error \"no\" after 0ms");

        long id = client.submit(INPUT).data().path("id").asLong();
        assertThat(client.poll(id).data().path("status").asText()).isEqualTo("ERROR");
    }

    @Test
    void aShareIsDrawnWithTheSeed() {
        simulator.rule("submit share=30%: status 503");
        List<Integer> first = statuses(200);
        simulator.reset();
        simulator.rule("submit share=30%: status 503");

        assertThat(statuses(200)).isEqualTo(first);
        assertThat(first.stream().filter(status -> status == 503).count()).isBetween(35L, 85L);
    }

    private List<Integer> statuses(int count) {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            statuses.add(client.submit(INPUT).status());
        }
        return statuses;
    }

    @Test
    void theRulesInForceCanBeRead() {
        simulator.rule("submit input=bad times=2: status 503 after-accepting");
        simulator.when(Call.STATUS).nth(3).then(Fault.status(500));
        client.submit("storage://shop/bad.png");

        assertThat(simulator.rules())
                .containsExactly(
                        "submit input=bad times=2: status 503 after-accepting (1 left)", "status nth=3: a fault");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "submit status 503|not a rule",
                "submits: reset|no call 'submits', only submit, ",
                "submit inptu=x: reset|no condition 'inptu=x', only input=, ",
                "submit share=2: reset|share must be a percentage such as 5%, not '2'",
                "submit nth=two: reset|nth must be a number, not 'two'",
                "submit: rest|no effect 'rest'",
                "submit: status|a status is missing",
                "submit: status 50|a status must be from 200 to 599, not 50",
                "submit: delay 3|not a duration: '3'",
                "submit: chunked 0|a number of bytes must be at least 1",
                "submit: reset now|'now' is too much for 'reset'",
                "submit: error \"no|a quotation mark is missing",
                "status: error no|error no means nothing for a call of kind status",
                "result: without id|without id means nothing for a call of kind result",
            })
    void aRuleThatCannotBeUnderstoodSaysWhatIsAllowed(String sentence, String message) {
        assertThatThrownBy(() -> simulator.rule(sentence))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence)
                .hasMessageContaining(message);
    }

    @Test
    void ofSeveralRulesAllAreAddedOrNone() {
        assertThatThrownBy(() -> simulator.rules(List.of("submit: reset", "submit: rest")))
                .hasMessageContaining("rest");
        assertThat(simulator.rules()).isEmpty();
    }

    /** What stands for the arguments of effects in words. */
    private static final Map<String, String> SAMPLES = Map.ofEntries(
            Map.entry("<status>", "503"),
            Map.entry("[detail|list|none]", "list"),
            Map.entry("<address>", "http://127.0.0.1:1/elsewhere"),
            Map.entry("<duration>", "1s"),
            Map.entry("<±duration>", "-3h"),
            Map.entry("<code>", "AccessDenied"),
            Map.entry("<bytes>", "10"),
            Map.entry("<reason>", "\"no product found\""),
            Map.entry("<member>", "result_url"),
            Map.entry("<value>", "7"),
            Map.entry("<scheme://host>", "http://evil.example"));

    static Stream<String> everyEffect() {
        return Effects.all().stream().map(ScriptInWordsTest::sample);
    }

    private static String sample(Effects.Named effect) {
        StringBuilder words = new StringBuilder(effect.name());
        Arrays.stream(effect.arguments().split(" "))
                .filter(argument -> !argument.isEmpty())
                .forEach(argument -> words.append(' ').append(SAMPLES.get(argument)));
        return words.toString();
    }

    @ParameterizedTest
    @MethodSource("everyEffect")
    void everyEffectOfTheListIsUnderstoodWithItsArguments(String effect) {
        simulator.rule("any: " + effect);

        assertThat(simulator.rules()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void aProfileOutlastsAReset(Profile profile) {
        try (ClaidSimulator own = ClaidSimulator.builder().profile(profile).start()) {
            own.rule("submit: reset");
            own.reset();

            assertThat(own.rules()).hasSameSizeAs(profile.rules());
        }
    }

    @Test
    void theOwnRulesComeBeforeThoseOfTheStart() {
        try (ClaidSimulator own =
                ClaidSimulator.builder().rule("submit: status 500").noQuota().start()) {
            Client to = new Client(own);
            assertThat(to.submit(INPUT).status()).isEqualTo(500);
            own.rule("submit times=1: status 503");

            assertThat(to.submit(INPUT).status()).isEqualTo(503);
            assertThat(to.submit(INPUT).status()).isEqualTo(500);
        }
    }

    @Test
    void aRuleIsListedAsItCanBeWrittenAgain() {
        simulator.rule("submit input=\"red shoe\" share=0.001%: reset");
        List<String> listed = simulator.rules();
        simulator.clearRules();
        simulator.rules(listed);

        assertThat(simulator.rules())
                .isEqualTo(listed)
                .containsExactly("submit input=\"red shoe\" share=0.001%: reset");
    }
}
