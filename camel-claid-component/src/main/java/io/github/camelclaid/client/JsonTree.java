package io.github.camelclaid.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** The JSON form in which requests are kept: no null members, and one node type for equal numbers. */
final class JsonTree {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonTree() {}

    /** What {@code value} looks like as JSON: a node, a part of a request, an enum constant, a map, a scalar… */
    static JsonNode of(Object value) {
        if (value instanceof JsonPart part) {
            return part.toJson();
        }
        if (value instanceof Enum<?> constant) {
            return NODES.textNode(constant.name().toLowerCase(Locale.ROOT));
        }
        return clean(value instanceof JsonNode node ? node : MAPPER.<JsonNode>valueToTree(value));
    }

    static JsonNode parse(String text) throws JsonProcessingException {
        JsonNode parsed = MAPPER.readTree(text);
        return parsed == null ? NODES.missingNode() : parsed;
    }

    /**
     * A copy that can be sent and compared: members that are null are left out, because Claid's published schema has
     * no null, and {@code 5} is the same node whether it came as an int or a long.
     */
    static JsonNode clean(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return clean(object);
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = NODES.arrayNode(array.size());
            array.forEach(element -> copy.add(clean(element)));
            return copy;
        }
        if (node.isIntegralNumber()) {
            return integral(node);
        }
        return node.isNumber() ? NODES.numberNode(node.doubleValue()) : node;
    }

    static ObjectNode clean(ObjectNode object) {
        ObjectNode copy = NODES.objectNode();
        object.properties().forEach(member -> {
            if (isPresent(member.getValue())) {
                copy.set(member.getKey(), clean(member.getValue()));
            }
        });
        return copy;
    }

    static boolean isPresent(JsonNode node) {
        return node != null && !node.isNull() && !node.isMissingNode();
    }

    private static JsonNode integral(JsonNode node) {
        if (node.canConvertToInt()) {
            return NODES.numberNode(node.intValue());
        }
        return node.canConvertToLong() ? NODES.numberNode(node.longValue()) : node;
    }
}
