package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What may stand at one place of a request. Immutable; the whole request is described by {@link RequestRules}. */
sealed interface Rule permits ScalarRule, ObjectRule, TaggedRule, EitherRule, InputRule {

    /** Whether {@code value} is of the JSON type that this rule is about, right or wrong. */
    boolean isAbout(JsonNode value);

    /**
     * @param path where {@code value} stands, for the message
     * @param value neither null nor JSON's null
     * @param mode strict or lenient
     */
    void check(String path, JsonNode value, Validation mode) throws ClaidInvalidRequestException;

    /** What is allowed, for a message: {@code crop, cover or an object with type}. */
    String allowed();

    /** The value that {@code text} stands for, if it can stand for any that this rule allows. */
    default Optional<JsonNode> read(String text) {
        return Optional.empty();
    }

    /** The rules for a member of an object that may stand here; empty if there is no such member. */
    default Optional<Rule> member(String name) {
        return Optional.empty();
    }

    /** The members of an object that may stand here. */
    default List<String> members() {
        return List.of();
    }

    /** Whether {@code scalar} is short for an object that names it as its type. */
    default boolean isShortFor(JsonNode scalar) {
        return false;
    }

    static Rule oneOf(String... names) {
        return new ScalarRule.Names(List.of(names));
    }

    static Rule whole() {
        return new ScalarRule.Whole(null, null);
    }

    static Rule whole(int least, int most) {
        return new ScalarRule.Whole(least, most);
    }

    static Rule decimal(int least, int most) {
        return new ScalarRule.Decimal(least, most);
    }

    static Rule flag() {
        return new ScalarRule.Flag();
    }

    /** Any text; {@code meaning} says what is meant by it. */
    static ScalarRule.Text text(String meaning) {
        return new ScalarRule.Text(meaning, 0, Integer.MAX_VALUE, null);
    }

    static ScalarRule.Text text(String meaning, int shortest, int longest) {
        return new ScalarRule.Text(meaning, shortest, longest, null);
    }

    /** An object without members; {@link ObjectRule#with} adds them. */
    static ObjectRule object() {
        return new ObjectRule(Map.of(), Set.of(), Set.of());
    }

    /** An object of no kind; {@link TaggedRule#with} adds kinds. */
    static TaggedRule typed() {
        return new TaggedRule(Map.of());
    }

    static Rule either(Rule... branches) {
        return new EitherRule(List.of(branches));
    }
}
