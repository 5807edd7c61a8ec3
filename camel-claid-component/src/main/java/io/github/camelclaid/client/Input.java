package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which images an edit is of: one, or a batch of them, in a list or in a folder of a storage ({@code input} of
 * {@code AsyncEditRequest} and of {@code BatchEditRequest} in Claid's OpenAPI document). Immutable. An address that begins
 * with {@code storage://} and ends with a slash is a folder; a list of one is a batch.
 */
public final class Input extends JsonPart {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Input(JsonNode json) {
        super(json);
    }

    /** Takes a copy of {@code json}: a text, a list of texts, or an object with {@code source}. */
    public static Input fromJson(JsonNode json) {
        return new Input(json);
    }

    /** @param uri an {@code http(s)://} or {@code storage://} URL of one image, or a folder without its subfolders */
    public static Input of(String uri) {
        return new Input(TextNode.valueOf(uri));
    }

    /** @param urls of one image each, at least one; Claid publishes no maximum */
    public static Input list(List<String> urls) {
        ArrayNode list = NODES.arrayNode(urls.size());
        urls.forEach(list::add);
        return new Input(list);
    }

    /**
     * @param uri such as {@code storage://shop/in/}, with the slash at its end
     * @param recursive whether images of its subfolders count
     */
    public static Input folder(String uri, boolean recursive) {
        return new Input(NODES.objectNode().put("source", uri).put("recursive", recursive));
    }

    /** Whether several images may be meant, so that the batch endpoint is asked. */
    public boolean isBatch() {
        return !json().isTextual() || StorageUri.isFolder(json().textValue());
    }

    /** The URL of the image; empty for a batch. */
    public Optional<String> url() {
        return isBatch() ? Optional.empty() : Optional.of(json().textValue());
    }

    /** The URLs of a list, in its order; empty for anything else. */
    public List<String> urls() {
        List<String> urls = new ArrayList<>();
        if (json().isArray()) {
            json().forEach(url -> urls.add(url.asText()));
        }
        return urls;
    }

    /** The address of a folder; empty for anything else. */
    public Optional<String> folder() {
        JsonNode uri = json().isTextual() ? json() : json().path("source");
        return isBatch() ? Optional.ofNullable(uri.textValue()) : Optional.empty();
    }
}
