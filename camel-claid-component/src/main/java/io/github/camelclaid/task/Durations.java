package io.github.camelclaid.task;

import java.util.Arrays;
import java.util.StringJoiner;

/**
 * How long Claid takes for one kind of edit, as learned from polls, and when to ask.
 *
 * <p>What is known is a histogram over ages of a task, each 3 % longer than the one before, from half a second to a day. A
 * poll that finds a task finished only tells that it finished since the poll before; its weight is spread over the ages
 * in between by what is believed so far, so that late polls blur what is known and do not shift it. Each also speaks, by
 * a bell of a quarter of its age, for the ages around, so that a few are enough. Older ones fade, the last thirty count: a
 * service that becomes slower is believed soon, and a single odd task moves one part in thirty. Before anything is known,
 * and where nothing was ever seen, a wide guess around eight seconds with a long tail stands in.
 *
 * <p>The times to ask are the ones that make the least of {@code expected wait + price × polls}, over all ways to choose
 * them: found backwards from the last age. With a dear request the first poll comes late and finds nearly
 * all tasks finished; with a cheap one polls are close together where tasks are likely to finish.
 *
 * <p>Not safe for threads: guarded by its {@link LearnedSchedule}. Times are in seconds.
 */
final class Durations {

    private static final double FIRST_EDGE = 0.5;
    private static final double GROWTH = 1.03;
    private static final double LAST_EDGE = 86_400;
    private static final double[] EDGES = edges();
    private static final int BINS = EDGES.length - 1;

    private static final double GUESSED_MEDIAN = 8;
    private static final double GUESSED_SIGMA = 0.9;
    /** Of the guess: whatever was never seen may happen at any scale. */
    private static final double TAIL = 0.1;

    private static final double[] GUESS = guess();
    /** As many observations as the guess is worth. */
    private static final double GUESS_WEIGHT = 0.5;
    /** What an observation is worth after the next one. */
    private static final double MEMORY = 0.97;

    /** How far an observation speaks for others, as a ratio of ages. */
    private static final double BLUR = 0.25;

    private static final double[] BELL = bell();

    private static final int OBSERVATIONS_PER_PLAN = 3;
    private static final double SAME_PRICE = 1.1;

    private final double[] weights = new double[BINS];

    private int[] plan;
    private double planPrice;
    private int observationsSincePlan;

    private static double[] edges() {
        int number = (int) Math.ceil(Math.log(LAST_EDGE / FIRST_EDGE) / Math.log(GROWTH)) + 2;
        double[] edges = new double[number];
        for (int i = 1; i < number; i++) {
            edges[i] = FIRST_EDGE * Math.pow(GROWTH, i - 1.0);
        }
        return edges;
    }

