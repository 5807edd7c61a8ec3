package io.github.camelclaid.simulator;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a JUnit 5 class one simulator, as a parameter of type {@link ClaidSimulator} wherever JUnit takes
 * parameters. Script, ledger, quota and settings start afresh before each test; {@link ClaidScript} adds to the script. A test
 * after which the ledger has violations fails. Nested classes share the simulator, unless they have this annotation
 * themselves. Tests of one class must not run in parallel; classes may.
 *
 * <p>On a class whose application context Spring makes, the simulator lives as long as that context and is a bean of it, and
 * {@code camel.component.claid.base-url} and {@code camel.component.claid.api-key} lead to it. Classes with equal settings
 * can share a context, and with it the simulator. Not for constructors that Spring wires by
 * {@code spring.test.constructor.autowire.mode=all}.
 *
 * <p>What cannot be understood fails the tests with a message that says what is allowed.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ClaidSimulatorExtension.class)
public @interface ClaidSimulated {

    /** {@code perfect}, {@code realistic}, {@code flaky} or {@code hostile}; see {@link ClaidSimulatorBuilder#profile}. */
    String profile() default "perfect";

    /** Windows such as {@code 120/60s,4/1s}, or {@code none}. */
    String quota() default "120/60s,4/1s";

    /** How long tasks take: {@code 100ms}, {@code 1s..5s} or {@code ~2s}. Empty: as the profile says. */
    String duration() default "";

    /** How long each request is on its way, written like durations. Empty: as the profile says. */
    String latency() default "";

    /** How many times faster everything takes its course. */
    double speed() default 1;

    /** Rules in words for all tests, for instance {@code submit input=bad: status 503}. */
    String[] rules() default {};

    /** Whether tests may pass although the ledger has violations. */
    boolean allowViolations() default false;
}
