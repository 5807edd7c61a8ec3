package io.github.camelclaid.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelclaid.simulator.ClaidScript;
import io.github.camelclaid.simulator.ClaidSimulated;
import io.github.camelclaid.simulator.ClaidSimulator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.test.context.NestedTestConfiguration;
import org.springframework.test.context.NestedTestConfiguration.EnclosingConfiguration;

/** One annotation is enough for a test of an application against a simulator. */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class ClaidSimulatedTest {

    private static ApplicationContext sharedContext;
    private static ClaidSimulator sharedSimulator;

    @Configuration
    @EnableAutoConfiguration
    static class Application {}

    @Nested
    @Order(1)
    @NestedTestConfiguration(EnclosingConfiguration.OVERRIDE)
    @SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE)
    @ClaidSimulated(quota = "none")
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    class First {

        @Autowired
        ApplicationContext context;

        @BeforeEach
        void remember(ClaidSimulator simulator) {
            sharedContext = context;
            sharedSimulator = simulator;
        }

        @Test
        @Order(1)
        @ClaidScript("submit: status 503")
        void theParameterIsTheBeanAndTheComponentIsLedToIt(
                ClaidSimulator simulator, @Autowired ClaidSimulator bean, @Autowired Environment environment) {
            assertThat(simulator).isSameAs(bean);
            assertThat(environment.getProperty("camel.component.claid.base-url"))
                    .isEqualTo(simulator.baseUrl());
            assertThat(environment.getProperty("camel.component.claid.api-key")).isEqualTo(simulator.apiKey());
            assertThat(simulator.rules()).containsExactly("submit: status 503");
        }

        @Test
        @Order(2)
        void theNextTestStartsAfresh(ClaidSimulator simulator) {
            assertThat(simulator.rules()).isEmpty();
        }
    }

    @Nested
    @Order(2)
    @NestedTestConfiguration(EnclosingConfiguration.OVERRIDE)
    @SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE)
    @ClaidSimulated(quota = "none")
    class Second {

        private final ApplicationContext context;
        private final ClaidSimulator constructed;

        Second(@Autowired ApplicationContext context, ClaidSimulator constructed) {
            this.context = context;
            this.constructed = constructed;
        }

        @Test
        void classesWithEqualSettingsShareAContextAndItsSimulator(ClaidSimulator simulator) {
            assertThat(context).isSameAs(sharedContext);
            assertThat(simulator).isSameAs(sharedSimulator).isSameAs(constructed);
        }
    }

    @Nested
    @Order(3)
    @NestedTestConfiguration(EnclosingConfiguration.OVERRIDE)
    @SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE)
    @ClaidSimulated(quota = "none", rules = "submit: status 402")
    class WithOtherSettings {

        @Test
        void otherSettingsHaveASimulatorOfTheirOwn(ClaidSimulator simulator) {
            assertThat(simulator).isNotSameAs(sharedSimulator);
            assertThat(simulator.rules()).containsExactly("submit: status 402");
        }
    }
}
