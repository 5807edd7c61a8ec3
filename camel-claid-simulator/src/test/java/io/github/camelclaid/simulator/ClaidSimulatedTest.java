package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

class ClaidSimulatedTest {

    private static final String INPUT = "https://x.example/bad.jpg";

    private static TestExecutionSummary run(Class<?>... classes) {
        return run(Map.of(), classes);
    }

    private static TestExecutionSummary run(Map<String, String> settings, Class<?>... classes) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(Arrays.stream(classes)
                                        .map(type -> selectClass(type))
                                        .toArray(ClassSelector[]::new))
                                .configurationParameters(settings)
                                .build(),
                        listener);
        return listener.getSummary();
    }

    private static String failures(Class<?> type) {
        return String.join(
                "\n",
                run(type).getFailures().stream()
                        .map(failure -> failure.getException().getMessage())
                        .toList());
    }

    private static void passes(TestExecutionSummary summary, int tests) {
        assertThat(summary.getFailures())
                .extracting(TestExecutionSummary.Failure::getException)
                .isEmpty();
        assertThat(summary.getTestsSucceededCount()).isEqualTo(tests);
    }

    private static int submit(ClaidSimulator simulator) {
        return new Client(simulator).submit(INPUT).status();
    }

    private static boolean answers(String baseUrl) {
        try {
            return get(baseUrl + "/_simulator/ledger").statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url))
                                .header("Authorization", "Bearer test-key")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    /** Base URLs that the tests that are run have seen. */
    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

    @BeforeEach
    @AfterEach
    void nothingIsSeen() {
        SEEN.clear();
    }

    @Test
    void theSimulatorIsAParameterEverywhereAndTheSameOneAfreshForAllTestsOfAClass() {
        passes(run(Parameters.class), 3);

        assertThat(SEEN).singleElement().satisfies(url -> assertThat(answers(url))
                .isFalse());
    }

    @ClaidSimulated(quota = "none")
    static class Parameters {

        private final ClaidSimulator constructed;

        Parameters(ClaidSimulator simulator) {
            constructed = simulator;
        }

        @BeforeAll
        static void start(ClaidSimulator simulator) {
            SEEN.add(simulator.baseUrl());
        }

        @BeforeEach
        void prepare(ClaidSimulator simulator) {
            assertThat(simulator).isSameAs(constructed);
            assertThat(simulator.ledger().requests()).isZero();
        }

        @Test
        void one(ClaidSimulator simulator) {
            SEEN.add(simulator.baseUrl());
            simulator.rule("submit: status 503");
            assertThat(submit(simulator)).isEqualTo(503);
        }

        @Test
        void another(ClaidSimulator simulator) {
            SEEN.add(simulator.baseUrl());
            simulator.rule("batch: status 503");
            assertThat(submit(simulator)).isEqualTo(200);
        }

        @Nested
        class Inner {
            @Test
            void shares(ClaidSimulator simulator) {
                SEEN.add(simulator.baseUrl());
                assertThat(submit(simulator)).isEqualTo(200);
            }
        }
    }

    @Test
    void aNestedClassWithItsOwnAnnotationHasASimulatorOfItsOwn() {
        passes(run(Outer.class), 2);
        assertThat(SEEN).hasSize(2);
    }

    @ClaidSimulated
    static class Outer {
        @Test
        void outer(ClaidSimulator simulator) {
            SEEN.add(simulator.baseUrl());
            assertThat(submit(simulator)).isEqualTo(200);
        }

        @Nested
        @ClaidSimulated(rules = "submit: status 402")
        class Own {
            @Test
            void own(ClaidSimulator simulator) {
                SEEN.add(simulator.baseUrl());
                assertThat(submit(simulator)).isEqualTo(402);
            }
        }
    }

    @Test
    void oneInstanceForAllTestsOfAClassWorks() {
        passes(run(PerClass.class), 2);
    }

    @ClaidSimulated
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClass {

        private final ClaidSimulator constructed;

        PerClass(ClaidSimulator simulator) {
            constructed = simulator;
        }

        @BeforeAll
        void start(ClaidSimulator simulator) {
            assertThat(simulator).isSameAs(constructed);
        }

        @Test
        void one(ClaidSimulator simulator) {
            assertThat(simulator).isSameAs(constructed);
            assertThat(submit(simulator)).isEqualTo(200);
        }

        @Test
        void another() {
            assertThat(constructed.ledger().requests()).isZero();
            submit(constructed);
        }
    }

    @Test
    void classesMayRunInParallel() {
        TestExecutionSummary summary = run(
                Map.of(
                        "junit.jupiter.execution.parallel.enabled", "true",
                        "junit.jupiter.execution.parallel.mode.default", "same_thread",
                        "junit.jupiter.execution.parallel.mode.classes.default", "concurrent"),
                Parameters.class,
                PerClass.class,
                Scripts.class);

        passes(summary, 8);
    }

    @Test
    void theScriptOfTheClassComesBeforeThatOfTheTest() {
        passes(run(Scripts.class), 3);
    }

    @ClaidSimulated(duration = "1ms")
    @ClaidScript("submit times=1: status 500")
    static class Scripts {

        @Test
        @ClaidScript({"submit input=bad times=1: status 503", "submit times=1: status 402"})
        void inOrder(ClaidSimulator simulator) {
            assertThat(List.of(submit(simulator), submit(simulator), submit(simulator), submit(simulator)))
                    .containsExactly(500, 503, 402, 200);
        }

        @Test
        void ofTheClassAlone(ClaidSimulator simulator) {
            assertThat(List.of(submit(simulator), submit(simulator))).containsExactly(500, 200);
        }

        @Nested
        @ClaidScript("submit times=1: status 501")
        class Inner {
            @Test
            @ClaidScript("submit: status 502")
            void outerFirst(ClaidSimulator simulator) {
                assertThat(List.of(submit(simulator), submit(simulator), submit(simulator)))
                        .containsExactly(500, 501, 502);
            }
        }
    }

    @Test
    void aMisspeltSentenceFailsTheTestAndSaysWhatIsWrong() {
        assertThat(failures(Misspelt.class))
                .contains("no effect 'explode'")
                .contains("submit: explode")
                .doesNotContain("unreached");
    }

    @ClaidSimulated
    static class Misspelt {
        @Test
        @ClaidScript("submit: explode")
        void test() {
            throw new AssertionError("unreached");
        }
    }

    @Test
    void aMisspeltSettingFailsTheTestAndSaysWhatIsAllowed() {
        assertThat(failures(BadProfile.class)).contains("no profile 'evil', only perfect");
    }

    @ClaidSimulated(profile = "evil")
    static class BadProfile {
        @Test
        void test() {}
    }

    @Test
    void aTestThatSentTheKeyToATemporaryUrlFails() {
        assertThat(failures(Violating.class)).contains("the API key was sent to a temporary URL");
        assertThat(failures(ViolatingField.class)).contains("the API key was sent to a temporary URL");
    }

    @ClaidSimulated
    static class Violating {
        @Test
        void test(ClaidSimulator simulator) throws Exception {
            get(simulator.baseUrl() + "/_tmp/x/y.jpg");
        }
    }

    static class ViolatingField {

        @RegisterExtension
        final ClaidSimulatorExtension claid = ClaidSimulatorExtension.withDefaults();

        @Test
        void test(ClaidSimulator simulator) throws Exception {
            assertThat(simulator).isSameAs(claid.simulator());
            get(simulator.baseUrl() + "/_tmp/x/y.jpg");
        }
    }

    @Test
    void violationsCanBeAllowed() {
        passes(run(Allowing.class, AllowingField.class), 2);
    }

    @ClaidSimulated(allowViolations = true)
    static class Allowing {
        @Test
        void test(ClaidSimulator simulator) throws Exception {
            get(simulator.baseUrl() + "/_tmp/x/y.jpg");
            assertThat(simulator.ledger().violations()).hasSize(1);
        }
    }

    static class AllowingField {

        @RegisterExtension
        static final ClaidSimulatorExtension claid =
                ClaidSimulatorExtension.withDefaults().allowingViolations();

        @Test
        void test(ClaidSimulator simulator) throws Exception {
            get(simulator.baseUrl() + "/_tmp/x/y.jpg");
        }
    }

    @Test
    void parametersOfOtherTypesAreLeftToOthers() {
        assertThat(failures(OtherParameter.class)).contains("No ParameterResolver registered");
    }

    @ClaidSimulated
    static class OtherParameter {
        @Test
        void test(AutoCloseable other) {}
    }

    @Test
    void profileSpeedAndRulesHold() {
        passes(run(Settings.class), 1);
    }

    @ClaidSimulated(profile = "flaky", speed = 20, latency = "0ms", duration = "1s", rules = "batch: reset")
    static class Settings {
        @Test
        void test(ClaidSimulator simulator) {
            assertThat(simulator.rules()).startsWith("batch: reset").contains("result share=2%: reset");
        }
    }

    @Test
    void aSubclassInheritsTheAnnotation() {
        passes(run(Inheriting.class), 1);
        assertThat(SEEN).hasSize(1);
    }

    @ClaidSimulated(rules = "submit: status 402")
    abstract static class Base {}

    static class Inheriting extends Base {
        @Test
        void test(ClaidSimulator simulator) {
            SEEN.add(simulator.baseUrl());
            assertThat(submit(simulator)).isEqualTo(402);
        }
    }
}
