package io.github.camelclaid.simulator.script;

import io.github.camelclaid.simulator.time.Durations;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is left to read of a sentence of a script. Words are parted by white space; double quotes hold some together. Not
 * thread-safe. Every message of an exception is for the author of the sentence.
 */
final class Words {

    private static final Pattern WORD = Pattern.compile("\\s*((?:\"[^\"]*\"|[^\\s\"])+)");

    private final Deque<String> left = new ArrayDeque<>();

    Words(String text) {
        Matcher word = WORD.matcher(text);
        int end = 0;
        while (word.find() && word.start() == end) {
            left.add(word.group(1).replace("\"", ""));
            end = word.end();
        }
        if (!text.substring(end).isBlank()) {
            throw new IllegalArgumentException("a quotation mark is missing");
        }
    }

    boolean hasNext() {
        return !left.isEmpty();
    }

    /** Takes the next word if it is this one. */
    boolean take(String word) {
        if (!word.equals(left.peek())) {
            return false;
        }
        left.remove();
        return true;
    }

    String next(String meaning) {
        if (left.isEmpty()) {
            throw new IllegalArgumentException(meaning + " is missing");
        }
        return left.remove();
    }

    Duration time() {
        return Durations.parse(next("a duration"));
    }

    /** A duration that may have a minus before it. */
    Duration difference() {
        String text = next("a duration");
        return text.startsWith("-") ? Durations.parse(text.substring(1)).negated() : Durations.parse(text);
    }

    int number(String meaning) {
        String text = next(meaning);
        if (!text.matches("\\d{1,9}")) {
            throw new IllegalArgumentException(meaning + " must be a whole number, not '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    /** How many bytes; 0 is a number, too. */
    int bytes() {
        return number("a number of bytes");
    }

    /** How many bytes, at least 1. */
    int someBytes() {
        int many = bytes();
        if (many == 0) {
            throw new IllegalArgumentException("a number of bytes must be at least 1");
        }
        return many;
    }

    int status() {
        int status = number("a status");
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("a status must be from 200 to 599, not " + status);
        }
        return status;
    }
}
