package io.github.camelclaid.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** The API's requests and answers, as who writes a client by hand puts and reads them. */
final class ClaidCalls {

    static final String SUBMIT = "/v1/image/edit/async";
    static final String UPLOAD = "/v1/image/edit/upload";
    static final String JSON = "application/json";
    static final String FORM = "multipart/form-data; boundary=picture";
    static final int TOO_MANY_REQUESTS = 429;
    static final String RESET = "RateLimit-Reset";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> ENDS = Set.of("DONE", "ERROR", "CANCELLED");

    static byte[] edit(String input) {
        try {
            return MAPPER.writeValueAsBytes(
                    Map.of("input", input, "operations", Map.of("resizing", Map.of("width", 8))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] form(byte[] picture) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(text("--picture\r\nContent-Disposition: form-data; name=\"data\"\r\n\r\n"
                + "{\"operations\": {}}\r\n"
                + "--picture\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + Picture.FILE + "\"\r\n"
                + "Content-Type: image/png\r\n\r\n"));
        form.writeBytes(picture);
        form.writeBytes(text("\r\n--picture--\r\n"));
        return form.toByteArray();
    }

    /** The {@code data} of an answer. */
    static JsonNode data(byte[] answer) {
        try {
            return MAPPER.readTree(answer).path("data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String uploadedUrl(JsonNode data) {
        return data.path("output").path("tmp_url").asText();
    }

    static boolean isOver(JsonNode task) {
        return ENDS.contains(task.path("status").asText());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private ClaidCalls() {}
}
