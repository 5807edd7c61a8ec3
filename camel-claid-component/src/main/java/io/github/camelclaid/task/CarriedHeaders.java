package io.github.camelclaid.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Headers as JSON that keeps their types: texts and truths as they are, the others as {@code {"type": "Long", "value":
 * "5"}}. What has another type is left out, with a warning per name. Safe for use by any thread.
 */
final class CarriedHeaders {

    private static final Logger LOG = LoggerFactory.getLogger(CarriedHeaders.class);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String TYPE = "type";
    private static final String VALUE = "value";

    private record Kind<T>(Class<T> type, Function<T, String> writer, Function<String, T> reader) {

        String name() {
            return type.getSimpleName();
        }

        String write(Object value) {
            return writer.apply(type.cast(value));
        }
    }

    private static final List<Kind<?>> KINDS = List.of(
            new Kind<>(Integer.class, Object::toString, Integer::valueOf),
            new Kind<>(Long.class, Object::toString, Long::valueOf),
            new Kind<>(Short.class, Object::toString, Short::valueOf),
            new Kind<>(Byte.class, Object::toString, Byte::valueOf),
            new Kind<>(Double.class, Object::toString, Double::valueOf),
            new Kind<>(Float.class, Object::toString, Float::valueOf),
            new Kind<>(BigDecimal.class, Object::toString, BigDecimal::new),
            new Kind<>(BigInteger.class, Object::toString, BigInteger::new),
            new Kind<>(byte[].class, Base64.getEncoder()::encodeToString, Base64.getDecoder()::decode),
            new Kind<>(Instant.class, Object::toString, Instant::parse),
            new Kind<>(Date.class, date -> String.valueOf(date.getTime()), millis -> new Date(Long.parseLong(millis))));

    private final Set<String> complained = ConcurrentHashMap.newKeySet();

    ObjectNode write(Map<String, Object> headers) {
        ObjectNode all = NODES.objectNode();
        headers.forEach((name, value) -> {
            JsonNode node = write(value);
            if (node != null) {
                all.set(name, node);
            } else if (complained.add(name)) {
                LOG.warn(
                        "Claid: the header {} is not carried to the result: it is a {}, and the taskStore can keep {}",
                        name,
                        value.getClass().getName(),
                        keepable());
            }
        });
        return all;
    }

    /** @return null if it cannot be kept */
    private static JsonNode write(Object value) {
        if (value == null) {
            return NODES.nullNode();
        }
        if (value instanceof String text) {
            return NODES.textNode(text);
        }
        if (value instanceof Boolean truth) {
            return NODES.booleanNode(truth);
        }
        // of a subclass more would be lost than its name
        return KINDS.stream()
                .filter(kind -> kind.type() == value.getClass())
                .findFirst()
                .map(kind -> NODES.objectNode().put(TYPE, kind.name()).put(VALUE, kind.write(value)))
                .orElse(null);
    }

    private static String keepable() {
        return Stream.concat(Stream.of("String", "Boolean"), KINDS.stream().map(Kind::name))
                .collect(Collectors.joining(", "));
    }

    Map<String, Object> read(JsonNode json) throws CorruptTaskException {
        Map<String, Object> headers = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : json.properties()) {
            headers.put(member.getKey(), value(member.getKey(), member.getValue()));
        }
        return headers;
    }

    private static Object value(String name, JsonNode json) throws CorruptTaskException {
        if (json.isNull()) {
            return null;
        }
        if (json.isTextual()) {
            return json.textValue();
        }
        if (json.isBoolean()) {
            return json.booleanValue();
        }
        String type = json.path(TYPE).asText();
        for (Kind<?> kind : KINDS) {
            if (kind.name().equals(type)) {
                return read(name, kind, json.path(VALUE).asText());
            }
        }
        throw new CorruptTaskException("header " + name + " has the unknown type \"" + type + "\"");
    }

    private static Object read(String name, Kind<?> kind, String text) throws CorruptTaskException {
        try {
            return kind.reader().apply(text);
        } catch (RuntimeException e) {
            throw new CorruptTaskException("header " + name + " is no " + kind.name(), e);
        }
    }
}
