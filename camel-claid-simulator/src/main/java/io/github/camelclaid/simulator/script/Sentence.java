package io.github.camelclaid.simulator.script;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A rule as it is written on the command line, in annotations and over HTTP: {@code submit input=bad times=1: status 503}.
 *
 * @param condition before the colon
 * @param effect after it
 */
record Sentence(String condition, String effect) {

    private static final String ANY = "any";

    /** @throws IllegalArgumentException if the text is no sentence; the message names it and what is allowed */
    static Sentence of(String text) {
        int colon = (text + " ").indexOf(": ");
        if (colon < 1) {
            throw new IllegalArgumentException(
                    "not a rule: '" + text + "', expected for instance 'submit input=bad times=1: status 503'");
        }
        return new Sentence(
                text.substring(0, colon).trim(), text.substring(colon + 1).trim());
    }

    /** The rule, not yet in the script. */
    Rule rule(Script script) {
        try {
            Words words = new Words(condition);
            Rule.Condition when = script.when(calls(words.next("a call")));
            while (words.hasNext()) {
                narrow(when, words.next("a condition"));
            }
            return when.rule(effect, Effects.read(effect));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("in '" + this + "': " + e.getMessage(), e);
        }
    }

    private static Set<Call> calls(String names) {
        if (names.equals(ANY)) {
            return EnumSet.allOf(Call.class);
        }
        return Arrays.stream(names.split(",")).map(Sentence::call).collect(Collectors.toSet());
    }

    private static Call call(String name) {
        return Arrays.stream(Call.values())
                .filter(call -> call.text().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no call '" + name + "', only " + allCalls()));
    }

    private static String allCalls() {
        return Arrays.stream(Call.values()).map(Call::text).collect(Collectors.joining(", ")) + " and " + ANY;
    }

    private static void narrow(Rule.Condition when, String word) {
        int equals = word.indexOf('=');
        String name = word.substring(0, Math.max(0, equals));
        String value = word.substring(equals + 1);
        switch (name) {
            case "input" -> when.input(value);
            case "task" -> when.task(number(name, value));
            case "nth" -> when.nth(number(name, value));
            case "times" -> when.times(number(name, value));
            case "share" -> when.share(share(value));
            default ->
                throw new IllegalArgumentException(
                        "no condition '" + word + "', only input=, task=, nth=, times= and share=");
        }
    }

    private static long number(String name, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number, not '" + value + "'", e);
        }
    }

    /** {@code 5%} or {@code 0.5%}. */
    private static double share(String text) {
        if (!text.matches("\\d{1,3}(\\.\\d{1,6})?%")) {
            throw new IllegalArgumentException("share must be a percentage such as 5%, not '" + text + "'");
        }
        return Double.parseDouble(text.substring(0, text.length() - 1)) / 100;
    }

    @Override
    public String toString() {
        return condition + ": " + effect;
    }
}
