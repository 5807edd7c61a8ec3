package io.github.camelclaid.benchmarks;

import io.github.camelclaid.simulator.script.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Pictures that come now and then, with quota to spare: how long after a task is done somebody has it, and for how many
 * requests. Nobody is told durations; half-way they double. Only the best fixed interval is found with all durations
 * known, for as many requests as the component needed just before.
 */
final class Detection implements Scenario {

    private static final String MEDIAN = "p50 s";
    private static final String LATE = "p95 s";
    private static final String REQUESTS = "requests/image";
    private static final double USUAL_POLLS = 3;

    @Override
    public String name() {
        return "detection";
    }

    @Override
    public String title(Settings settings) {
        return "Detection latency, from done to emitted, of " + images(settings) + " images";
    }

    @Override
    public List<String> plotted() {
        return List.of(MEDIAN, LATE, REQUESTS);
    }

    @Override
    public List<Measurement> run(Settings settings, long seed) throws Exception {
        List<Measurement> measured = new ArrayList<>();
        for (int perMinute : List.of(6, 24)) {
            double polls = USUAL_POLLS;
            for (Entrant entrant : settings.entrants()) {
                Measurement one = run(settings, seed, entrant, perMinute, polls);
                if (entrant == Entrant.COMPONENT) {
                    polls = Math.max(1.05, one.figure(REQUESTS) - 1);
                }
                measured.add(one);
            }
        }
        return measured;
    }

    private static Measurement run(Settings settings, long seed, Entrant entrant, int perMinute, double polls)
            throws Exception {
        int images = images(settings);
        Course course = Course.usual(seed, settings.speed(20)).withDurations(changing(images));
        Duration interval = BestInterval.with(polls, changing(10_000), seed);
        try (Arena arena = new Arena(course);
                Contestant contestant = entrant.enter(arena.ground(), interval)) {
            Race race = new Race(contestant, arena.time(), Integer.MAX_VALUE);
            feed(race, arena.time(), images, perMinute, seed);
            Quantiles seconds = new Quantiles(race.finish().finished().stream()
                    .mapToDouble(finish -> Duration.between(
                                            arena.ledger().task(finish.taskId()).dueAt(), finish.emitted())
                                    .toMillis()
                            / 1000.0)
                    .toArray());
            return Measurement.of(entrant.label(), perMinute + "/min")
                    .with(MEDIAN, seconds.at(0.5))
                    .with(LATE, seconds.at(0.95))
                    .with(REQUESTS, (double) arena.requests() / images)
                    .with("429s", arena.ledger().tooManyRequests());
        }
    }

    /** At random moments, as pictures of many sources come. */
    private static void feed(Race race, FastTime time, int images, int perMinute, long seed)
            throws InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        double next = time.nanos();
        for (int i = 0; i < images; i++) {
            next += -Math.log(1 - random.nextDouble()) * Duration.ofMinutes(1).toNanos() / perMinute;
            time.sleep(Duration.ofNanos(Math.max(0, (long) next - time.nanos())));
            race.start(Picture.at(i));
        }
    }

    private static Timing changing(int images) {
        Timing first = Timing.logNormal(Course.MEDIAN, Course.SIGMA);
        Timing then = Timing.logNormal(Course.MEDIAN.multipliedBy(2), Course.SIGMA);
        AtomicInteger drawn = new AtomicInteger();
        return random -> (drawn.getAndIncrement() < images / 2 ? first : then).next(random);
    }

    private static int images(Settings settings) {
        return settings.number("images", 200);
    }
}
