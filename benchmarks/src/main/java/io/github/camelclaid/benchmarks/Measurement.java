package io.github.camelclaid.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one contestant did under one load; in one run, or as the medians of several.
 *
 * @param contestant its label
 * @param load as it stands in a table, for instance {@code 24/min}
 * @param figures by name, with their units
 */
record Measurement(String contestant, String load, Map<String, Double> figures) {

    static Measurement of(String contestant, String load) {
        return new Measurement(contestant, load, new LinkedHashMap<>());
    }

    Measurement with(String figure, double value) {
        figures.put(figure, value);
        return this;
    }

    double figure(String name) {
        return figures.getOrDefault(name, Double.NaN);
    }

    /** Of each contestant and load, in the order in which they first came. */
    static List<Measurement> medians(List<Measurement> runs) {
        Map<List<String>, List<Measurement>> alike = new LinkedHashMap<>();
        for (Measurement run : runs) {
            alike.computeIfAbsent(List.of(run.contestant, run.load), same -> new ArrayList<>())
                    .add(run);
        }
        return alike.values().stream().map(Measurement::median).toList();
    }

    private static Measurement median(List<Measurement> alike) {
        Measurement first = alike.get(0);
        Measurement median = of(first.contestant, first.load);
        for (String figure : first.figures.keySet()) {
            double[] values =
                    alike.stream().mapToDouble(run -> run.figure(figure)).toArray();
            median.with(figure, new Quantiles(values).at(0.5));
        }
        return median;
    }
}
