package io.github.camelclaid.simulator.script;

import io.github.camelclaid.simulator.time.Durations;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long something takes, drawn anew each time: tasks from ACCEPTED to their end, answers on their way. */
@FunctionalInterface
public interface Timing {

    /** No time at all. */
    Timing NONE = fixed(Duration.ZERO);

    /** The usual sigma of {@link #logNormal}: one in twelve takes more than twice the median. */
    double USUAL_SIGMA = 0.5;

    /** The next duration, drawn from the simulator's seeded generator. */
    Duration next(RandomGenerator random);

    /** Always the same. */
    static Timing fixed(Duration duration) {
        return random -> duration;
    }

    /** Anything between the two, equally likely. */
    static Timing uniform(Duration shortest, Duration longest) {
        if (longest.compareTo(shortest) < 0) {
            throw new IllegalArgumentException("the longest duration is shorter than the shortest");
        }
        long span = longest.minus(shortest).toNanos();
        return random -> shortest.plusNanos(span == 0 ? 0 : random.nextLong(span + 1));
    }

    /** Mostly near the median, now and then much longer: {@code median * exp(sigma * gaussian)}. */
    static Timing logNormal(Duration median, double sigma) {
        return random -> Duration.ofNanos((long) (median.toNanos() * Math.exp(sigma * random.nextGaussian())));
    }

    /**
     * Reads {@code 2s}, {@code 1s..5s} for anything between, or {@code ~2s} for {@link #logNormal} with the usual sigma.
     *
     * @throws IllegalArgumentException if the text is none of it; the message says what is allowed
     */
    static Timing parse(String text) {
        if (text.startsWith("~")) {
            return logNormal(Durations.parse(text.substring(1)), USUAL_SIGMA);
        }
        int dots = text.indexOf("..");
        if (dots > 0) {
            return uniform(Durations.parse(text.substring(0, dots)), Durations.parse(text.substring(dots + 2)));
        }
        return fixed(Durations.parse(text));
    }
}
