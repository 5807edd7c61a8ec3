package io.github.camelclaid;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Message;

/** A list of header names as options give it, and the headers of a message that it picks. */
final class HeaderNames {

    private HeaderNames() {}

    static String[] split(String names) {
        return Arrays.stream(names.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toArray(String[]::new);
    }

    /** Only texts and numbers: what is remembered may have to outlast the process. */
    static Map<String, Object> pick(Message message, String... names) {
        Map<String, Object> picked = new LinkedHashMap<>();
        for (String name : names) {
            Object value = message.getHeader(name);
            if (value instanceof String || value instanceof Number || value instanceof Boolean) {
                picked.put(name, value);
            }
        }
        return picked;
    }
}
