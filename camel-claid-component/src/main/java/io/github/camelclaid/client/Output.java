package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.JsonNode;

/** Format and destination of the result. Immutable. */
public final class Output {

    private final JsonNode json;

    private Output(JsonNode json) {
        this.json = json;
    }

    /** Takes a copy of {@code json}, an object or a text that holds the destination's URI. */
    public static Output fromJson(JsonNode json) {
        return new Output(json.deepCopy());
    }

    /** The {@code output} member of a request, a fresh tree. */
    public JsonNode toJson() {
        return json.deepCopy();
    }
}
