package io.github.camelclaid.simulator.edit;

/** The small languages inside strings of a request, as far as this simulator understands them. */
public final class Notation {

    private Notation() {}

    /** Whether it is a colour. */
    public static boolean isColor(String text) {
        return Colors.parse(text).isPresent();
    }

    /** Whether it is a padding: one, two or four lengths. */
    public static boolean isSpacing(String text) {
        return Spacing.parse(text).isPresent();
    }

    /** The largest percentage in a padding, 0 if there is none. */
    public static double largestPercent(String text) {
        return Spacing.parse(text).map(Spacing::largestPercent).orElse(0.0);
    }
}
