package io.github.camelclaid.simulator;

import io.github.camelclaid.simulator.ledger.Ledger;
import io.github.camelclaid.simulator.ledger.Violation;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a simulator, by {@link ClaidSimulated} or, with any settings, in a field with {@code @RegisterExtension}. In a
 * static field there is one for all tests of the class, which starts afresh before each test; in an instance field every
 * test has its own. Either is a parameter of type {@link ClaidSimulator}, gets the rules of {@link ClaidScript}, and fails
 * tests after which the ledger has violations. JUnit 5 must be on the class path.
 */
public final class ClaidSimulatorExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

    private final ExtensionContext.Namespace tests = ExtensionContext.Namespace.create(this);

    /** Null where the annotation describes the simulator. */
    private final Consumer<ClaidSimulatorBuilder> settings;

    private boolean violationsAllowed;
    private ClaidSimulator simulator;
    /** How many classes, nested ones included, are using it. */
    private int classes;

    /** For {@link ClaidSimulated}. */
    ClaidSimulatorExtension() {
        this(null);
    }

    private ClaidSimulatorExtension(Consumer<ClaidSimulatorBuilder> settings) {
        this.settings = settings;
    }

    /** A simulator with these settings, for instance {@code with(builder -> builder.noQuota())}. */
    public static ClaidSimulatorExtension with(Consumer<ClaidSimulatorBuilder> settings) {
        return new ClaidSimulatorExtension(settings);
    }

    /** A simulator with the default settings. */
    public static ClaidSimulatorExtension withDefaults() {
        return with(builder -> {});
    }

    /** Tests may pass although the key was sent where it must not be. */
    public ClaidSimulatorExtension allowingViolations() {
        violationsAllowed = true;
        return this;
    }

    /** The simulator of a field; it starts when it is first asked for. */
    public synchronized ClaidSimulator simulator() {
        if (simulator == null) {
            ClaidSimulatorBuilder builder = ClaidSimulator.builder();
            settings.accept(builder);
            simulator = builder.start();
        }
        return simulator;
    }

    /** {@link ClaidSimulator#baseUrl()} of the simulator. */
    public String baseUrl() {
        return simulator().baseUrl();
    }

    @Override
    public synchronized void beforeAll(ExtensionContext context) {
        classes++;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        ClaidSimulator fresh = simulator(context);
        // for the end of the test, when Spring may have closed its context
        context.getStore(tests).put(Ledger.class, fresh.ledger());
        fresh.reset();
        fresh.rules(SimulatedClass.script(context));
    }

    @Override
    public synchronized void afterEach(ExtensionContext context) {
        Ledger ledger = context.getStore(tests).get(Ledger.class, Ledger.class);
        if (classes == 0) {
            close();
        }
        List<Violation> violations = ledger == null ? List.of() : ledger.violations();
        if (!violations.isEmpty() && !violationsAllowed && !SimulatedClass.allowsViolations(context)) {
            throw new AssertionError("Claid would have been misused: "
                    + violations.stream().map(Violation::what).collect(Collectors.joining("; ")));
        }
    }

    @Override
    public synchronized void afterAll(ExtensionContext context) {
        classes--;
        if (classes == 0) {
            close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ClaidSimulator.class
                && !(isAnnotated() && SimulatedClass.isSprings(context) && SpringSimulators.resolves(parameter));
    }

    @Override
    public ClaidSimulator resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return simulator(context);
    }

    private ClaidSimulator simulator(ExtensionContext context) {
        return isAnnotated() ? SimulatedClass.simulator(context) : simulator();
    }

    private boolean isAnnotated() {
        return settings == null;
    }

    private void close() {
        if (simulator != null) {
            simulator.close();
            simulator = null;
        }
    }
}
