package io.github.camelclaid.simulator;

import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Puts a simulator into the application contexts of tests with {@link ClaidSimulated}. Found by Spring. */
final class SpringSimulatorFactory implements ContextCustomizerFactory {

    @Override
    public ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configuration) {
        ClaidSimulated simulated = TestContextAnnotationUtils.findMergedAnnotation(testClass, ClaidSimulated.class);
        return simulated == null ? null : new Customizer(simulated);
    }

    /** Equal ones let tests share a context. */
    private record Customizer(ClaidSimulated simulated) implements ContextCustomizer {

        @Override
        public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
            ClaidSimulator simulator = SimulatedSettings.of(simulated).start();
            DefaultListableBeanFactory beans = (DefaultListableBeanFactory) context.getBeanFactory();
            beans.registerSingleton("claidSimulator", simulator);
            // first of all, hence closed last: what is still under way at the end finds it
            beans.registerDisposableBean("claidSimulator", simulator::close);
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "claidSimulator",
                            Map.of(
                                    "camel.component.claid.base-url", simulator.baseUrl(),
                                    "camel.component.claid.api-key", simulator.apiKey())));
        }
    }
}
