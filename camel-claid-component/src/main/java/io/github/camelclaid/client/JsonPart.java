package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.JsonNode;

/** A part of a request, held as JSON. Immutable; equal when the JSON is equal, whatever the order of its members. */
public abstract class JsonPart {

    private final JsonNode json;

    JsonPart(JsonNode json) {
        this.json = JsonTree.clean(json);
    }

    /** The part as it is sent, a fresh tree. */
    public JsonNode toJson() {
        return json.deepCopy();
    }

    /** For reading only. */
    final JsonNode json() {
        return json;
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof JsonPart part && part.getClass() == getClass() && part.json.equals(json);
    }

    @Override
    public final int hashCode() {
        return json.hashCode();
    }

    /** The JSON text. */
    @Override
    public final String toString() {
        return json.toString();
    }
}
