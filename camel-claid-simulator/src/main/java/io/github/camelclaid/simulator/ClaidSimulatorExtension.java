package io.github.camelclaid.simulator;

import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives tests a simulator. In a static field there is one for all tests of the class, whose script, ledger and quota
 * start afresh before each test; in an instance field every test has its own. For use with
 * {@code @RegisterExtension}; JUnit 5 must be on the class path.
 */
public final class ClaidSimulatorExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private final Consumer<ClaidSimulatorBuilder> settings;
    private ClaidSimulator simulator;
    /** How many classes, nested ones included, are using it. */
    private int classes;

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

    /** The simulator; it starts when it is first asked for. */
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
        simulator().reset();
    }

    @Override
    public synchronized void afterEach(ExtensionContext context) {
        if (classes == 0) {
            close();
        }
    }

    @Override
    public synchronized void afterAll(ExtensionContext context) {
        classes--;
        if (classes == 0) {
            close();
        }
    }

    private void close() {
        if (simulator != null) {
            simulator.close();
            simulator = null;
        }
    }
}
