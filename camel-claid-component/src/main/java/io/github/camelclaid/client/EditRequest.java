package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What is asked of Claid: which image, what to do with it, and where to put the result.
 *
 * @param input an {@code http(s)://} or {@code storage://} URL of one image
 * @param output may be null: then Claid answers with a JPEG at a temporary URL
 */
public record EditRequest(String input, Operations operations, Output output) {

    /** The body of the request, a fresh tree. */
    public ObjectNode toJson() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("input", input);
        body.set("operations", operations.toJson());
        if (output != null) {
            body.set("output", output.toJson());
        }
        return body;
    }
}
