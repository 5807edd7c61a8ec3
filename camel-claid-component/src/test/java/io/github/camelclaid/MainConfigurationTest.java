package io.github.camelclaid;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.Validation;
import io.github.camelclaid.task.SubmitPolicy.OnFailed;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.main.Main;
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
                assertThat(component.limit().windows()).hasSize(1);
                assertThat(component.retention()).isEqualTo(Duration.ofHours(2));
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
}
