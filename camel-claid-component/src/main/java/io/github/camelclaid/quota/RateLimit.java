package io.github.camelclaid.quota;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The windows that all requests of an account have to fit into, written as {@code 120/60s,4/1s}: at most 120 requests
 * in any 60 seconds and at most 4 in any second, Claid's default by its rate-limit page. Units are {@code ms}, {@code
 * s}, {@code m}, {@code h}; {@code off} means no limit.
 */
public record RateLimit(List<Window> windows) {

    private static final Pattern WINDOW = Pattern.compile("(\\d{1,6})/(\\d{1,9})(ms|s|m|h)");

    public static final RateLimit OFF = new RateLimit(List.of());

    /** What Claid allows an account by default. */
    public static final RateLimit USUAL = parse("120/60s,4/1s");

    public RateLimit {
        windows = List.copyOf(windows);
    }

    public boolean isOff() {
        return windows.isEmpty();
    }

    /** @throws IllegalArgumentException if {@code text} is no list of windows; the message says what is allowed */
    public static RateLimit parse(String text) {
        if (text.trim().equalsIgnoreCase("off")) {
            return OFF;
        }
        List<Window> windows = new ArrayList<>();
        for (String part : text.split(",")) {
            Matcher window = WINDOW.matcher(part.trim().toLowerCase(Locale.ROOT));
            if (!window.matches()) {
                throw refused(text, null);
            }
            try {
                windows.add(new Window(
                        Integer.parseInt(window.group(1)), duration(Long.parseLong(window.group(2)), window.group(3))));
            } catch (IllegalArgumentException e) {
                throw refused(text, e);
            }
        }
        return new RateLimit(windows);
    }

    private static Duration duration(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    private static IllegalArgumentException refused(String text, IllegalArgumentException cause) {
        String reason = cause == null ? "" : " (" + cause.getMessage() + ")";
        return new IllegalArgumentException(
                "rateLimit is \"" + text + "\"" + reason
                        + ", allowed: off, or windows such as 120/60s,4/1s (requests/time in ms, s, m or h)",
                cause);
    }

    @Override
    public String toString() {
        return isOff()
                ? "off"
                : String.join(",", windows.stream().map(Window::toString).toList());
    }
}
