package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The answer to an upload: {@code data.input} and {@code data.output} of the {@code EditResponse} of Claid's OpenAPI
 * document.
 *
 * @param tmpUrl where the picture can be fetched by anybody, without a key, for 24 hours; null if it went to a storage
 * @param input what Claid says about the picture that was sent; null if nothing
 * @param output what Claid says about the picture it keeps
 * @param requestId {@code x-request-id}, which Claid's support asks for; null if there was none
 */
public record UploadedImage(String tmpUrl, ImageObject input, ImageObject output, String requestId) {

    /** @throws ClaidUnreadableTaskException if the answer does not say where the picture is */
    static UploadedImage fromJson(JsonNode json, String requestId) throws ClaidUnreadableTaskException {
        JsonNode data = json.path("data").isObject() ? json.get("data") : json;
        ImageObject output = ImageObject.fromJson(data.get("output"));
        if (output == null
                || output.tmpUrl() == null && output.claidStorageUri() == null && output.objectUri() == null) {
            throw new ClaidUnreadableTaskException("the answer to an upload does not say where the picture is");
        }
        return new UploadedImage(output.tmpUrl(), ImageObject.fromJson(data.get("input")), output, requestId);
    }

    /** Without the addresses: whoever knows a temporary one can fetch the picture. */
    @Override
    public String toString() {
        return "UploadedImage[output=" + output + ", requestId=" + requestId + "]";
    }
}
