package io.github.camelclaid.springboot;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells of a misspelt property at the start as Boot tells of wrong values. */
class UnknownPropertyFailureAnalyzer extends AbstractFailureAnalyzer<UnknownPropertyException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, UnknownPropertyException unknown) {
        return new FailureAnalysis(unknown.description(), unknown.cure(), unknown);
    }
}
