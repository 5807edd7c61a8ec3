package io.github.camelclaid.simulator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelclaid.simulator.script.ErrorBody;
import io.github.camelclaid.simulator.script.ErrorShape;
import java.nio.file.Path;

/**
 * What is to be sent.
 *
 * @param contentType null for none
 * @param body the bytes; null where a file is sent
 * @param file the file; null where bytes are sent
 */
record Answer(int status, String contentType, byte[] body, Path file) {

    static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String JSON = "application/json";

    static Answer json(int status, JsonNode tree) {
        try {
            return new Answer(status, JSON, MAPPER.writeValueAsBytes(tree), null);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A 200 with that under {@code data}. */
    static Answer data(JsonNode data) {
        ObjectNode envelope = JsonNodeFactory.instance.objectNode();
        envelope.set("data", data);
        return json(200, envelope);
    }

    static Answer error(int status) {
        return new Answer(status, JSON, ErrorBody.of(status, ErrorShape.TOP_LEVEL), null);
    }

    static Answer error(int status, String message) {
        ObjectNode none = JsonNodeFactory.instance.objectNode();
        return new Answer(status, JSON, ErrorBody.of(status, message, none), null);
    }

    static Answer notJson() {
        return error(400, "The request body is not JSON.");
    }

    /** A 422 as the framework behind the API writes it by itself. */
    static Answer fieldError(String pathPart, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode item = body.putArray("detail").addObject();
        item.putArray("loc").add("path").add(pathPart);
        item.put("msg", message);
        item.put("type", "type_error.integer");
        return json(422, body);
    }

    static Answer rateLimited() {
        return new Answer(429, JSON, ErrorBody.of(429, ErrorShape.DETAIL), null);
    }

    static Answer file(String contentType, Path file) {
        return new Answer(200, contentType, null, file);
    }
}
