package io.github.camelclaid.benchmarks;

import java.util.Arrays;

/** Of some numbers. */
final class Quantiles {

    private final double[] sorted;

    Quantiles(double[] numbers) {
        sorted = numbers.clone();
        Arrays.sort(sorted);
    }

    /** @param share 0 to 1 */
    double at(double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = share * (sorted.length - 1);
        double low = sorted[(int) Math.floor(place)];
        double high = sorted[(int) Math.ceil(place)];
        return low + (high - low) * (place - Math.floor(place));
    }
}
