package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Lays one JSON value over another: objects merge deeply, everything else replaces. */
final class JsonMerge {

    private JsonMerge() {}

    /** A fresh tree. A member that is null in {@code over} is taken away, as in RFC 7396. */
    static JsonNode merge(JsonNode under, JsonNode over) {
        if (under instanceof ObjectNode below && over instanceof ObjectNode above && !areAlternatives(below, above)) {
            return merge(below, above);
        }
        return JsonTree.clean(over);
    }

    static ObjectNode merge(ObjectNode under, ObjectNode over) {
        ObjectNode merged = JsonTree.clean(under);
        over.properties().forEach(member -> {
            JsonNode value = member.getValue();
            if (!JsonTree.isPresent(value)) {
                merged.remove(member.getKey());
                return;
            }
            JsonNode below = merged.get(member.getKey());
            merged.set(member.getKey(), below == null ? JsonTree.clean(value) : merge(below, value));
        });
        return merged;
    }

    /**
     * {@code {"type":"jpeg","quality":80}} under {@code {"type":"webp"}}: a quality of the one means nothing to the
     * other. The type of a blur is no such choice; it comes with the members of both.
     */
    private static boolean areAlternatives(ObjectNode below, ObjectNode above) {
        JsonNode one = below.get("type");
        JsonNode other = above.get("type");
        return one != null && other != null && !one.equals(other) && !Background.isBlurType(one);
    }
}
