package io.github.camelclaid.simulator.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Room on the four sides, as {@code padding} and {@code outpaint_by} say it: one, two or four values in % or px. */
record Spacing(Length top, Length right, Length bottom, Length left) {

    private static final Pattern VALUE = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)(%|px)");

    /** A length in pixels or in percent of the side it lies on. */
    record Length(double amount, boolean percent) {

        int of(int side) {
            return (int) Math.round(percent ? side * amount / 100 : amount);
        }
    }

    /** Two values are horizontal, then vertical; four are top, right, bottom, left. Empty if the text is none of it. */
    static Optional<Spacing> parse(String text) {
        List<Length> lengths = new ArrayList<>();
        for (String part : text.trim().split("\\s+")) {
            Matcher matcher = VALUE.matcher(part);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            lengths.add(new Length(
                    Double.parseDouble(matcher.group(1)), matcher.group(2).equals("%")));
        }
        return switch (lengths.size()) {
            case 1 -> Optional.of(of(lengths.get(0), lengths.get(0)));
            case 2 -> Optional.of(of(lengths.get(0), lengths.get(1)));
            case 4 -> Optional.of(new Spacing(lengths.get(0), lengths.get(1), lengths.get(2), lengths.get(3)));
            default -> Optional.empty();
        };
    }

    /** The largest percentage among the four, 0 if all are pixels. */
    double largestPercent() {
        return List.of(top, right, bottom, left).stream()
                .filter(Length::percent)
                .mapToDouble(Length::amount)
                .max()
                .orElse(0);
    }

    private static Spacing of(Length horizontal, Length vertical) {
        return new Spacing(vertical, horizontal, vertical, horizontal);
    }
}
