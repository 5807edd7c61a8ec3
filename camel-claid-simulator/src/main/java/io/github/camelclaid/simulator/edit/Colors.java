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
    /** Those of HTML, and two that are asked for often. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("transparent", "00000000"),
            Map.entry("aqua", "00ffff"),
            Map.entry("black", "000000"),
            Map.entry("blue", "0000ff"),
            Map.entry("fuchsia", "ff00ff"),
            Map.entry("gray", "808080"),
            Map.entry("grey", "808080"),
            Map.entry("green", "008000"),
            Map.entry("lime", "00ff00"),
            Map.entry("maroon", "800000"),
            Map.entry("navy", "000080"),
            Map.entry("olive", "808000"),
            Map.entry("orange", "ffa500"),
            Map.entry("pink", "ffc0cb"),
            Map.entry("purple", "800080"),
            Map.entry("red", "ff0000"),
            Map.entry("silver", "c0c0c0"),
            Map.entry("teal", "008080"),
            Map.entry("white", "ffffff"),
            Map.entry("yellow", "ffff00"));

    private Colors() {}

    static Optional<Color> parse(String text) {
        String lower = text.trim().toLowerCase(Locale.ROOT);
        var matcher = HEX.matcher(NAMES.getOrDefault(lower, lower));
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
