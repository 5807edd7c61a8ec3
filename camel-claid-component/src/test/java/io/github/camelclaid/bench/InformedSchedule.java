package io.github.camelclaid.bench;

import io.github.camelclaid.task.PollSchedule;
import io.github.camelclaid.task.TrackedTask;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;

/**
 * Knows what nobody can know: how long tasks take, when that changes, and what a poll is worth in this run. It asks when
 * {@code expected wait + price × polls} is least.
 */
final class InformedSchedule implements PollSchedule {

    private static final int SAMPLES = 20_000;
    private static final double STEP = 0.1;
    private static final int STEPS = 2000;

    private final int[] firstPlan;
    private final int[] laterPlan;
    private int left;
    private Instant change = Instant.MAX;

    /**
     * @param sigma of the log-normal durations
     * @param images those that take {@code median} seconds; all others take {@code laterMedian}
     * @param price of a poll, in seconds
     */
    InformedSchedule(double median, double laterMedian, double sigma, int images, double price) {
        firstPlan = plan(median, sigma, price);
        laterPlan = plan(laterMedian, sigma, price);
        left = images;
    }

    /** For each age at which a task is not finished the age at which to ask next, in steps. */
    private static int[] plan(double median, double sigma, double price) {
        Random random = new Random(1);
        double[] sample = DoubleStream.generate(() -> median * Math.exp(sigma * random.nextGaussian()))
                .limit(SAMPLES)
                .sorted()
                .toArray();
        double[] finished = new double[STEPS + 1];
        double[] moment = new double[STEPS + 1];
        for (int step = 1; step <= STEPS; step++) {
            int from = index(sample, (step - 1) * STEP);
            int to = step == STEPS ? SAMPLES : index(sample, step * STEP);
            finished[step] = (double) to / SAMPLES;
            moment[step] = moment[step - 1] + Arrays.stream(sample, from, to).sum() / SAMPLES;
        }
        int[] next = new int[STEPS];
        double[] cost = new double[STEPS + 1];
        for (int here = STEPS - 1; here >= 0; here--) {
            cost[here] = Double.MAX_VALUE;
            for (int there = here + 1; there <= STEPS; there++) {
                double wait = there * STEP * (finished[there] - finished[here]) - (moment[there] - moment[here]);
                double all = price * (1 - finished[here]) + wait + cost[there];
                if (all < cost[here]) {
                    cost[here] = all;
                    next[here] = there;
                }
            }
        }
        return next;
    }

    private static int index(double[] sample, double age) {
        int index = Arrays.binarySearch(sample, age);
        return index < 0 ? -index - 1 : index;
    }

    @Override
    public Instant next(TrackedTask task, Instant now, Duration price) {
        if (task.polling().count() == 0 && left-- == 0) {
            change = task.acceptance().at();
        }
        Instant accepted = task.acceptance().at();
        int[] plan = accepted.isBefore(change) ? firstPlan : laterPlan;
        int age = (int) (Duration.between(accepted, now).toMillis() / 1000.0 / STEP);
        return accepted.plusMillis((long) (1000 * STEP * plan[Math.min(age, STEPS - 1)]));
    }
}
