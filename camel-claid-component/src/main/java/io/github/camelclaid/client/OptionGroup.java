package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;

/**
 * Options that are being written down: one JSON object of a request. Values are not checked here but before the request
 * is sent ({@link RequestRules}), so that {@link #with} can name what Claid adds tomorrow. For one thread.
 *
 * @param <G> the group itself, for chaining
 */
public abstract class OptionGroup<G extends OptionGroup<G>> {

    private final ObjectNode json = JsonNodeFactory.instance.objectNode();

    OptionGroup() {}

    /**
     * Sets a member by its name in Claid's API: the way through for options that this release does not know.
     *
     * @param value a JSON node, text, number, boolean, map, collection, or a typed part; null takes the member away
     */
    public G with(String name, Object value) {
        if (value == null) {
            json.remove(name);
        } else {
            json.set(name, JsonTree.of(value));
        }
        return self();
    }

    /** Adds {@code options} to what the member {@code name} already holds. */
    final <N extends OptionGroup<N>> G nested(String name, N fresh, UnaryOperator<N> options) {
        JsonNode added = options.apply(fresh).toJson();
        JsonNode present = json.get(name);
        return with(name, present == null ? added : JsonMerge.merge(present, added));
    }

    final ObjectNode toJson() {
        return json.deepCopy();
    }

    // the only subclasses are the final ones of this package, each of which names itself
    @SuppressWarnings("unchecked")
    private G self() {
        return (G) this;
    }
}
