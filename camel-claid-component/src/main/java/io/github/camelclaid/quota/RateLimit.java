package io.github.camelclaid.quota;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The windows that all requests of an account have to fit into.
 *
 * <ul>
 *   <li>{@code 120/60s,4/1s}: at most 120 requests in any 60 seconds and at most 4 in any second; units are {@code ms},
 *       {@code s}, {@code m}, {@code h} and {@code d}. They hold whatever the server states, as a share of its quota does.
 *   <li>{@code auto}: the windows that the server states, and Claid's default by its rate-limit page until it has.
 *   <li>{@code unlimited}: none, whatever the server states. A 429 is obeyed all the same.
 * </ul>
 *
 * @param isChosen whether the windows hold beside those that the server states, and not only until it has
 */
public record RateLimit(List<Window> windows, boolean isChosen) {

    public static final RateLimit UNLIMITED = new RateLimit(List.of(), true);
    public static final RateLimit AUTO = new RateLimit(parse("120/60s,4/1s").windows(), false);

    private static final String ALLOWED =
            "allowed: auto, unlimited, or windows such as 120/60s,4/1s (requests/time in ms, s,"
                    + " m, h or d; up to 100,000 requests, up to a day)";

    public RateLimit {
        windows = List.copyOf(windows);
    }

    public boolean isUnlimited() {
        return windows.isEmpty();
    }

    /** @throws IllegalArgumentException if {@code text} is none of these; the message says what is allowed */
    public static RateLimit parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "auto" -> AUTO;
            case "unlimited" -> UNLIMITED;
            default -> new RateLimit(windows(text), true);
        };
    }

    private static List<Window> windows(String text) {
        List<Window> windows = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            windows.add(Window.read(part)
                    .orElseThrow(() -> new IllegalArgumentException("rateLimit is \"" + text + "\", " + ALLOWED)));
        }
        List<Window> byLength =
                windows.stream().sorted(Comparator.comparing(Window::length)).toList();
        for (int i = 1; i < byLength.size(); i++) {
            requireRoom(byLength.get(i - 1), byLength.get(i), text);
        }
        return windows;
    }

    /** A longer window that allows less would never let the shorter one be used. */
    private static void requireRoom(Window shorter, Window longer, String text) {
        if (shorter.length().equals(longer.length()) || longer.requests() < shorter.requests()) {
            throw new IllegalArgumentException(
                    "rateLimit is \"" + text + "\", in which " + longer + " contradicts " + shorter + ", " + ALLOWED);
        }
    }

    @Override
    public String toString() {
        return isUnlimited()
                ? "unlimited"
                : String.join(",", windows.stream().map(Window::toString).toList());
    }
}
