package io.github.camelclaid.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.simulator.ClaidSimulatorExtension;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Fault;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.ResponseEntity;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What operators see through Boot's actuator, and what they must not see. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.endpoints.web.exposure.include=*",
            "management.endpoint.health.show-details=always",
            "camel.health.exposure-level=full",
            "camel.component.claid.account=shop",
            "logging.level.io.github.camelclaid=debug"
        })
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
class ActuatorTest {

    private static final String KEY = "very-secret-key";

    @RegisterExtension
    static final ClaidSimulatorExtension claid =
            ClaidSimulatorExtension.with(simulator -> simulator.apiKey(KEY).noQuota());

    @DynamicPropertySource
    static void theSimulator(DynamicPropertyRegistry properties) {
        properties.add("camel.component.claid.base-url", claid::baseUrl);
        properties.add("camel.component.claid.api-key", claid.simulator()::apiKey);
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}

    @Autowired
    TestRestTemplate http;

    @Autowired
    ProducerTemplate template;

    @Test
    @Tag("long")
    void healthIsUpUntilClaidRefusesTheAccountAndSaysWhy(CapturedOutput output) {
        template.requestBody("claid:shop?op.resizing.width=40", "https://example.com/a.jpg");

        ResponseEntity<String> up = actuator("health/camelHealth");
        assertThat(up.getStatusCode().value()).isEqualTo(200);
        assertThat(up.getBody()).contains("\"claid-shop\":\"UP\"");

        claid.simulator().when(Call.SUBMIT).always().then(Fault.status(402));
        template.asyncRequestBody("claid:shop?op.resizing.width=41", "https://example.com/a.jpg");

        await().untilAsserted(() -> {
            ResponseEntity<String> down = actuator("health/camelHealth");
            assertThat(down.getStatusCode().value()).isEqualTo(503);
            assertThat(down.getBody()).contains("\"claid-shop\":\"DOWN\"", "\"http.response.code\":\"402\"");
        });
        assertThat(output).doesNotContain(KEY);
    }

    @Test
    void metersAreAmongThoseOfTheApplication() {
        template.requestBody("claid:metered?op.resizing.width=40", "https://example.com/b.jpg");

        assertThat(actuator("metrics/camel.claid.charges?tag=account:shop&tag=name:metered&tag=call:submit")
                        .getBody())
                .contains("\"statistic\":\"COUNT\",\"value\":1.0")
                .doesNotContain(KEY);
    }

    @Test
    void neitherConfigpropsNorEnvTellTheKey() {
        assertThat(actuator("configprops").getBody())
                .contains("camel.component.claid")
                .doesNotContain(KEY);
        assertThat(actuator("env").getBody())
                .contains("camel.component.claid.api-key")
                .doesNotContain(KEY);
        assertThat(actuator("env/camel.component.claid.api-key").getBody()).doesNotContain(KEY);
    }

    private ResponseEntity<String> actuator(String endpoint) {
        return http.getForEntity("/actuator/" + endpoint, String.class);
    }
}
