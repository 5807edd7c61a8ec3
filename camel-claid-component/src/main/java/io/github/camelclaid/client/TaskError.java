package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Why a task failed: an item of {@code errors} ("Read an item from errors property" in the Async API Reference).
 *
 * @param message the member {@code error}; null if missing
 * @param createdAt when it was noticed, as received: the reference says an integer, its sample and the OpenAPI document
 *     a text. Null if missing
 * @param input what was known about the input; null if nothing
 */
public record TaskError(String message, String createdAt, ImageObject input) {

    /** Reads an item of {@code errors}; a bare text counts as its message. */
    public static TaskError fromJson(JsonNode json) {
        if (json.isObject()) {
            return new TaskError(
                    ClaidJson.text(json.get("error")),
                    ClaidJson.text(json.get("created_at")),
                    ImageObject.fromJson(json.get("input_object")));
        }
        return new TaskError(ClaidJson.text(json), null, null);
    }
}
