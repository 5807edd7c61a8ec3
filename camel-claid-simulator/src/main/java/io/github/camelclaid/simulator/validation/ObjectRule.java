package io.github.camelclaid.simulator.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** An object with these members and, unless told otherwise, no others. Filled once, then only read. */
final class ObjectRule implements Rule {

    private final Map<String, Rule> members = new LinkedHashMap<>();
    private final Set<String> required = new HashSet<>();
    private boolean others;

    static ObjectRule object() {
        return new ObjectRule();
    }

    ObjectRule may(String member, Rule rule) {
        members.put(member, rule);
        return this;
    }

    ObjectRule must(String member, Rule rule) {
        required.add(member);
        return may(member, rule);
    }

    /** Members that nobody knows are no mistake. */
    ObjectRule orOthers() {
        others = true;
        return this;
    }

    @Override
    public void check(String path, JsonNode value, Findings findings) {
        if (!value.isObject()) {
            findings.add(path, "must be an object");
            return;
        }
        for (String member : required) {
            if (!value.has(member)) {
                findings.add(at(path, member), "is required");
            }
        }
        value.properties().forEach(field -> {
            Rule rule = members.get(field.getKey());
            if (rule == null && others) {
                return;
            }
            if (rule == null) {
                findings.add(
                        at(path, field.getKey()), "is not allowed here, only " + String.join(", ", members.keySet()));
            } else {
                rule.check(at(path, field.getKey()), field.getValue(), findings);
            }
        });
    }

    private static String at(String path, String member) {
        return path.isEmpty() ? member : path + "." + member;
    }
}
