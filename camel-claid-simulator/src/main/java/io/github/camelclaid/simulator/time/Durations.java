package io.github.camelclaid.simulator.time;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as they are written in options, scripts and quotas: {@code 500ms}, {@code 2s}, {@code 1m}, {@code 24h}, at most a year. */
public final class Durations {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    /** Far from where nanoseconds overflow, whatever is drawn or added. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private Durations() {}

    /** @throws IllegalArgumentException with a message that names the text and what is allowed */
    public static Duration parse(String text) {
        Matcher matcher = TEXT.matcher(text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "not a duration: '" + text + "', expected for instance 500ms, 2s, 1m or 24h");
        }
        Duration duration = of(Long.parseLong(matcher.group(1)), matcher.group(2));
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("too long: '" + text + "', at most " + text(LONGEST));
        }
        return duration;
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    /** As {@link #parse} reads it, to the millisecond. */
    public static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0 || millis == 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds % 60 != 0) {
            return seconds + "s";
        }
        return seconds % 3600 != 0 ? seconds / 60 + "m" : seconds / 3600 + "h";
    }
}
