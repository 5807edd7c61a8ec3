package io.github.camelclaid.simulator.quota;

import io.github.camelclaid.simulator.time.Durations;
import io.github.camelclaid.simulator.time.Speed;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * At most {@code limit} requests within any span of {@code length}.
 *
 * @param limit from 1 to a million
 * @param length longer than zero, to the millisecond
 */
public record Window(int limit, Duration length) {

    /** Each of them is remembered. */
    private static final int MOST = 1_000_000;

    public Window {
        if (limit < 1 || limit > MOST || length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("a window needs a limit from 1 to " + MOST + " and a length above zero");
        }
    }

    /** Reads {@code 120/60s,4/1s}; the units are {@code ms}, {@code s}, {@code m} and {@code h}; {@code none} means none. */
    public static List<Window> parseAll(String text) {
        return text.equals("none")
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                        .map(part -> parse(part.trim()))
                        .toList();
    }

    private static Window parse(String text) {
        int slash = text.indexOf('/');
        try {
            return new Window(
                    Integer.parseInt(text.substring(0, Math.max(0, slash))),
                    Durations.parse(text.substring(slash + 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "not a quota: '" + text + "', expected windows such as 120/60s,4/1s, or none", e);
        }
    }

    /** The same limit in the time that is left of the window at that speed. */
    public Window at(Speed speed) {
        return new Window(limit, speed.of(length));
    }

    /** As {@link #parseAll} reads it. */
    @Override
    public String toString() {
        return limit + "/" + Durations.text(length);
    }

    /** As in the {@code RateLimit-Limit} header: {@code 4;w=1}. Lengths below a second appear as fractions. */
    String policy() {
        long millis = length.toMillis();
        String seconds = millis % 1000 == 0 ? Long.toString(millis / 1000) : Double.toString(millis / 1000.0);
        return limit + ";w=" + seconds;
    }
}
