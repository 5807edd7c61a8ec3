package io.github.camelclaid.simulator.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is wrong with a request, by dotted path such as {@code operations.resizing.fit}. Not thread-safe. */
public final class Findings {

    private final Map<String, List<String>> messages = new LinkedHashMap<>();

    void add(String path, String message) {
        messages.computeIfAbsent(path.isEmpty() ? "body" : path, key -> new ArrayList<>())
                .add(message);
    }

    public boolean isEmpty() {
        return messages.isEmpty();
    }

    /** In the order in which they were found. */
    public Map<String, List<String>> byPath() {
        return messages;
    }

    /** All of it as sentences for a person. */
    public String sentence() {
        return messages.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + String.join(", ", entry.getValue()) + ".")
                .collect(Collectors.joining(" "));
    }
}
