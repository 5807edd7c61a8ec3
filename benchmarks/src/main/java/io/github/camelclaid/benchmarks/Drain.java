package io.github.camelclaid.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Many pictures that lie ready, as fast as the quota allows: how many come out in a minute, and what each one costs. */
record Drain(String name, String what, IntFunction<Picture> pictures) implements Scenario {

    /** Of a fixed interval, here: hardly a poll too many. */
    private static final double POLLS = 1.1;

    private static final String PER_MINUTE = "images/min";
    private static final String REQUESTS = "requests/image";

    static Drain ofUrls() {
        return new Drain("drain", "image URLs, polling only", Picture::at);
    }

    static Drain ofUploads() {
        return new Drain("upload", "images staged by upload", Picture::of);
    }

    @Override
    public String title(Settings settings) {
        return "Draining " + images(settings) + " " + what
                + (settings.refusalsCount() ? ", refused requests count" : "");
    }

    @Override
    public List<String> plotted() {
        return List.of(PER_MINUTE, REQUESTS);
    }

    @Override
    public List<Measurement> run(Settings settings, long seed) throws Exception {
        Course course = Course.usual(seed, settings.speed(50)).withRefusalsThatCount(settings.refusalsCount());
        Duration interval = BestInterval.with(POLLS, course.durations(), seed);
        List<Measurement> measured = new ArrayList<>();
        for (Entrant entrant : settings.entrants()) {
            if (entrant.pacesItself()) {
                measured.add(run(course, entrant, interval, Integer.MAX_VALUE, images(settings))
                        .of(entrant.label()));
            } else {
                for (int inFlight : settings.inFlight()) {
                    measured.add(run(course, entrant, interval, inFlight, images(settings))
                            .of(entrant.label() + ", " + inFlight + " at a time"));
                }
            }
        }
        return measured;
    }

    private Result run(Course course, Entrant entrant, Duration interval, int inFlight, int images) throws Exception {
        try (Arena arena = new Arena(course);
                Contestant contestant = entrant.enter(arena.ground(), interval)) {
            long begin = arena.time().nanos();
            new Race(contestant, arena.time(), inFlight).run(images, pictures);
            return new Result(
                    images / arena.minutesSince(begin),
                    (double) arena.requests() / images,
                    arena.ledger().tooManyRequests());
        }
    }

    private record Result(double perMinute, double requests, long refused) {

        Measurement of(String contestant) {
            return Measurement.of(contestant, "")
                    .with(PER_MINUTE, perMinute)
                    .with(REQUESTS, requests)
                    .with("429s", refused);
        }
    }

    private static int images(Settings settings) {
        return settings.number("images", 2_000);
    }
}
