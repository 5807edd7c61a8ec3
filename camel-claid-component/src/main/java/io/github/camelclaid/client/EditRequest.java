package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What is asked of Claid: which images, what to do with them, and where to put the results; {@code AsyncEditRequest} and
 * {@code BatchEditRequest} in Claid's OpenAPI document.
 *
 * @param images one image or a batch; null while a request is put together
 * @param operations never null; may be empty
 * @param output may be null: then Claid answers with a JPEG at a temporary URL. For a batch its destination is a folder
 * @param more further members of the body, by their names in the API; only for what this release does not know
 */
public record EditRequest(Input images, Operations operations, Output output, Map<String, JsonNode> more) {

    private static final String INPUT = "input";
    private static final String OPERATIONS = "operations";
    private static final String OUTPUT = "output";
    private static final Set<String> MEMBERS = Set.of(INPUT, OPERATIONS, OUTPUT);

    public EditRequest {
        operations = operations == null ? Operations.none() : operations;
        more = more == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(more));
    }

    /** @param input as in {@link Input#of}; null while a request is put together */
    public EditRequest(String input, Operations operations, Output output, Map<String, JsonNode> more) {
        this(input == null ? null : Input.of(input), operations, output, more);
    }

    /** @param input as in {@link Input#of}; null while a request is put together */
    public EditRequest(String input, Operations operations, Output output) {
        this(input, operations, output, Map.of());
    }

    /**
     * Reads a request body; members that are missing or null stay unset. Only the shape is looked at, see
     * {@link RequestRules} for the rest.
     *
     * @throws ClaidInvalidRequestException if {@code json} or its {@code operations} is no object, or {@code input} is
     *     neither text nor list nor object
     */
    public static EditRequest fromJson(JsonNode json) throws ClaidInvalidRequestException {
        if (!(json instanceof ObjectNode)) {
            throw new ClaidInvalidRequestException("request", json, "an object with input, operations, output");
        }
        ObjectNode body = JsonTree.clean((ObjectNode) json);
        JsonNode input = body.path(INPUT);
        if (!input.isTextual() && !input.isContainerNode() && !input.isMissingNode()) {
            throw InputRule.refusal(input);
        }
        JsonNode operations = body.path(OPERATIONS);
        if (!operations.isObject() && !operations.isMissingNode()) {
            throw new ClaidInvalidRequestException(OPERATIONS, operations, RequestRules.OPERATIONS.allowed());
        }
        JsonNode output = body.get(OUTPUT);
        Map<String, JsonNode> more = new LinkedHashMap<>();
        body.properties().stream()
                .filter(member -> !MEMBERS.contains(member.getKey()))
                .forEach(member -> more.put(member.getKey(), member.getValue()));
        return new EditRequest(
                input.isMissingNode() ? null : Input.fromJson(input),
                operations instanceof ObjectNode object ? Operations.fromJson(object) : null,
                output == null ? null : Output.fromJson(output),
                more);
    }

    /**
     * Lays one request body over another, either of which may be incomplete: objects merge deeply, scalars and lists
     * replace. Three corners: a member that is null in {@code over} is taken away; an output that is a text counts as
     * its destination where the other is an object; and objects of different {@code type}, such as two formats, replace
     * each other.
     *
     * @return a fresh tree
     */
    public static ObjectNode merge(ObjectNode under, ObjectNode over) {
        JsonNode below = under.path(OUTPUT);
        JsonNode above = over.path(OUTPUT);
        if (below.isTextual() && above.isObject()) {
            return JsonMerge.merge(withOutputObject(under), over);
        }
        if (below.isObject() && above.isTextual()) {
            return JsonMerge.merge(under, withOutputObject(over));
        }
        return JsonMerge.merge(under, over);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The same edit of another image. */
    public EditRequest withInput(String url) {
        return new EditRequest(url, operations, output, more);
    }

    /** The URL of the one image; null for a batch, and while a request is put together. */
    public String input() {
        return images == null ? null : images.url().orElse(null);
    }

    /** Which endpoint takes this request, and whose ids its task has. */
    public TaskFamily family() {
        return images != null && images.isBatch() ? TaskFamily.BATCH : TaskFamily.EDIT;
    }

    /** The body of the request, a fresh tree; nothing in it is null. */
    public ObjectNode toJson() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (images != null) {
            body.set(INPUT, images.toJson());
        }
        body.set(OPERATIONS, operations.toJson());
        if (output != null) {
            body.set(OUTPUT, output.toJson());
        }
        more.forEach((name, value) -> body.set(name, JsonTree.clean(value)));
        return body;
    }

    /** The JSON text. A signed input URL is part of it: not for logs. */
    @Override
    public String toString() {
        return toJson().toString();
    }

    private static ObjectNode withOutputObject(ObjectNode body) {
        ObjectNode copy = body.deepCopy();
        copy.set(OUTPUT, JsonNodeFactory.instance.objectNode().set("destination", body.get(OUTPUT)));
        return copy;
    }

    /** Writes down a request. Not for several threads. */
    public static final class Builder {

        private final Map<String, JsonNode> more = new LinkedHashMap<>();
        private Input images;
        private Operations operations = Operations.none();
        private Output output;

        private Builder() {}

        /** @param url an {@code http(s)://} or {@code storage://} URL, 1 to 4096 characters */
        public Builder input(String url) {
            images = url == null ? null : Input.of(url);
            return this;
        }

        /** A batch of images. @param urls as in {@link #input}, at least one */
        public Builder inputs(List<String> urls) {
            images = Input.list(urls);
            return this;
        }

        /** A batch of the images of a folder, as in {@link Input#folder}. */
        public Builder folder(String uri, boolean recursive) {
            images = Input.folder(uri, recursive);
            return this;
        }

        public Builder operations(Operations edits) {
            operations = edits;
            return this;
        }

        public Builder operations(UnaryOperator<Operations.Builder> edits) {
            return operations(edits.apply(Operations.builder()).build());
        }

        public Builder output(Output result) {
            output = result;
            return this;
        }

        public Builder output(UnaryOperator<Output.Builder> result) {
            return output(result.apply(Output.builder()).build());
        }

        /** The destination alone, such as {@code storage://shop/out/a.webp}. */
        public Builder output(String destination) {
            return output(Output.to(destination));
        }

        /** Sets a member of the body by its name in Claid's API: for options that this release does not know. */
        public Builder with(String name, Object value) {
            more.put(name, JsonTree.of(value));
            return this;
        }

        public EditRequest build() {
            return new EditRequest(images, operations, output, more);
        }
    }
}
