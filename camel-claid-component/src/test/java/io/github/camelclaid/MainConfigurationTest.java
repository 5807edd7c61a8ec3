package io.github.camelclaid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.Validation;
import io.github.camelclaid.task.MemoryTaskStore;
import io.github.camelclaid.task.SubmitPolicy.OnFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.main.Main;
import org.apache.camel.spi.BeanIntrospection;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.util.StringHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The component set up by properties, as {@code application.properties} does it. */
class MainConfigurationTest {

    @TempDir
    Path dir;

    @Test
    void propertiesReachTheComponentAndItsEndpoints() throws Exception {
        Shop.drop(dir, 1, "jpg");
        try (Shop server = Shop.open(40, settings -> settings.storage("shop", dir))) {
            Main main = new Main();
            main.addInitialProperty("camel.component.claid.api-key", Shop.KEY);
            main.addInitialProperty("camel.component.claid.base-url", server.claid.baseUrl());
            main.addInitialProperty("camel.component.claid.rate-limit", "100/1s");
            main.addInitialProperty("camel.component.claid.retention", "2h");
            main.addInitialProperty("camel.component.claid.stop-grace", "1s");
            main.addInitialProperty("camel.component.claid.task-timeout", "30m");
            main.addInitialProperty("camel.component.claid.validate", "lenient");
            main.addInitialProperty("camel.component.claid.on-failed", "resubmit");
            main.addInitialProperty("camel.main.exchangeFactory", "pooled");
            main.configure().addRoutesBuilder(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:submit").to("claid:shop?op.resizing.width=40");
                    from("claid:shop?delay=50&initialDelay=0").to("mock:out");
                }
            });
            main.start();
            CamelContext camel = main.getCamelContext();
            try (ProducerTemplate template = camel.createProducerTemplate()) {
                ClaidComponent component = camel.getComponent("claid", ClaidComponent.class);
                assertThat(component.getRateLimit()).isEqualTo("100/1s");
                assertThat(Duration.ofMillis(component.getRetention())).isEqualTo(Duration.ofHours(2));
                assertThat(component.stopGrace()).isEqualTo(Duration.ofSeconds(1));
                ClaidConfiguration own = camel.getEndpoint("claid:shop?delay=50&initialDelay=0", ClaidEndpoint.class)
                        .getConfiguration();
                assertThat(own.getTaskTimeout()).isEqualTo(1_800_000);
                assertThat(own.getValidate()).isEqualTo(Validation.LENIENT);
                assertThat(own.getOnFailed()).isEqualTo(OnFailed.resubmit);
                ExtendedCamelContext extension = camel.getCamelContextExtension();
                assertThat(extension.getExchangeFactory()).isInstanceOf(PooledExchangeFactory.class);

                MockEndpoint out = camel.getEndpoint("mock:out", MockEndpoint.class);
                out.expectedMessageCount(1);
                ClaidTask accepted =
                        template.requestBody("direct:submit", (Object) "storage://shop/picture-0.jpg", ClaidTask.class);

                assertThat(accepted.id()).isPositive();
                out.assertIsSatisfied(20_000);
            } finally {
                main.stop();
            }
        }
    }

    @Test
    void everyOptionOfTheComponentMayBeAProperty() throws Exception {
        Map<String, String> values = valuesOfAllOptions();
        Main main = new Main();
        main.bind("a-store", new MemoryTaskStore());
        main.bind("an-ssl-context", new SSLContextParameters());
        values.forEach((name, value) ->
                main.addInitialProperty("camel.component.claid." + StringHelper.camelCaseToDash(name), value));
        main.start();
        try {
            CamelContext camel = main.getCamelContext();
            ClaidComponent component = camel.getComponent("claid", ClaidComponent.class);
            BeanIntrospection beans = PluginHelper.getBeanIntrospection(camel);
            values.forEach((name, value) -> {
                Object bound = beans.getOrElseProperty(component, name, null, false);
                if (bound == null) {
                    bound = beans.getOrElseProperty(component.getConfiguration(), name, null, false);
                }
                Object expected = value.startsWith("#bean:")
                        ? camel.getRegistry().lookupByName(value.substring("#bean:".length()))
                        : value.replaceFirst("(?<=^7)s$", "000");
                if (expected instanceof String text) {
                    // enumerations may be spelled in either case
                    assertThat(String.valueOf(bound)).as(name).isEqualToIgnoringCase(text);
                } else {
                    assertThat(bound).as(name).isSameAs(expected);
                }
            });
        } finally {
            main.stop();
        }
    }

    /** For each option of the description a value that is not its default. */
    private static Map<String, String> valuesOfAllOptions() throws IOException {
        Map<String, String> texts = Map.of(
                "apiKey", "a-key",
                "rateLimit", "7/1s",
                "baseUrl", "http://127.0.0.1:7",
                "taskStore", "#bean:a-store",
                "maxCharges", "7/1d",
                "sslContextParameters", "#bean:an-ssl-context");
        Map<String, String> values = new LinkedHashMap<>();
        JsonNode claid = new ObjectMapper()
                .readTree(ClaidComponent.class.getResource("/META-INF/io/github/camelclaid/claid.json"));
        claid.path("componentProperties").properties().forEach(member -> {
            JsonNode option = member.getValue();
            values.put(
                    member.getKey(),
                    switch (option.path("type").asText()) {
                        case "boolean" ->
                            String.valueOf(!option.path("defaultValue").asBoolean());
                        case "integer" -> "7";
                        case "duration" -> "7s";
                        case "enum" ->
                            option.path("enum")
                                    .get(option.path("enum").size() - 1)
                                    .asText();
                        default -> texts.getOrDefault(member.getKey(), "some text");
                    });
        });
        // a map, and a bean that takes the place of all others: below
        values.remove("op");
        values.remove("configuration");
        // refused beside a taskStore; a test of its own sets it
        values.remove("taskFolder");
        return values;
    }

    @Test
    void operationsOfAllEndpointsMayBeProperties() throws Exception {
        Main main = new Main();
        main.addInitialProperty("camel.component.claid.api-key", "a-key");
        main.addInitialProperty("camel.component.claid.op[resizing.width]", "40");
        main.addInitialProperty("camel.component.claid.op[background.color]", "#ffffff");
        main.start();
        try {
            ClaidEndpoint endpoint =
                    main.getCamelContext().getEndpoint("claid:shop?op.padding=5%", ClaidEndpoint.class);

            JsonNode operations = endpoint.defaults().request().path("operations");
            assertThat(operations.at("/resizing/width").intValue()).isEqualTo(40);
            assertThat(operations.at("/background/color").textValue()).isEqualTo("#ffffff");
            assertThat(operations.at("/padding").textValue()).isEqualTo("5%");
        } finally {
            main.stop();
        }
    }

    @Test
    void aConfigurationMayBeABean() throws Exception {
        ClaidConfiguration configuration = new ClaidConfiguration();
        configuration.setApiKey("a-key");
        configuration.setOperation(ClaidOperation.edit);
        Main main = new Main();
        main.bind("mine", configuration);
        main.addInitialProperty("camel.component.claid.configuration", "#bean:mine");
        main.start();
        try {
            ClaidEndpoint endpoint = main.getCamelContext().getEndpoint("claid:shop", ClaidEndpoint.class);

            assertThat(endpoint.getConfiguration().getOperation()).isEqualTo(ClaidOperation.edit);
        } finally {
            main.stop();
        }
    }

    @Test
    void aPropertyThatDoesNotExistStopsTheProgramAndIsNamed() throws Exception {
        Main main = new Main();
        main.addInitialProperty("camel.component.claid.api-kee", "a-key");
        try {
            assertThatThrownBy(main::start).hasMessageContaining("apiKee");
        } finally {
            main.stop();
        }
    }
}
