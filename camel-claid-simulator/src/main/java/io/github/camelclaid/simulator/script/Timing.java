package io.github.camelclaid.simulator.script;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long something takes, drawn anew each time: tasks from ACCEPTED to their end, answers on their way. */
@FunctionalInterface
public interface Timing {

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

    /** Mostly near the median, now and then much longer: {@code median * exp(sigma * gaussian)}. A sigma of 0.5 is usual. */
    static Timing logNormal(Duration median, double sigma) {
        return random -> Duration.ofNanos((long) (median.toNanos() * Math.exp(sigma * random.nextGaussian())));
    }
}
