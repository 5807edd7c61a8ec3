package io.github.camelclaid.simulator.script;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What the simulator is told to do differently. Thread-safe. Of the faults that match a call the oldest rule that is
 * not used up wins, likewise of the outcomes; deviations and notices add up.
 */
public final class Script {

    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    /** Starts a sentence that ends with {@code then(...)}. */
    public Rule.Condition when(Call call) {
        return new Rule.Condition(this, call);
    }

    /** Forgets every rule. */
    public void clear() {
        rules.clear();
    }

    /** The fault for this call, if any; its rule is used once. */
    public Optional<Fault> fault(Facts facts) {
        return first(facts, Fault.class);
    }

    /** The outcome of the task that this submit makes, if any; its rule is used once. */
    public Optional<Outcome> outcome(Facts facts) {
        return first(facts, Outcome.class);
    }

    /** All deviations for this answer; their rules are used once each. */
    public List<Deviation> deviations(Facts facts) {
        return rules.stream()
                .filter(rule -> rule.effect() instanceof Deviation && rule.use(facts))
                .map(rule -> (Deviation) rule.effect())
                .toList();
    }

    /** How the webhook about the task that this submit makes is sent; the rules for it are used once each. */
    public Notice notice(Facts facts) {
        return rules.stream()
                .filter(rule -> rule.effect() instanceof Notice && rule.use(facts))
                .map(rule -> (Notice) rule.effect())
                .reduce(Notice.usual(), Notice::and);
    }

    void add(Rule rule) {
        rules.add(rule);
    }

    private <E extends Effect> Optional<E> first(Facts facts, Class<E> kind) {
        return rules.stream()
                .filter(rule -> kind.isInstance(rule.effect()) && rule.use(facts))
                .map(rule -> kind.cast(rule.effect()))
                .findFirst();
    }
}
