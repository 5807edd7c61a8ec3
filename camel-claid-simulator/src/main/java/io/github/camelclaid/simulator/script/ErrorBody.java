package io.github.camelclaid.simulator.script;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The error bodies of the API. Only three codes are documented; the others here are this simulator's guesses. */
public final class ErrorBody {

    /** Of {@link #ofBucket}. */
    public static final String XML = "application/xml; charset=UTF-8";

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<Integer, Kind> KINDS = new TreeMap<>(Map.of(
            400, new Kind("1000", "general", "The request cannot be processed."),
            401, new Kind("111", "auth", "Authorization is required."),
            402, new Kind("3001", "billing", "There are no API calls left on this account."),
            403, new Kind("112", "auth", "The API key has no scope for this operation."),
            404, new Kind("1004", "general", "Not found."),
            409, new Kind("1009", "general", "The request conflicts with the current state."),
            422, new Kind("9000", "validation", "The request is not valid."),
            429, new Kind("2001", "general", "Rate limit exceeded.")));

    private static final Kind INTERNAL = new Kind("1", "general", "A temporary internal error. Try again later.");

    private ErrorBody() {}

    /** The body for a status in the given shape, with the message that goes with the status. */
    public static byte[] of(int status, ErrorShape shape) {
        Kind kind = kind(status);
        return switch (shape) {
            case NONE -> new byte[0];
            case TOP_LEVEL -> bytes(envelope(kind, kind.message(), JSON.createObjectNode()));
            case DETAIL ->
                bytes(JSON.createObjectNode().set("detail", envelope(kind, kind.message(), JSON.createObjectNode())));
            case FIELD_LIST -> bytes(fieldList(kind.message()));
        };
    }

    /** The usual body for a status, with a message and details of its own. */
    public static byte[] of(int status, String message, ObjectNode details) {
        return bytes(envelope(kind(status), message, details));
    }

    /** What a bucket writes: XML. */
    public static byte[] ofBucket(String code, String message) {
        String xml = "<?xml version='1.0' encoding='UTF-8'?><Error><Code>%s</Code><Message>%s</Message></Error>";
        return xml.formatted(code, message).getBytes(StandardCharsets.UTF_8);
    }

    private static Kind kind(int status) {
        return KINDS.getOrDefault(status, INTERNAL);
    }

    private static ObjectNode envelope(Kind kind, String message, ObjectNode details) {
        ObjectNode body = JSON.createObjectNode();
        body.put("error_code", kind.code());
        body.put("error_type", kind.type());
        body.put("error_message", message);
        body.set("error_details", details);
        return body;
    }

    private static ObjectNode fieldList(String message) {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode item = body.putArray("detail").addObject();
        // the published schema says strings, the framework behind it emits integers for list positions
        item.putArray("loc").add("body").add("input").add(0);
        item.put("msg", message);
        item.put("type", "value_error");
        return body;
    }

    private static byte[] bytes(Object tree) {
        try {
            return JSON.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Kind(String code, String type, String message) {}
}
