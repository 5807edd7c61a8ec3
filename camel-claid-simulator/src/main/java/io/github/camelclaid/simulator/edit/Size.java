package io.github.camelclaid.simulator.edit;

/** One side of the wanted size. */
sealed interface Size {

    /** Not given: kept with fit {@code crop}, otherwise like {@link Auto}. */
    record Unset() implements Size {}

    /** Follows from the other side. */
    record Auto() implements Size {}

    record Pixels(int pixels) implements Size {}

    record Percent(double percent) implements Size {}

    /** Whether this side says a length by itself. */
    default boolean isGiven() {
        return this instanceof Pixels || this instanceof Percent;
    }

    /** The length in pixels, at least 1; only of a given side. */
    default int of(int original) {
        if (this instanceof Pixels given) {
            return given.pixels();
        }
        if (this instanceof Percent given) {
            return Math.max(1, (int) Math.round(original * given.percent() / 100));
        }
        throw new IllegalStateException("no length is given");
    }
}
