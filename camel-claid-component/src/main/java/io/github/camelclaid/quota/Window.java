package io.github.camelclaid.quota;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * At most so many requests within so long a time, whichever stretch of that length is looked at.
 *
 * @param requests 1 to 100,000
 * @param length more than zero, at most a day
 */
public record Window(int requests, Duration length) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})/(\\d{1,9})(ms|s|m|h|d)");
    private static final int MOST_REQUESTS = 100_000;
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration LONGEST_SHORT = Duration.ofMinutes(2);

    public Window {
        if (requests < 1 || requests > MOST_REQUESTS) {
            throw new IllegalArgumentException("a window takes 1 to " + MOST_REQUESTS + " requests, not " + requests);
        }
        if (length.isNegative() || length.isZero() || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a window lasts up to a day, not " + length);
        }
    }

    /**
     * Reads {@code 120/60s}: requests, a slash, a time in {@code ms}, {@code s}, {@code m}, {@code h} or {@code d}.
     *
     * @param option what the text was given for, for the message
     * @throws IllegalArgumentException if it is no window; the message says what is allowed
     */
    public static Window parse(String option, String text) {
        return read(text)
                .orElseThrow(() -> new IllegalArgumentException(option + " is \"" + text
                        + "\", allowed: requests/time such as 200/1d, with 1 to " + MOST_REQUESTS
                        + " requests and a time of up to a day in ms, s, m, h or d"));
    }

    /** Empty if the text is no window. */
    static Optional<Window> read(String text) {
        Matcher window = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!window.matches()) {
            return Optional.empty();
        }
        int requests = Integer.parseInt(window.group(1));
        Duration length = duration(Long.parseLong(window.group(2)), window.group(3));
        return isValid(requests, length) ? Optional.of(new Window(requests, length)) : Optional.empty();
    }

    private static Duration duration(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /** Whether it is worth while to be a little late for the sake of what comes later in it; not in an hour or a day. */
    boolean isShort() {
        return length.compareTo(LONGEST_SHORT) <= 0;
    }

    static boolean isValid(long requests, Duration length) {
        return requests >= 1 && requests <= MOST_REQUESTS && !length.isZero() && length.compareTo(LONGEST) <= 0;
    }

    @Override
    public String toString() {
        return requests + "/" + (length.toMillis() % 1000 == 0 ? length.toSeconds() + "s" : length.toMillis() + "ms");
    }
}
