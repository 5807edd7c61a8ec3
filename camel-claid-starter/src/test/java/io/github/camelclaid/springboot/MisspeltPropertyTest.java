package io.github.camelclaid.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Boot ignores properties that nobody knows; a misspelt one of ours stops the start. */
class MisspeltPropertyTest {

    private static final String SECRET = "very-secret-key";

    private final ApplicationContextRunner boot = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    CamelAutoConfiguration.class, ClaidComponentAutoConfiguration.class, BeanReferenceConverter.class));

    private ApplicationContextRunner withEnvironment(String variable) {
        return boot.withInitializer(context -> context.getEnvironment()
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", Map.of(variable, SECRET))));
    }

    @ParameterizedTest
    @CsvSource({
        "api-kee, api-key",
        "apiKye, api-key",
        "rate-limits, rate-limit",
        "retentoin, retention",
        "api.key, api-key",
        "configuration.api-key, configuration",
        "carry-headers[0], carry-headers",
        "customiser.enabled, customizer"
    })
    void theNearestNameIsTold(String misspelt, String meant) {
        boot.withPropertyValues("camel.component.claid." + misspelt + "=" + SECRET)
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("The property camel.component.claid." + misspelt.toLowerCase())
                        .hasMessageContaining("Did you mean camel.component.claid." + meant + "?")
                        .hasMessageNotContaining(SECRET));
    }

    @Test
    void aNameLikeNoOtherGetsTheListOfAllNames() {
        boot.withPropertyValues("camel.component.claid.colour=red")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("camel.component.claid.colour does not exist")
                        .hasMessageContaining("account, allow-private-downloads, api-key")
                        .hasMessageNotContaining("Did you mean"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "camel.component.claid.api-key",
                "camel.component.claid.apiKey",
                "camel.component.claid.apikey",
                "camel.component.claid.API_KEY",
                "camel.component.claid.op.background.color",
                "camel.component.claid.op[background.color]",
                "camel.component.claid.customizer.enabled",
                "camel.component.claidish.api-kee",
                "claid.api-kee"
            })
    void everyWayToWriteANameThatBootKnowsIsAllowed(String name) {
        boot.withPropertyValues(name + "=true")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CAMEL_COMPONENT_CLAID_APIKEY",
                "CAMEL_COMPONENT_CLAID_API_KEY",
                "CAMEL_COMPONENT_CLAID_OP_RESIZING_WIDTH",
                "CLAID_API_KEY"
            })
    void environmentVariablesAreAllowed(String variable) {
        withEnvironment(variable).run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void aMisspeltEnvironmentVariableIsNoticed() {
        withEnvironment("CAMEL_COMPONENT_CLAID_API_KEE").run(context -> assertThat(context.getStartupFailure())
                .rootCause()
                .hasMessageContaining("CAMEL_COMPONENT_CLAID_API_KEE")
                .hasMessageContaining("Did you mean camel.component.claid.api-key?")
                .hasMessageNotContaining(SECRET));
    }

    @Test
    void whereTheComponentIsSwitchedOffNothingIsChecked() {
        boot.withPropertyValues("camel.component.claid.enabled=false", "camel.component.claid.api-kee=" + SECRET)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void anApplicationTellsItAsBootTellsOfWrongValues(CapturedOutput output) {
        catchThrowable(
                () -> new SpringApplicationBuilder(Application.class).run("--camel.component.claid.api-kee=" + SECRET));

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("The property camel.component.claid.api-kee does not exist (\"camel.component.claid.api-kee\""
                        + " from property source \"commandLineArgs\").")
                .contains("Did you mean camel.component.claid.api-key?")
                .doesNotContain(SECRET);
    }

    @EnableAutoConfiguration
    static class Application {}
}
