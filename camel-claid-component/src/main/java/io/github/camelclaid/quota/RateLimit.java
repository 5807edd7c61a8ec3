package io.github.camelclaid.quota;

import java.util.ArrayList;
import java.util.List;

/**
 * The windows that all requests of an account have to fit into, written as {@code 120/60s,4/1s}: at most 120 requests
 * in any 60 seconds and at most 4 in any second, Claid's default by its rate-limit page. Units are {@code ms}, {@code
 * s}, {@code m}, {@code h}; {@code off} means no limit.
 */
public record RateLimit(List<Window> windows) {

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
            windows.add(Window.read(part).orElseThrow(() -> refused(text)));
        }
        return new RateLimit(windows);
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException("rateLimit is \"" + text
                + "\", allowed: off, or windows such as 120/60s,4/1s (requests/time in ms, s, m, h or"
                + " d; up to 100,000 requests, up to a day)");
    }

    @Override
    public String toString() {
        return isOff()
                ? "off"
                : String.join(",", windows.stream().map(Window::toString).toList());
    }
}
