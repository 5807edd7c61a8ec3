package io.github.camelclaid.springboot;

import io.github.camelclaid.ClaidComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.ComponentConfigurationProperties;
import org.apache.camel.spring.boot.util.CamelPropertiesHelper;
import org.apache.camel.spring.boot.util.ConditionalOnCamelContextAndAutoConfigurationBeans;
import org.apache.camel.spring.boot.util.ConditionalOnHierarchicalProperties;
import org.apache.camel.spring.boot.util.HierarchicalPropertiesEvaluator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;

/** Sets the component up as {@code camel.component.claid.*} says, and refuses properties that do not exist. */
@AutoConfiguration(after = {CamelAutoConfiguration.class, BeanReferenceConverter.class})
@Conditional(ConditionalOnCamelContextAndAutoConfigurationBeans.class)
@ConditionalOnHierarchicalProperties({"camel.component", ClaidComponentAutoConfiguration.PREFIX})
@EnableConfigurationProperties({ComponentConfigurationProperties.class, ClaidComponentConfiguration.class})
public class ClaidComponentAutoConfiguration {

    static final String PREFIX = "camel.component.claid";

    ClaidComponentAutoConfiguration(ConfigurableEnvironment environment) {
        new PropertyNames(PREFIX, ClaidComponentConfiguration.class).check(environment);
    }

    @Lazy
    @Bean
    ComponentCustomizer configureClaidComponent(
            CamelContext camel, ApplicationContext spring, ClaidComponentConfiguration properties) {
        return new ComponentCustomizer() {
            @Override
            public boolean isEnabled(String name, Component target) {
                return target instanceof ClaidComponent
                        && HierarchicalPropertiesEvaluator.evaluate(
                                spring, "camel.component.customizer", PREFIX + ".customizer");
            }

            @Override
            public void configure(String name, Component target) {
                if (properties.getConfiguration() != null) {
                    // first, so that single properties count more: they are copied in any order
                    ((ClaidComponent) target).setConfiguration(properties.getConfiguration());
                }
                CamelPropertiesHelper.copyProperties(camel, properties, target);
            }
        };
    }
}
