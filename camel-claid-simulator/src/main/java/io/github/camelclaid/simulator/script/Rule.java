package io.github.camelclaid.simulator.script;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** One sentence of a script: when such a call comes, so many times, then this. Made by {@link Script#when}. */
public final class Rule {

    private final String text;
    private final Predicate<Facts> condition;
    private final Effect effect;
    private final AtomicLong left;

    private Rule(String text, Predicate<Facts> condition, Effect effect, long times) {
        this.text = text;
        this.condition = condition;
        this.effect = effect;
        this.left = new AtomicLong(times);
    }

    /** Whether the rule matches and has not been used up; if so, it is used once. */
    boolean use(Facts facts) {
        return left.get() > 0 && condition.test(facts) && left.getAndUpdate(n -> n > 0 ? n - 1 : 0) > 0;
    }

    Effect effect() {
        return effect;
    }

    /** In words, and how often it can still be used where that is limited. */
    @Override
    public String toString() {
        return left.get() > Long.MAX_VALUE / 2 ? text : text + " (" + left + " left)";
    }

    /** The first half of the sentence. Without {@link #times} the rule holds always. */
    public static final class Condition {

        private final Script script;
        private final Set<Call> calls;
        private final StringBuilder text;
        private Predicate<Facts> matches = facts -> true;
        private double share = 1;
        private long times = Long.MAX_VALUE;

        Condition(Script script, Set<Call> calls) {
            this.script = script;
            this.calls = EnumSet.copyOf(calls);
            this.text = new StringBuilder(this.calls.stream().map(Call::text).collect(Collectors.joining(",")));
        }

        /**
         * Only where the input (of an edit, or of the task that is asked for; the file name of an upload, or of a batch's
         * result; the name of a storage) contains this.
         */
        public Condition input(String part) {
            Objects.requireNonNull(part, "part");
            return and("input=" + (part.contains(" ") ? "\"" + part + "\"" : part), facts -> facts.input()
                    .contains(part));
        }

        /** Only for that task. */
        public Condition task(long id) {
            return and("task=" + id, facts -> facts.taskId() == id);
        }

        /** Only the n-th call of this kind since the start or the last reset, counted from 1. */
        public Condition nth(long n) {
            return and("nth=" + n, facts -> facts.nth() == n);
        }

        /** Only the first so many matching calls. */
        public Condition times(long n) {
            times = n;
            text.append(" times=").append(n);
            return this;
        }

        /** Every matching call. */
        public Condition always() {
            times = Long.MAX_VALUE;
            return this;
        }

        /** Only such a share of the matching calls, from 0 to 1, drawn with the simulator's seed. */
        public Condition share(double part) {
            if (!(part >= 0 && part <= 1)) {
                throw new IllegalArgumentException("the share is " + part + ", but must be from 0 to 1");
            }
            share = part;
            text.append(" share=")
                    .append(BigDecimal.valueOf(part)
                            .movePointRight(2)
                            .stripTrailingZeros()
                            .toPlainString())
                    .append('%');
            return this;
        }

        /** Puts a fault into the script. */
        public void then(Fault fault) {
            script.add(rule("a fault", fault));
        }

        /** Puts what becomes of the submitted task into the script. */
        public void then(Outcome outcome) {
            script.add(rule("an outcome", outcome));
        }

        /** Puts a change to the answer's {@code data} into the script. */
        public void then(Deviation deviation) {
            script.add(rule("a deviation", deviation));
        }

        /** Puts how the webhook about the submitted task deviates into the script. */
        public void then(Notice notice) {
            script.add(rule("a notice", notice));
        }

        private Condition and(String words, Predicate<Facts> condition) {
            text.append(' ').append(words);
            matches = matches.and(condition);
            return this;
        }

        Rule rule(String effectText, Effect effect) {
            Set<Call> meant = calls.stream().filter(effect::appliesTo).collect(Collectors.toSet());
            if (meant.isEmpty()) {
                throw new IllegalArgumentException(effectText + " means nothing for a call of kind "
                        + text.toString().split(" ")[0]);
            }
            Predicate<Facts> narrowed = matches;
            double part = share;
            // drawn last, so that calls that do not match draw nothing
            Predicate<Facts> all = facts -> meant.contains(facts.call()) && narrowed.test(facts) && script.hits(part);
            return new Rule(text + ": " + effectText, all, effect, times);
        }
    }
}
