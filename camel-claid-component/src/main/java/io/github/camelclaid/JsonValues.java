package io.github.camelclaid;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelclaid.client.ClaidInvalidRequestException;
import io.github.camelclaid.client.Operations;
import io.github.camelclaid.client.Output;
import java.util.Map;

/** Reads the forms in which routes give parts of a request: JSON text, a map, a tree, or a typed part. */
final class JsonValues {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonValues() {}

    /** @param path names the part in messages */
    static ObjectNode operations(String path, Object value) throws ClaidInvalidRequestException {
        String allowed = "a JSON object (text, Map or JsonNode) or Operations";
        if (value instanceof Operations typed) {
            return typed.toJson();
        }
        return object(path, tree(path, value, allowed), allowed);
    }

    /** @param path names the part in messages */
    static JsonNode output(String path, Object value) throws ClaidInvalidRequestException {
        if (value instanceof Output typed) {
            return typed.toJson();
        }
        if (value instanceof CharSequence text
                && !text.toString().stripLeading().startsWith("{")) {
            return MAPPER.getNodeFactory().textNode(text.toString().strip());
        }
        return tree(path, value, "the URI of a destination, a JSON object (text, Map or JsonNode) or Output");
    }

    static ObjectNode object(String path, JsonNode node, String allowed) throws ClaidInvalidRequestException {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new ClaidInvalidRequestException(path, node, allowed);
    }

    static JsonNode tree(String path, Object value, String allowed) throws ClaidInvalidRequestException {
        if (value instanceof JsonNode node) {
            return node;
        }
        if (value instanceof Map<?, ?> map) {
            return MAPPER.valueToTree(map);
        }
        if (value instanceof CharSequence text) {
            return parse(path, text.toString(), allowed);
        }
        String type = value.getClass().getName();
        throw new ClaidInvalidRequestException(
                path + " is of type " + type + ", allowed: " + allowed, path, type, allowed);
    }

    private static JsonNode parse(String path, String text, String allowed) throws ClaidInvalidRequestException {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw new ClaidInvalidRequestException(
                    path + " is no JSON: " + e.getOriginalMessage() + where + ", allowed: " + allowed,
                    path,
                    text.length() > 100 ? text.substring(0, 100) + "…" : text,
                    allowed);
        }
    }
}
