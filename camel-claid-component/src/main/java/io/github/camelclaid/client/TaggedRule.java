package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An object whose member {@code type} says which other members it has.
 *
 * @param kinds the objects by their type
 */
record TaggedRule(Map<String, ObjectRule> kinds) implements Rule {

    static final String TAG = "type";

    /** One more kind; its object also has {@code type}. */
    TaggedRule with(String type, ObjectRule kind) {
        Map<String, Rule> members = new LinkedHashMap<>();
        members.put(TAG, Rule.oneOf(type));
        members.putAll(kind.rules());
        Map<String, ObjectRule> more = new LinkedHashMap<>(kinds);
        more.put(type, new ObjectRule(members, kind.required(), kind.exclusive()));
        return new TaggedRule(more);
    }

    @Override
    public boolean isAbout(JsonNode value) {
        return value.isObject();
    }

    @Override
    public void check(String path, JsonNode value, Validation mode) throws ClaidInvalidRequestException {
        JsonNode type = value.get(TAG);
        if (!JsonTree.isPresent(type)) {
            throw new ClaidInvalidRequestException(path + "." + TAG, null, types());
        }
        ObjectRule kind = kinds.get(type.textValue());
        if (kind != null) {
            kind.check(path, value, mode);
        } else if (mode == Validation.STRICT || !type.isTextual()) {
            throw new ClaidInvalidRequestException(path + "." + TAG, type, types());
        }
    }

    @Override
    public String allowed() {
        return "an object with " + TAG;
    }

    @Override
    public Optional<Rule> member(String name) {
        if (name.equals(TAG)) {
            return Optional.of(Rule.oneOf(kinds.keySet().toArray(String[]::new)));
        }
        List<Rule> found = kinds.values().stream()
                .flatMap(kind -> kind.member(name).stream())
                .distinct()
                .toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(new EitherRule(found));
    }

    @Override
    public List<String> members() {
        Set<String> all = new LinkedHashSet<>();
        kinds.values().forEach(kind -> all.addAll(kind.members()));
        return List.copyOf(all);
    }

    @Override
    public boolean isShortFor(JsonNode scalar) {
        return scalar.isTextual() && kinds.containsKey(scalar.textValue());
    }

    private String types() {
        return String.join(", ", kinds.keySet());
    }
}
