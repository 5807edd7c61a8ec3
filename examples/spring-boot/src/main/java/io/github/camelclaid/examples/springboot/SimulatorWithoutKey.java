package io.github.camelclaid.examples.springboot;

import io.github.camelclaid.simulator.ClaidSimulator;
import io.github.camelclaid.simulator.script.Timing;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Where no key is given, a simulator on this machine makes the edits: for a first look, without an account. */
final class SimulatorWithoutKey implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Logger LOG = LoggerFactory.getLogger(SimulatorWithoutKey.class);

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        String key = context.getEnvironment().getProperty("camel.component.claid.api-key", "");
        if (!key.isBlank()) {
            return;
        }
        ClaidSimulator simulator = ClaidSimulator.builder()
                .duration(Timing.uniform(Duration.ofSeconds(1), Duration.ofSeconds(4)))
                .start();
        SpringApplication.getShutdownHandlers().add(simulator::close);
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "simulator",
                        Map.of(
                                "camel.component.claid.api-key", simulator.apiKey(),
                                "camel.component.claid.base-url", simulator.baseUrl())));
        LOG.info(
                "No CLAID_API_KEY: pictures go to a simulator on this machine ({}), nothing is sent to Claid or paid",
                simulator.baseUrl());
    }
}
