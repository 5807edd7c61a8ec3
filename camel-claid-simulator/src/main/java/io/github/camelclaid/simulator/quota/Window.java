package io.github.camelclaid.simulator.quota;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * At most {@code limit} requests within any span of {@code length}.
 *
 * @param limit at least 1
 * @param length longer than zero, to the millisecond
 */
public record Window(int limit, Duration length) {

    private static final Pattern TEXT = Pattern.compile("\\s*(\\d{1,9})\\s*/\\s*(\\d{1,9})\\s*(ms|s|m)\\s*");

    public Window {
        if (limit < 1 || length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("a window needs a limit of at least 1 and a length above zero");
        }
    }

    /** Reads {@code 120/60s,4/1s}; the units are {@code ms}, {@code s} and {@code m}. */
    public static List<Window> parseAll(String text) {
        List<Window> windows = new ArrayList<>();
        for (String part : text.split(",")) {
            Matcher matcher = TEXT.matcher(part);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("not a quota: '" + part + "', expected for instance 120/60s,4/1s");
            }
            long amount = Long.parseLong(matcher.group(2));
            Duration length =
                    switch (matcher.group(3)) {
                        case "ms" -> Duration.ofMillis(amount);
                        case "s" -> Duration.ofSeconds(amount);
                        default -> Duration.ofMinutes(amount);
                    };
            windows.add(new Window(Integer.parseInt(matcher.group(1)), length));
        }
        return List.copyOf(windows);
    }

    /** As in the {@code RateLimit-Limit} header: {@code 4;w=1}. Lengths below a second appear as fractions. */
    String policy() {
        long millis = length.toMillis();
        String seconds = millis % 1000 == 0 ? Long.toString(millis / 1000) : Double.toString(millis / 1000.0);
        return limit + ";w=" + seconds;
    }
}
