package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Guesses which name was meant. */
final class Spelling {

    private static final int MOST_EDITS = 2;

    private Spelling() {}

    /** The complaint about a member that does not exist, with the nearest that does. */
    static ClaidInvalidRequestException unknown(String path, JsonNode value, List<String> names) {
        String name = path.substring(path.lastIndexOf('.') + 1);
        String allowed = names.isEmpty() ? "no member" : String.join(", ", names);
        String message = nearest(name, names)
                .map(guess -> path + " is unknown, did you mean " + guess + "? Allowed: " + allowed)
                .orElse(path + " is unknown, allowed: " + allowed);
        return new ClaidInvalidRequestException(message, path, ClaidInvalidRequestException.shown(value), allowed);
    }

    static Optional<String> nearest(String word, Collection<String> names) {
        String wanted = plain(word);
        return names.stream()
                .filter(name -> isNear(wanted, plain(name)))
                .min(Comparator.comparingInt(name -> edits(wanted, plain(name))));
    }

    private static boolean isNear(String wanted, String name) {
        // two edits make almost any other word of four letters
        return edits(wanted, name) <= Math.min(MOST_EDITS, name.length() / 3);
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /** Levenshtein's distance. */
    private static int edits(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