    private static double[] guess() {
        double[] guess = new double[BINS];
        double sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            double distance = Math.log(middle(bin) / GUESSED_MEDIAN) / GUESSED_SIGMA;
            guess[bin] = Math.exp(-distance * distance / 2);
            sum += guess[bin];
        }
        for (int bin = 0; bin < BINS; bin++) {
            guess[bin] = (1 - TAIL) * guess[bin] / sum + TAIL / BINS;
        }
        return guess;
    }

    /** What part of an observation each bin gets, from as many bins before its own to as many after. */
    private static double[] bell() {
        double width = BLUR / Math.log(GROWTH);
        int reach = (int) Math.ceil(2.5 * width);
        double[] bell = new double[2 * reach + 1];
        for (int i = 0; i < bell.length; i++) {
            double distance = (i - reach) / width;
            bell[i] = Math.exp(-distance * distance / 2);
        }
        double sum = Arrays.stream(bell).sum();
        return Arrays.stream(bell).map(part -> part / sum).toArray();
    }

    private static double middle(int bin) {
        return (EDGES[bin] + EDGES[bin + 1]) / 2;
    }

    /** A task finished at an age between these. */
    void observe(double from, double to) {
        int first = Math.max(0, indexAfter(from) - 1);
        double[] shares = new double[Math.max(0, indexAfter(to) - first)];
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            int bin = first + i;
            double overlap = Math.min(to, EDGES[bin + 1]) - Math.max(from, EDGES[bin]);
            shares[i] = Math.max(0, belief(bin) * overlap / (EDGES[bin + 1] - EDGES[bin]));
            sum += shares[i];
        }
        if (sum == 0) {
            return;
        }
        for (int bin = 0; bin < BINS; bin++) {
            weights[bin] *= MEMORY;
        }
        for (int i = 0; i < shares.length; i++) {
            add(first + i, shares[i] / sum);
        }
        observationsSincePlan++;
    }

    private void add(int bin, double weight) {
        int reach = BELL.length / 2;
        for (int i = 0; i < BELL.length; i++) {
            int near = Math.max(0, Math.min(BINS - 1, bin + i - reach));
            weights[near] += weight * BELL[i];
        }
    }

    /**
     * @param age of a task that was not finished a moment ago
     * @param price of a poll
     * @return the age at which to ask, greater than {@code age}
     */
    double next(double age, double price) {
        int from = indexAfter(age);
        int[] best = plan(price);
        double at = EDGES[best[Math.min(from, BINS - 1)]];
        return at > age ? at : age * GROWTH;
    }

    /** The first edge that is not before an age. */
    private static int indexAfter(double age) {
        int index = Arrays.binarySearch(EDGES, age);
        return Math.min(BINS, index >= 0 ? index : -index - 1);
    }

    private int[] plan(double price) {
        boolean isSamePrice = price < planPrice * SAME_PRICE && price > planPrice / SAME_PRICE;
        if (plan == null || !isSamePrice || observationsSincePlan >= OBSERVATIONS_PER_PLAN) {
            plan = cheapest(price);
            planPrice = price;
            observationsSincePlan = 0;
        }
        return plan;
    }

    /** For each edge at which a task is not finished the edge at which to ask next. */
    private int[] cheapest(double price) {
        double sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            sum += belief(bin);
        }
        double[] finished = new double[BINS + 1];
        double[] moment = new double[BINS + 1];
        for (int bin = 0; bin < BINS; bin++) {
            double probability = belief(bin) / sum;
            finished[bin + 1] = finished[bin] + probability;
            moment[bin + 1] = moment[bin] + probability * middle(bin);
        }
        int[] next = new int[BINS];
        // the wait and the polls from here on, times the probability to get here
        double[] cost = new double[BINS + 1];
        for (int here = BINS - 1; here >= 0; here--) {
            double left = Math.max(0, 1 - finished[here]);
            cost[here] = Double.MAX_VALUE;
            for (int there = here + 1; there <= BINS; there++) {
                double wait = EDGES[there] * (finished[there] - finished[here]) - (moment[there] - moment[here]);
                double least = price * left + wait;
                if (least >= cost[here]) {
                    // the wait only becomes longer
                    break;
                }
                double all = least + cost[there];
                if (all < cost[here]) {
                    cost[here] = all;
                    next[here] = there;
                }
            }
        }
        return next;
    }

    /** How likely a bin is, in proportion to the others. */
    private double belief(int bin) {
        return weights[bin] + GUESS_WEIGHT * GUESS[bin];
    }

    /** For {@link #read}: the bins that weigh something, as {@code bin:weight}. */
    String write() {
        StringJoiner text = new StringJoiner(" ");
        for (int bin = 0; bin < BINS; bin++) {
            long thousandths = Math.round(weights[bin] * 1000);
            if (thousandths > 0) {
                text.add(bin + ":" + thousandths);
            }
        }
        return text.toString();
    }

    /** What makes no sense is left out: it is learned again. */
    static Durations read(String text) {
        Durations durations = new Durations();
        for (String part : text.split(" ")) {
            int colon = part.indexOf(':');
            try {
                int bin = Integer.parseInt(part.substring(0, Math.max(0, colon)));
                long thousandths = Long.parseLong(part.substring(colon + 1));
                if (bin >= 0 && bin < BINS && thousandths > 0 && thousandths < 100_000) {
                    durations.weights[bin] = thousandths / 1000.0;
                }
            } catch (NumberFormatException e) {
                // of another release, or nothing was learned yet
            }
        }
        return durations;
    }
}
