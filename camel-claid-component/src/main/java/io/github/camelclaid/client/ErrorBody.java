package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the bodies of answers that say no. There are three: the envelope {@code error_code, error_type, error_message,
 * error_details} of the errors page; the same under {@code detail}, as the sample for 429 on the rate-limit page has
 * it; and a list {@code detail} of {@code {loc, msg, type}}, the {@code HTTPValidationError} of the OpenAPI document.
 * Anything else, such as a proxy's HTML, leaves the status line.
 */
final class ErrorBody {

    private static final int LONGEST_TEXT = 500;
    private static final int LONGEST_WORD = 100;
    private static final int MOST_DETAILS = 50;

    private final Secret secret;

    /** @param secret must not come out, even if a server repeats it */
    ErrorBody(Secret secret) {
        this.secret = secret;
    }

    ApiError read(Ending ending) {
        AnswerHead head = ending.head();
        JsonNode json = json(ending.body());
        JsonNode detail = json.path("detail");
        JsonNode envelope = detail.isObject() && !json.has("error_code") ? detail : json;
        String message = line(envelope.get("error_message"), LONGEST_TEXT);
        Map<String, List<String>> details =
                detail.isArray() ? validation(detail) : details(envelope.path("error_details"));
        if (message == null && detail.isTextual()) {
            message = line(detail, LONGEST_TEXT);
        }
        if (message == null && details.isEmpty()) {
            message = head.reason();
        }
        return new ApiError(
                head.status(),
                line(envelope.get("error_code"), LONGEST_WORD),
                line(envelope.get("error_type"), LONGEST_WORD),
                message,
                details,
                head.requestId());
    }

    private static JsonNode json(byte[] body) {
        try {
            return ClaidJson.read(body == null ? new byte[0] : body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private Map<String, List<String>> details(JsonNode byPath) {
        Map<String, List<String>> details = new LinkedHashMap<>();
        byPath.properties().stream().limit(MOST_DETAILS).forEach(entry -> {
            String path = clean(entry.getKey(), LONGEST_WORD);
            if (entry.getValue().isArray()) {
                for (JsonNode message : entry.getValue()) {
                    add(details, path, message);
                }
            } else {
                add(details, path, entry.getValue());
            }
        });
        return details;
    }

    private Map<String, List<String>> validation(JsonNode list) {
        Map<String, List<String>> details = new LinkedHashMap<>();
        int count = 0;
        for (JsonNode item : list) {
            if (++count > MOST_DETAILS) {
                break;
            }
            List<String> path = new ArrayList<>();
            item.path("loc").forEach(step -> path.add(step.asText()));
            add(details, clean(String.join(".", path), LONGEST_WORD), item.path("msg"));
        }
        return details;
    }

    private void add(Map<String, List<String>> details, String path, JsonNode message) {
        List<String> messages = details.computeIfAbsent(path, missing -> new ArrayList<>());
        String text = line(message, LONGEST_TEXT);
        if (text != null && messages.size() < MOST_DETAILS) {
            messages.add(text);
        }
    }

    private String line(JsonNode node, int most) {
        return clean(ClaidJson.text(node), most);
    }

    private String clean(String text, int most) {
        return UntrustedText.line(secret.redact(text), most);
    }
}
