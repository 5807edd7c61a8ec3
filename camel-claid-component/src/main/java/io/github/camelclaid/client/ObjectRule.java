package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An object with certain members and no others. A member that is null counts as missing.
 *
 * @param rules the members in the order in which a message names them
 * @param required those that must be there
 * @param exclusive those of which at most one may be there
 */
record ObjectRule(Map<String, Rule> rules, Set<String> required, Set<String> exclusive) implements Rule {

    ObjectRule with(String name, Rule rule) {
        Map<String, Rule> more = new LinkedHashMap<>(rules);
        more.put(name, rule);
        return new ObjectRule(more, required, exclusive);
    }

    ObjectRule withRequired(String name, Rule rule) {
        Set<String> more = new LinkedHashSet<>(required);
        more.add(name);
        return new ObjectRule(with(name, rule).rules, more, exclusive);
    }

    ObjectRule excluding(String one, String other) {
        return new ObjectRule(rules, required, Set.of(one, other));
    }

    @Override
    public boolean isAbout(JsonNode value) {
        return value.isObject();
    }

    @Override
    public void check(String path, JsonNode value, Validation mode) throws ClaidInvalidRequestException {
        if (!value.isObject()) {
            throw new ClaidInvalidRequestException(path, value, allowed());
        }
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            if (JsonTree.isPresent(member.getValue())) {
                checkMember(path, member, mode);
            }
        }
        for (String name : rules.keySet()) {
            if (required.contains(name) && !value.hasNonNull(name)) {
                throw new ClaidInvalidRequestException(
                        below(path, name), null, rules.get(name).allowed());
            }
        }
        if (exclusive.size() > 1 && exclusive.stream().allMatch(value::hasNonNull)) {
            throw contradiction(path, value);
        }
    }

    @Override
    public String allowed() {
        return "an object with " + String.join(", ", rules.keySet());
    }

    @Override
    public Optional<Rule> member(String name) {
        return Optional.ofNullable(rules.get(name));
    }

    @Override
    public List<String> members() {
        return List.copyOf(rules.keySet());
    }

    private void checkMember(String path, Map.Entry<String, JsonNode> member, Validation mode)
            throws ClaidInvalidRequestException {
        Rule rule = rules.get(member.getKey());
        if (rule != null) {
            rule.check(below(path, member.getKey()), member.getValue(), mode);
        } else if (mode == Validation.STRICT) {
            throw Spelling.unknown(below(path, member.getKey()), member.getValue(), members());
        }
    }

    private ClaidInvalidRequestException contradiction(String path, JsonNode value) {
        List<String> both = rules.keySet().stream().filter(exclusive::contains).toList();
        String allowed = "either " + String.join(" or ", both);
        String message = path + " has both " + String.join(" and ", both) + ", allowed: " + allowed;
        return new ClaidInvalidRequestException(message, path, ClaidInvalidRequestException.shown(value), allowed);
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
