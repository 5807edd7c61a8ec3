package io.github.camelclaid.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.camelclaid.simulator.validation.Validation;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Finds out which options there are by what the validation says about wrong ones: unknown members get the list of those
 * that are allowed, and unknown types the list of theirs.
 */
final class OptionPaths {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UNKNOWN = "?";

    private final Set<String> found = new TreeSet<>();

    private OptionPaths() {}

    /** Those below {@code operations} and below {@code output}, without that beginning and without mere groups. */
    static Set<String> all() {
        OptionPaths paths = new OptionPaths();
        paths.explore("operations", value -> request(value, JSON.createObjectNode()));
        paths.explore("output", value -> request(JSON.createObjectNode(), value));
        paths.found.remove("output");
        Set<String> relative = new TreeSet<>();
        paths.found.forEach(path -> relative.add(path.substring(path.indexOf('.') + 1)));
        return relative;
    }

    private static JsonNode request(JsonNode operations, JsonNode output) {
        ObjectNode request = JSON.createObjectNode().put("input", "https://host/a.jpg");
        return request.<ObjectNode>set("operations", operations).set("output", output);
    }

    private void explore(String path, UnaryOperator<JsonNode> requestWith) {
        if (messages(requestWith.apply(new TextNode(UNKNOWN)), path).stream()
                .noneMatch(message ->
                        message.startsWith("must be of type object") || message.startsWith("must be an object"))) {
            found.add(path);
        }
        JsonNode odd = member(UNKNOWN, IntNode.valueOf(0));
        if (!messages(requestWith.apply(odd), path + ".type").contains("is required")) {
            exploreMembers(path, requestWith, JSON.createObjectNode());
            return;
        }
        JsonNode oddType = member("type", new TextNode(UNKNOWN));
        for (String type : listIn(messages(requestWith.apply(oddType), path + ".type"), "must be one of ")) {
            exploreMembers(path, requestWith, member("type", new TextNode(type)));
        }
    }

    private void exploreMembers(String path, UnaryOperator<JsonNode> requestWith, ObjectNode given) {
        ObjectNode odd = given.deepCopy().put(UNKNOWN, 0);
        List<String> messages = messages(requestWith.apply(odd), path + "." + UNKNOWN);
        for (String member : listIn(messages, "is not allowed here, only ")) {
            if (!given.has(member)) {
                explore(
                        path + "." + member,
                        value -> requestWith.apply(given.deepCopy().set(member, value)));
            }
        }
    }

    private static List<String> listIn(List<String> messages, String start) {
        return messages.stream()
                .filter(message -> message.startsWith(start))
                .flatMap(message -> List.of(message.substring(start.length()).split(", ")).stream())
                .toList();
    }

    private static List<String> messages(JsonNode request, String path) {
        return Validation.ofEdit(request).byPath().getOrDefault(path, List.of());
    }

    private static ObjectNode member(String name, JsonNode value) {
        return JSON.createObjectNode().set(name, value);
    }
}
