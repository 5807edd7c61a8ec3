package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The edits of a request. Immutable. */
public final class Operations {

    private final ObjectNode json;

    private Operations(ObjectNode json) {
        this.json = json;
    }

    /** Takes a copy of {@code json} as it is. */
    public static Operations fromJson(ObjectNode json) {
        return new Operations(json.deepCopy());
    }

    /** The {@code operations} member of a request, a fresh tree. */
    public ObjectNode toJson() {
        return json.deepCopy();
    }
}
