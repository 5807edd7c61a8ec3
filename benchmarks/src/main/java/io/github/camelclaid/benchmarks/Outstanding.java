package io.github.camelclaid.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Few or very many pictures at once: whether the time that each one takes grows as the quota says, and nothing else. */
final class Outstanding implements Scenario {

    private static final String MEDIAN = "p50 s";
    private static final String REQUESTS = "requests/image";

    @Override
    public String name() {
        return "outstanding";
    }

    @Override
    public String title(Settings settings) {
        return "Many images at once: from handed over to emitted";
    }

    @Override
    public List<String> plotted() {
        return List.of(MEDIAN, REQUESTS);
    }

    @Override
    public List<Measurement> run(Settings settings, long seed) throws Exception {
        List<Measurement> measured = new ArrayList<>();
        for (int images : settings.numbers("outstanding", 1, 100, 1_000, 10_000)) {
            Course course = Course.usual(seed, settings.speed(images > 1_000 ? 100 : 20));
            Duration interval = BestInterval.with(1.1, course.durations(), seed);
            for (Entrant entrant : settings.entrants()) {
                try (Arena arena = new Arena(course);
                        Contestant contestant = entrant.enter(arena.ground(), interval)) {
                    measured.add(run(arena, contestant, images, entrant, settings));
                }
            }
        }
        return measured;
    }

    /** Those that wait to be handed over wait, too. */
    private static Measurement run(Arena arena, Contestant contestant, int images, Entrant entrant, Settings settings)
            throws InterruptedException {
        var begin = arena.time().now();
        Race race = new Race(contestant, arena.time(), entrant.inFlight(settings)).run(images, Picture::at);
        Quantiles seconds = new Quantiles(race.finished().stream()
                .mapToDouble(finish -> Duration.between(begin, finish.emitted()).toMillis() / 1000.0)
                .toArray());
        return Measurement.of(entrant.label(), String.valueOf(images))
                .with(MEDIAN, seconds.at(0.5))
                .with("p99 s", seconds.at(0.99))
                .with(REQUESTS, (double) arena.requests() / images)
                .with("429s", arena.ledger().tooManyRequests())
                .with("p50 s if 2 requests did", images / (double) Course.REQUESTS_PER_MINUTE * 60);
    }
}
