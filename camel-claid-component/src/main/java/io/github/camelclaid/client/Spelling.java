package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Guesses which name was meant. */
public final class Spelling {

    private static final int MOST_EDITS = 2;
    private static final int LONGEST_GUESSED = 64;

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

    /** The name that differs in case, hyphens and at most two letters; empty if there is none. */
    public static Optional<String> nearest(String word, Collection<String> names) {
        if (word.length() > LONGEST_GUESSED) {
            return Optional.empty();
        }
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

    /** How many letters have to be changed, added, left out, or swapped with their neighbour. */
    private static int edits(String from, String to) {
        int[][] edits = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                    continue;
                }
                boolean isSame = from.charAt(i - 1) == to.charAt(j - 1);
                int oneMore = 1 + Math.min(edits[i - 1][j], edits[i][j - 1]);
                edits[i][j] = Math.min(oneMore, edits[i - 1][j - 1] + (isSame ? 0 : 1));
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    edits[i][j] = Math.min(edits[i][j], 1 + edits[i - 2][j - 2]);
                }
            }
        }
        return edits[from.length()][to.length()];
    }
}
