package io.github.camelclaid.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads operations that were written as flat options: {@code op.resizing.width=1000}. */
final class OptionTexts {

    private static final String PREFIX = "op.";

    private final Validation mode;

    OptionTexts(Validation mode) {
        this.mode = mode;
    }

    /** @param options dotted paths without {@code op.} and their texts */
    ObjectNode read(Map<String, String> options) throws ClaidInvalidRequestException {
        // the shorter first, so that background.remove=true is there when background.remove.category comes
        List<String> paths = options.keySet().stream()
                .sorted(Comparator.<String>comparingInt(path -> segments(path).size())
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        ObjectNode operations = JsonNodeFactory.instance.objectNode();
        for (String path : paths) {
            place(operations, path, coerce(path, options.get(path)));
        }
        return operations;
    }

    JsonNode coerce(String path, String text) throws ClaidInvalidRequestException {
        Optional<Rule> rule = ruleAt(path, text);
        if (text == null) {
            throw new ClaidInvalidRequestException(
                    PREFIX + path, null, rule.map(Rule::allowed).orElse("a value"));
        }
        if (text.startsWith("{")) {
            return parse(path, text, rule);
        }
        if (rule.isEmpty()) {
            return guess(text);
        }
        Optional<JsonNode> value = rule.get().read(text);
        if (value.isEmpty() && mode == Validation.STRICT) {
            throw new ClaidInvalidRequestException(
                    PREFIX + path, TextNode.valueOf(text), rule.get().allowed());
        }
        JsonNode read = value.orElseGet(() -> guess(text));
        check(rule.get(), path, read);
        return read;
    }

    /** Empty for a path that is unknown but let through. */
    private Optional<Rule> ruleAt(String path, String text) throws ClaidInvalidRequestException {
        Rule rule = RequestRules.OPERATIONS;
        StringBuilder walked = new StringBuilder(PREFIX);
        for (String name : segments(path)) {
            walked.append(name);
            Optional<Rule> member = rule.member(name);
            if (member.isEmpty()) {
                if (mode == Validation.STRICT) {
                    throw Spelling.unknown(walked.toString(), TextNode.valueOf(String.valueOf(text)), rule.members());
                }
                return Optional.empty();
            }
            rule = member.get();
            walked.append('.');
        }
        return Optional.of(rule);
    }

    private JsonNode parse(String path, String text, Optional<Rule> rule) throws ClaidInvalidRequestException {
        JsonNode value;
        try {
            value = JsonTree.clean(JsonTree.parse(text));
        } catch (JsonProcessingException e) {
            String allowed = rule.map(Rule::allowed).orElse("an object") + ", as JSON";
            throw new ClaidInvalidRequestException(PREFIX + path, TextNode.valueOf(text), allowed);
        }
        if (rule.isPresent()) {
            check(rule.get(), path, value);
        }
        return value;
    }

    private void check(Rule rule, String path, JsonNode value) throws ClaidInvalidRequestException {
        if (mode != Validation.OFF) {
            rule.check(PREFIX + path, value, mode);
        }
    }

    private void place(ObjectNode operations, String path, JsonNode value) throws ClaidInvalidRequestException {
        List<String> names = segments(path);
        Rule rule = RequestRules.OPERATIONS;
        ObjectNode parent = operations;
        StringBuilder walked = new StringBuilder();
        for (String name : names.subList(0, names.size() - 1)) {
            walked.append(walked.isEmpty() ? "" : ".").append(name);
            rule = rule == null ? null : rule.member(name).orElse(null);
            JsonNode present = parent.get(name);
            if (!(present instanceof ObjectNode)) {
                if (present != null && !givesWay(present, rule)) {
                    throw contradiction(walked.toString(), present, path);
                }
                present = present == null || present.isBoolean()
                        ? JsonNodeFactory.instance.objectNode()
                        : JsonNodeFactory.instance.objectNode().set(TaggedRule.TAG, present);
                parent.set(name, present);
            }
            parent = (ObjectNode) present;
        }
        JsonNode present = parent.get(names.get(names.size() - 1));
        if (present != null && !present.equals(value)) {
            throw contradiction(path, present, path);
        }
        parent.set(names.get(names.size() - 1), value);
    }

    /** {@code true} gives way to an object that says more, and so does the name of a thing to one with its members. */
    private static boolean givesWay(JsonNode present, Rule rule) {
        return present.equals(BooleanNode.TRUE) || rule != null && rule.isShortFor(present);
    }

    private static ClaidInvalidRequestException contradiction(String path, JsonNode present, String other) {
        String shown = ClaidInvalidRequestException.shown(present);
        String allowed = "one of the two";
        String message = PREFIX + path + " is " + shown + " and contradicts "
                + (other.equals(path) ? "another option of that name" : PREFIX + other) + ", allowed: " + allowed;
        return new ClaidInvalidRequestException(message, PREFIX + path, shown, allowed);
    }

    /** For what this release does not know: what looks like a number or a truth value is one. */
    private static JsonNode guess(String text) {
        return Rule.either(Rule.flag(), Rule.whole(), Rule.text("")).read(text).orElseThrow();
    }

    private static List<String> segments(String path) {
        return List.of(path.split("\\.", -1));
    }
}
