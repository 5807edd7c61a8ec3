package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A picture that Claid has made, beside the one it was made from: {@code result} of an edit, an item of {@code results} of
 * a batch. Nothing in it tells which of several inputs it belongs to.
 *
 * @param input what is said about the picture that was read; null if nothing
 * @param output what is said about the picture that was made; null if nothing
 */
public record TaskResult(ImageObject input, ImageObject output) {

    /** Reads an object with {@code input_object} and {@code output_object}. */
    public static TaskResult fromJson(JsonNode json) {
        return new TaskResult(
                ImageObject.fromJson(json.get("input_object")), ImageObject.fromJson(json.get("output_object")));
    }
}
