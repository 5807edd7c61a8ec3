package io.github.camelclaid.simulator.script;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * What the simulator is told to do differently. Thread-safe. Of the faults that match a call the oldest rule that is
 * not used up wins, likewise of the outcomes; deviations and notices add up.
 */
public final class Script {

    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    /** What a profile says. Replaced as a whole; the other rules come before them. */
    private volatile List<Rule> standing = List.of();

    private volatile List<String> standingSentences = List.of();
    private final long seed;
    /** Guarded by this object's lock, as all that is drawn from it. */
    private SplittableRandom random;

    /** @param seed of the rules that hold for a share of the calls only */
    public Script(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    /** Starts a sentence that ends with {@code then(...)}. */
    public Rule.Condition when(Call call) {
        return when(EnumSet.of(call));
    }

    /** Starts a sentence about calls of several kinds; an effect that means nothing for some of them leaves those alone. */
    public Rule.Condition when(Set<Call> calls) {
        return new Rule.Condition(this, calls);
    }

    /**
     * Adds a rule in words, for instance {@code submit input=bad times=1: status 503}.
     *
     * @throws IllegalArgumentException if it cannot be understood; then nothing is added
     */
    public void add(String sentence) {
        addAll(List.of(sentence));
    }

    /** Adds all of these rules in words, or none if one of them cannot be understood. */
    public void addAll(List<String> sentences) {
        rules.addAll(understood(sentences));
    }

    /** Rules that outlast {@link #clear}; they come after all others, and take the place of such rules before. */
    public void stand(List<String> sentences) {
        standing = understood(sentences);
        standingSentences = List.copyOf(sentences);
    }

    /** The rules in force, in words; those that were made in code name the kind of their effect only. */
    public List<String> sentences() {
        return inForce().map(Rule::toString).toList();
    }

    /** Forgets every rule but the standing ones, and starts afresh with what is drawn and counted. */
    public void clear() {
        rules.clear();
        stand(standingSentences);
        synchronized (this) {
            random = new SplittableRandom(seed);
        }
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
        return inForce()
                .filter(rule -> rule.effect() instanceof Deviation && rule.use(facts))
                .map(rule -> (Deviation) rule.effect())
                .toList();
    }

    /** How the webhook about the task that this submit makes is sent; the rules for it are used once each. */
    public Notice notice(Facts facts) {
        return inForce()
                .filter(rule -> rule.effect() instanceof Notice && rule.use(facts))
                .map(rule -> (Notice) rule.effect())
                .reduce(Notice.usual(), Notice::and);
    }

    void add(Rule rule) {
        rules.add(rule);
    }

    /** Whether a call is among such a share of all calls. */
    synchronized boolean hits(double share) {
        return share >= 1 || random.nextDouble() < share;
    }

    private List<Rule> understood(List<String> sentences) {
        return sentences.stream()
                .map(sentence -> Sentence.of(sentence).rule(this))
                .toList();
    }

    private Stream<Rule> inForce() {
        return Stream.concat(rules.stream(), standing.stream());
    }

    private <E extends Effect> Optional<E> first(Facts facts, Class<E> kind) {
        return inForce()
                .filter(rule -> kind.isInstance(rule.effect()) && rule.use(facts))
                .map(rule -> kind.cast(rule.effect()))
                .findFirst();
    }
}
