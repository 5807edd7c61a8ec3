package io.github.camelclaid.simulator.validation;

import com.fasterxml.jackson.databind.JsonNode;

/** What one value of a request has to be. */
@FunctionalInterface
interface Rule {

    /** Adds what is wrong with the value at that path. */
    void check(String path, JsonNode value, Findings findings);

    /** This rule, and then the next one if nothing was wrong so far. */
    default Rule then(Rule next) {
        return (path, value, findings) -> {
            int before = findings.byPath().size();
            check(path, value, findings);
            if (findings.byPath().size() == before) {
                next.check(path, value, findings);
            }
        };
    }
}
