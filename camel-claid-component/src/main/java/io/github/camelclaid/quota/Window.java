package io.github.camelclaid.quota;

import java.time.Duration;

/**
 * At most so many requests within so long a time, whichever stretch of that length is looked at.
 *
 * @param requests 1 to 100,000
 * @param length more than zero, at most a day
 */
public record Window(int requests, Duration length) {

    private static final int MOST_REQUESTS = 100_000;
    private static final Duration LONGEST = Duration.ofDays(1);

    public Window {
        if (requests < 1 || requests > MOST_REQUESTS) {
            throw new IllegalArgumentException("a window takes 1 to " + MOST_REQUESTS + " requests, not " + requests);
        }
        if (length.isNegative() || length.isZero() || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a window lasts up to a day, not " + length);
        }
    }

    static boolean isValid(long requests, Duration length) {
        return requests >= 1 && requests <= MOST_REQUESTS && !length.isZero() && length.compareTo(LONGEST) <= 0;
    }

    @Override
    public String toString() {
        return requests + "/" + (length.toMillis() % 1000 == 0 ? length.toSeconds() + "s" : length.toMillis() + "ms");
    }
}
