package io.github.camelclaid.simulator.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A value that may be of several kinds: a word, a number, or an object, which a {@code type} member may tell from other
 * objects. The kind is decided first, so that the message is about what was meant. Filled once, then only read.
 */
final class ChoiceRule implements Rule {

    private final Map<JsonNodeType, Rule> kinds = new EnumMap<>(JsonNodeType.class);
    private final Map<String, Rule> types = new LinkedHashMap<>();

    static ChoiceRule choice() {
        return new ChoiceRule();
    }

    ChoiceRule text(Rule rule) {
        kinds.put(JsonNodeType.STRING, rule);
        return this;
    }

    ChoiceRule bool() {
        kinds.put(JsonNodeType.BOOLEAN, (path, value, findings) -> {});
        return this;
    }

    ChoiceRule number(Rule rule) {
        kinds.put(JsonNodeType.NUMBER, rule);
        return this;
    }

    ChoiceRule array(Rule rule) {
        kinds.put(JsonNodeType.ARRAY, rule);
        return this;
    }

    ChoiceRule object(Rule rule) {
        kinds.put(JsonNodeType.OBJECT, rule);
        return this;
    }

    /** An object whose {@code type} is this; the rule need not name {@code type} again. */
    ChoiceRule typed(String type, ObjectRule rule) {
        types.put(type, rule.must("type", Rules.oneOf(type)));
        kinds.put(JsonNodeType.OBJECT, this::checkType);
        return this;
    }

    @Override
    public void check(String path, JsonNode value, Findings findings) {
        Rule rule = kinds.get(value.getNodeType());
        if (rule == null) {
            String allowed = kinds.keySet().stream()
                    .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(" or "));
            findings.add(path, "must be of type " + allowed);
            return;
        }
        rule.check(path, value, findings);
    }

    private void checkType(String path, JsonNode value, Findings findings) {
        Rule rule = types.get(value.path("type").asText());
        if (rule == null) {
            String type = path + ".type";
            findings.add(
                    type, value.has("type") ? "must be one of " + String.join(", ", types.keySet()) : "is required");
            return;
        }
        rule.check(path, value, findings);
    }
}
