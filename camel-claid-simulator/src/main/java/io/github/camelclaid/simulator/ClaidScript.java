package io.github.camelclaid.simulator;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Rules in words for one test, or for all of a class, in tests with a {@link ClaidSimulatorExtension} or
 * {@link ClaidSimulated}. Those of outer classes come first, then those of the class, then those of the method. A rule that
 * cannot be understood fails the test.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface ClaidScript {

    /** For instance {@code submit input=bad times=1: status 503}. */
    String[] value();
}
