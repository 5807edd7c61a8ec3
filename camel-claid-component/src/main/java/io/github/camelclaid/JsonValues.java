package io.github.camelclaid;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.github.camelclaid.client.ClaidInvalidRequestException;
import io.github.camelclaid.client.Input;
import io.github.camelclaid.client.JsonPart;
import io.github.camelclaid.client.Operations;
import io.github.camelclaid.client.Output;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/** Reads the forms in which routes give parts of a request: JSON text, a map, a tree, or a typed part. */
final class JsonValues {

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .registerModule(new SimpleModule().addSerializer(new TypedParts()));

    private JsonValues() {}

    /** A map may hold typed parts of a request. */
    private static final class TypedParts extends StdSerializer<JsonPart> {

        private static final long serialVersionUID = 1L;

        TypedParts() {
            super(JsonPart.class);
        }

        @Override
        public void serialize(JsonPart part, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeTree(part.toJson());
        }
    }

    /**
     * One address, or those of a batch.
     *
     * @param path names the part in messages
     */
    static JsonNode input(String path, Object value) throws ClaidInvalidRequestException {
        if (value instanceof Input typed) {
            return typed.toJson();
        }
        if (value instanceof Collection<?> list) {
            return addresses(path, list);
        }
        if (value instanceof Object[] list) {
            return addresses(path, Arrays.asList(list));
        }
        if (value instanceof CharSequence text && !isJson(text)) {
            return MAPPER.getNodeFactory().textNode(text.toString().strip());
        }
        return tree(path, value, "the URL of an image, a folder of a storage, or a list of URLs");
    }

    private static boolean isJson(CharSequence text) {
        String start = text.toString().stripLeading();
        return start.startsWith("{") || start.startsWith("[");
    }

    private static JsonNode addresses(String path, Collection<?> list) throws ClaidInvalidRequestException {
        ArrayNode addresses = MAPPER.createArrayNode();
        for (Object element : list) {
            if (element instanceof CharSequence text) {
                addresses.add(text.toString().strip());
            } else if (element instanceof JsonNode node) {
                addresses.add(node);
            } else {
                throw noAddress(path + "[" + addresses.size() + "]", element);
            }
        }
        return addresses;
    }

    private static ClaidInvalidRequestException noAddress(String path, Object element) {
        String type = element == null ? "null" : element.getClass().getTypeName();
        String allowed =
                "the URL of an image as text; images that are bytes or files go one by one, each in a message of"
                        + " its own";
        return new ClaidInvalidRequestException(
                path + " is " + (element == null ? "" : "of type ") + type + ", allowed: " + allowed,
                path,
                type,
                allowed);
    }

    /**
     * @param path names the part in messages
     * @param allowed what may stand there, for messages
     */
    static ObjectNode operations(String path, Object value, String allowed) throws ClaidInvalidRequestException {
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
            return ofMap(path, map, allowed);
        }
        if (value instanceof CharSequence text) {
            return parse(path, text.toString(), allowed);
        }
        String type = value.getClass().getName();
        throw new ClaidInvalidRequestException(
                path + " is of type " + type + ", allowed: " + allowed, path, type, allowed);
    }

    private static JsonNode ofMap(String path, Map<?, ?> map, String allowed) throws ClaidInvalidRequestException {
        try {
            return MAPPER.valueToTree(map);
        } catch (IllegalArgumentException e) {
            throw new ClaidInvalidRequestException(
                    path + " holds what is no JSON: " + e.getMessage() + ", allowed: " + allowed,
                    path,
                    map.getClass().getName(),
                    allowed);
        }
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
