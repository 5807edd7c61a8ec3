package io.github.camelclaid.simulator;

import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** What the annotations of a test's classes say, the outermost class first. */
final class SimulatedClass {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SimulatedClass.class);
    private static final String SPRING = "org.springframework.test.context.junit.jupiter.SpringExtension";

    private SimulatedClass() {}

    /** The simulator of the class; it starts when it is first asked for, and ends with the class or with Spring's context. */
    static ClaidSimulator simulator(ExtensionContext context) {
        if (isSprings(context)) {
            return SpringSimulators.simulator(context);
        }
        ExtensionContext owner = owner(context);
        return owner.getStore(NAMESPACE)
                .getOrComputeIfAbsent(owner.getRequiredTestClass(), key -> Running.of(owner), Running.class)
                .simulator();
    }

    /** Ends with the store of its class. */
    private record Running(ClaidSimulator simulator)
            implements ExtensionContext.Store.CloseableResource, AutoCloseable {

        static Running of(ExtensionContext owner) {
            return new Running(annotation(owner)
                    .map(SimulatedSettings::of)
                    .orElseGet(ClaidSimulator::builder)
                    .start());
        }

        @Override
        public void close() {
            simulator.close();
        }
    }

    /** Whether Spring makes an application context for these tests. */
    static boolean isSprings(ExtensionContext context) {
        return classes(context).stream()
                .flatMap(type -> AnnotationSupport.findRepeatableAnnotations(type, ExtendWith.class).stream())
                .flatMap(extensions -> Arrays.stream(extensions.value()))
                .anyMatch(extension -> extension.getName().equals(SPRING));
    }

    static boolean allowsViolations(ExtensionContext context) {
        return annotation(owner(context)).map(ClaidSimulated::allowViolations).orElse(false);
    }

    /** All rules for the test, in their order. */
    static List<String> script(ExtensionContext context) {
        List<AnnotatedElement> elements = new ArrayList<>(classes(context));
        context.getTestMethod().ifPresent(elements::add);
        return elements.stream()
                .flatMap(element -> AnnotationSupport.findAnnotation(element, ClaidScript.class).stream())
                .flatMap(script -> Arrays.stream(script.value()))
                .toList();
    }

    /** The nearest class with the annotation, else the outermost one. */
    private static ExtensionContext owner(ExtensionContext context) {
        ExtensionContext outermost = context;
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            if (at.get().getElement().filter(Class.class::isInstance).isPresent()) {
                outermost = at.get();
                if (annotation(outermost).isPresent()) {
                    return outermost;
                }
            }
        }
        return outermost;
    }

    private static Optional<ClaidSimulated> annotation(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), ClaidSimulated.class);
    }

    private static List<Class<?>> classes(ExtensionContext context) {
        List<Class<?>> classes = new ArrayList<>();
        for (Class<?> type = context.getRequiredTestClass(); type != null; type = type.getEnclosingClass()) {
            classes.add(type);
        }
        Collections.reverse(classes);
        return classes;
    }
}
