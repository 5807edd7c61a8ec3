package io.github.camelclaid.simulator;

import java.lang.reflect.AnnotatedElement;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Simulators that are beans. Only to be touched where Spring is. */
final class SpringSimulators {

    private SpringSimulators() {}

    static ClaidSimulator simulator(ExtensionContext context) {
        return SpringExtension.getApplicationContext(context).getBean(ClaidSimulator.class);
    }

    /** Spring would resolve it as well, and JUnit does not take two. */
    static boolean resolves(ParameterContext parameter) {
        return Stream.<AnnotatedElement>of(parameter.getParameter(), parameter.getDeclaringExecutable())
                .anyMatch(element -> element.isAnnotationPresent(Autowired.class));
    }
}
