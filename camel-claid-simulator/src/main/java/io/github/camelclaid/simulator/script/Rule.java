package io.github.camelclaid.simulator.script;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** One sentence of a script: when such a call comes, so many times, then this. Made by {@link Script#when}. */
public final class Rule {

    private final Predicate<Facts> condition;
    private final Effect effect;
    private final AtomicLong left;

    private Rule(Predicate<Facts> condition, Effect effect, long times) {
        this.condition = condition;
        this.effect = effect;
        this.left = new AtomicLong(times);
    }

    /** Whether the rule matches and has not been used up; if so, it is used once. */
    boolean use(Facts facts) {
        return condition.test(facts) && left.getAndUpdate(n -> n > 0 ? n - 1 : 0) > 0;
    }

    Effect effect() {
        return effect;
    }

    /** The first half of the sentence. Without {@link #times} the rule holds always. */
    public static final class Condition {

        private final Script script;
        private final Call call;
        private Predicate<Facts> matches;
        private long times = Long.MAX_VALUE;

        Condition(Script script, Call call) {
            this.script = script;
            this.call = call;
            this.matches = facts -> facts.call() == call;
        }

        /**
         * Only where the input (of a submit or batch, or of the task that is asked for; the file name of an upload, or of
         * a batch's result) contains this.
         */
        public Condition input(String part) {
            Objects.requireNonNull(part, "part");
            return and(facts -> facts.input().contains(part));
        }

        /** Only for that task. */
        public Condition task(long id) {
            return and(facts -> facts.taskId() == id);
        }

        /** Only the n-th call of this kind since the start or the last reset, counted from 1. */
        public Condition nth(long n) {
            return and(facts -> facts.nth() == n);
        }

        /** Only the first so many matching calls. */
        public Condition times(long n) {
            times = n;
            return this;
        }

        /** Every matching call. */
        public Condition always() {
            return times(Long.MAX_VALUE);
        }

        /** Puts a fault into the script. */
        public void then(Fault fault) {
            add(fault);
        }

        /** Puts what becomes of the submitted task into the script. */
        public void then(Outcome outcome) {
            add(outcome);
        }

        /** Puts a change to the answer's {@code data} into the script. */
        public void then(Deviation deviation) {
            add(deviation);
        }

        /** Puts how the webhook about the submitted task deviates into the script. */
        public void then(Notice notice) {
            add(notice);
        }

        private Condition and(Predicate<Facts> condition) {
            matches = matches.and(condition);
            return this;
        }

        private void add(Effect effect) {
            if (!effect.appliesTo(call)) {
                throw new IllegalArgumentException(
                        effect.getClass().getSimpleName() + " means nothing for a call of kind " + call);
            }
            script.add(new Rule(matches, effect, times));
        }
    }
}
