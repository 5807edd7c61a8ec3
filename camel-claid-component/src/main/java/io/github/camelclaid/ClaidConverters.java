package io.github.camelclaid;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelclaid.client.ClaidTask;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Converter;

/** A task as its JSON. */
@Converter(generateLoader = true)
public final class ClaidConverters {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private ClaidConverters() {}

    @Converter
    public static String toString(ClaidTask task) {
        return task.toJson().toString();
    }

    @Converter
    public static JsonNode toJsonNode(ClaidTask task) {
        return task.toJson();
    }

    @Converter
    public static Map<String, Object> toMap(ClaidTask task) {
        return MAPPER.convertValue(task.toJson(), MAP);
    }

    @Converter
    public static InputStream toInputStream(ClaidTask task) {
        return new ByteArrayInputStream(toBytes(task));
    }

    @Converter
    public static byte[] toBytes(ClaidTask task) {
        return toString(task).getBytes(StandardCharsets.UTF_8);
    }
}
