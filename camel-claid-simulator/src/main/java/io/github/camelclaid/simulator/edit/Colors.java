package io.github.camelclaid.simulator.edit;

import java.awt.Color;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Colours as {@code background.color} says them: hex with 3, 4, 6 or 8 digits, a few names, {@code transparent}. */
final class Colors {

    static final Color TRANSPARENT = new Color(0, 0, 0, 0);

    private static final Pattern HEX = Pattern.compile("#?([0-9a-f]{3}|[0-9a-f]{4}|[0-9a-f]{6}|[0-9a-f]{8})");
    private static final Map<String, Color> NAMES = Map.of(
            "transparent", TRANSPARENT,
            "white", Color.WHITE,
            "black", Color.BLACK,
            "red", Color.RED,
            "green", new Color(0, 128, 0),
            "blue", Color.BLUE,
            "yellow", Color.YELLOW,
            "gray", Color.GRAY,
            "grey", Color.GRAY);

    private Colors() {}

    static Optional<Color> parse(String text) {
        String lower = text.trim().toLowerCase(Locale.ROOT);
        if (NAMES.containsKey(lower)) {
            return Optional.of(NAMES.get(lower));
        }
        var matcher = HEX.matcher(lower);
        return matcher.matches() ? Optional.of(hex(matcher.group(1))) : Optional.empty();
    }

    private static Color hex(String digits) {
        String full = digits.length() > 4 ? digits : digits.replaceAll("(.)", "$1$1");
        int red = Integer.parseInt(full.substring(0, 2), 16);
        int green = Integer.parseInt(full.substring(2, 4), 16);
        int blue = Integer.parseInt(full.substring(4, 6), 16);
        int alpha = full.length() == 8 ? Integer.parseInt(full.substring(6, 8), 16) : 255;
        return new Color(red, green, blue, alpha);
    }
}
