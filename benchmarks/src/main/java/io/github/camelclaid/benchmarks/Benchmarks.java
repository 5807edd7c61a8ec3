package io.github.camelclaid.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs what it is told to, several times, and writes the medians: a table and plots for each scenario. */
public final class Benchmarks {

    private static final List<Scenario> SCENARIOS = List.of(
            Drain.ofUrls(), Drain.ofUploads(), new Saturation(), new Detection(), new Outstanding(), new Throughput());

    private static final int WARM_UP_AT_ONCE = 16;

    private final Settings settings;

    private Benchmarks(Settings settings) {
        this.settings = settings;
    }

    public static void main(String[] words) throws Exception {
        new Benchmarks(Settings.of(words)).run();
        System.exit(0);
    }

    private void run() throws Exception {
        List<Scenario> wanted = SCENARIOS.stream().filter(settings::wants).toList();
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException(
                    "scenarios are " + SCENARIOS.stream().map(Scenario::name).toList());
        }
        warmUp();
        Files.createDirectories(settings.folder());
        for (Scenario scenario : wanted) {
            List<Measurement> medians = Measurement.medians(measure(scenario));
            write(scenario, medians);
        }
    }

    /** The first requests of a process are slow, for everybody. */
    private void warmUp() throws Exception {
        for (Entrant entrant : settings.entrants()) {
            Course course = Course.usual(0, 1_000).withoutQuota();
            try (Arena arena = new Arena(course);
                    Contestant contestant = entrant.enter(arena.ground(), Duration.ofSeconds(1))) {
                new Race(contestant, arena.time(), WARM_UP_AT_ONCE).run(100, Picture::at);
            }
        }
    }

    private List<Measurement> measure(Scenario scenario) throws Exception {
        List<Measurement> all = new ArrayList<>();
        for (int i = 0; i < settings.runs(); i++) {
            long seed = settings.seed() + i;
            List<Measurement> run = scenario.run(settings, seed);
            System.out.printf("%s, seed %d%n%s%n%n", scenario.name(), seed, new Table(run).markdown());
            all.addAll(run);
        }
        return all;
    }

    private void write(Scenario scenario, List<Measurement> medians) throws IOException {
        String title = scenario.title(settings);
        StringBuilder page = new StringBuilder("## " + title + "\n\n" + new Table(medians).markdown() + "\n\n"
                + "Medians of runs with the seeds " + settings.seed() + " to "
                + (settings.seed() + settings.runs() - 1) + ".\n");
        for (int i = 0; i < scenario.plotted().size(); i++) {
            String figure = scenario.plotted().get(i);
            Path plot = settings.folder().resolve(scenario.name() + "-" + (i + 1));
            new Plot(title, figure, medians).write(plot);
            page.append("\n![")
                    .append(figure)
                    .append("](")
                    .append(plot.getFileName())
                    .append(".svg)\n");
        }
        Path file = settings.folder().resolve(scenario.name() + ".md");
        Files.writeString(file, page);
        System.out.printf("%s%n-> %s%n%n", page, file);
    }
}
