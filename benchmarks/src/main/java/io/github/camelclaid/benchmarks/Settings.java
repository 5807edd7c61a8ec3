package io.github.camelclaid.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is to be run, in words: names of scenarios (all without any) and {@code setting=value}.
 *
 * @param scenarios as named
 * @param values of settings; what is missing has the default of whoever asks for it
 */
record Settings(List<String> scenarios, Map<String, String> values) {

    private static final Set<String> KNOWN = Set.of(
            "runs", "seed", "speed", "images", "inflight", "minutes", "outstanding", "refusals", "entrants", "folder");

    /** @throws IllegalArgumentException if a setting is unknown */
    static Settings of(String... words) {
        List<String> scenarios = new ArrayList<>();
        Map<String, String> values = new TreeMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 0) {
                scenarios.add(word);
            } else {
                values.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        if (!KNOWN.containsAll(values.keySet())) {
            throw new IllegalArgumentException("settings are " + KNOWN + ", not " + values.keySet());
        }
        Settings settings = new Settings(scenarios, values);
        // a mistake is to be told now, not hours later
        settings.refusalsCount();
        return settings;
    }

    boolean wants(Scenario scenario) {
        return scenarios.isEmpty() || scenarios.contains(scenario.name());
    }

    int runs() {
        return number("runs", 5);
    }

    /** Of the first run; each further one has the next. */
    long seed() {
        return number("seed", 1);
    }

    /**
     * How many pictures those who do not pace themselves have under way at once. With few they spend the quota on polls;
     * with many they are refused so often that it comes to the same as polling late.
     */
    List<Integer> inFlight() {
        return numbers("inflight", 4, 16);
    }

    int mostInFlight() {
        return Collections.max(inFlight());
    }

    Path folder() {
        return Path.of(values.getOrDefault("folder", "benchmarks/target/performance"));
    }

    /** Those asked for, by a part of their names. */
    List<Entrant> entrants() {
        List<String> parts = List.of(values.getOrDefault("entrants", "").split(","));
        return Arrays.stream(Entrant.values())
                .filter(entrant -> parts.stream().anyMatch(entrant.label()::contains))
                .toList();
    }

    /** Whether whoever is refused has used the quota: Claid's documents leave it open. */
    boolean refusalsCount() {
        String refusals = values.getOrDefault("refusals", "free");
        if (!List.of("free", "count").contains(refusals)) {
            throw new IllegalArgumentException("refusals is " + refusals + ", allowed: free, count");
        }
        return refusals.equals("count");
    }

    int number(String setting, int usual) {
        return Integer.parseInt(values.getOrDefault(setting, Integer.toString(usual)));
    }

    double speed(double usual) {
        return Double.parseDouble(values.getOrDefault("speed", Double.toString(usual)));
    }

    List<Integer> numbers(String setting, Integer... usual) {
        String text = values.get(setting);
        return text == null
                ? List.of(usual)
                : Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
    }
}
