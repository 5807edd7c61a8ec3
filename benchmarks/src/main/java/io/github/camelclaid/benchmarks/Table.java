package io.github.camelclaid.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Measurements of one scenario as a table in Markdown. */
record Table(List<Measurement> measurements) {

    String markdown() {
        List<String> figures = List.copyOf(measurements.get(0).figures().keySet());
        boolean hasLoads = measurements.stream().anyMatch(one -> !one.load().isEmpty());
        List<String> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of(""));
        if (hasLoads) {
            head.add("load");
        }
        head.addAll(figures);
        lines.add(line(head));
        lines.add(line(head.stream().map(column -> "---").toList()));
        for (Measurement one : measurements) {
            List<String> cells = new ArrayList<>(List.of(one.contestant()));
            if (hasLoads) {
                cells.add(one.load());
            }
            figures.forEach(figure -> cells.add(text(one.figure(figure))));
            lines.add(line(cells));
        }
        return String.join("\n", lines);
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, value >= 1_000 || value == Math.rint(value) ? "%,.0f" : "%.2f", value);
    }
}
