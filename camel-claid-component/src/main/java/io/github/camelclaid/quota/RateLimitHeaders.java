package io.github.camelclaid.quota;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an answer says about the quota: the headers {@code RateLimit-Limit}, {@code RateLimit-Remaining} and
 * {@code RateLimit-Reset} of Claid's rate-limit page, of which each may be missing.
 *
 * @param windows the policies behind the first element of {@code RateLimit-Limit}, such as {@code 120;w=60}; empty if
 *     none was stated
 * @param binding the window that binds now, by the first element of {@code RateLimit-Limit}; empty if that names none
 * @param remaining requests left in the window that binds now; negative after a 429
 * @param reset time until that window has room again. {@code Retry-After}, which Claid does not document but proxies
 *     send, stands in where {@code RateLimit-Reset} is missing
 */
public record RateLimitHeaders(
        List<Window> windows, Optional<Window> binding, OptionalLong remaining, Optional<Duration> reset) {

    public static final RateLimitHeaders NONE =
            new RateLimitHeaders(List.of(), Optional.empty(), OptionalLong.empty(), Optional.empty());

    /** No stated wait is believed beyond this: a proxy once made a client hang for an hour. */
    private static final Duration LONGEST_BELIEVABLE_RESET = Duration.ofHours(1);

    /** With {@link #MOST_BELIEVABLE_PER_SECOND}: what allows more is as good as no limit, and a mistake. */
    private static final Duration SHORTEST_BELIEVABLE_WINDOW = Duration.ofMillis(1);

    private static final int MOST_BELIEVABLE_PER_SECOND = 10_000;

    /** Whole as documented; a server that passes time on faster, for tests, has windows of parts of a second. */
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    private static final Logger LOG = LoggerFactory.getLogger(RateLimitHeaders.class);
    private static final int MOST_TOLD = 100;
    private static final AtomicBoolean nonsenseIsTold = new AtomicBoolean();

    public RateLimitHeaders {
        windows = List.copyOf(windows);
    }

    /** Reads the headers' raw values, each of which may be null or unreadable; what is unreadable counts as missing. */
    public static RateLimitHeaders parse(String limit, String remaining, String reset, String retryAfter) {
        if (limit == null && remaining == null && reset == null && retryAfter == null) {
            return NONE;
        }
        List<Window> windows = policies(limit);
        Optional<Window> binding = binding(limit, windows);
        OptionalLong left = remaining(remaining, binding);
        boolean isNonsense = limit != null && windows.isEmpty()
                || remaining != null && left.isEmpty()
                || reset != null && seconds(reset).isEmpty();
        if (isNonsense && nonsenseIsTold.compareAndSet(false, true)) {
            LOG.warn(
                    "Headers about the quota make no sense and are ignored: RateLimit-Limit {}, RateLimit-Remaining {},"
                            + " RateLimit-Reset {}",
                    printable(limit),
                    printable(remaining),
                    printable(reset));
        }
        Optional<Duration> wait = seconds(reset)
                .or(() -> seconds(retryAfter))
                .map(stated -> stated.compareTo(LONGEST_BELIEVABLE_RESET) > 0 ? LONGEST_BELIEVABLE_RESET : stated);
        return new RateLimitHeaders(windows, binding, left, wait);
    }

    private static String printable(String header) {
        String text = String.valueOf(header).replaceAll("[^ -~]", "?");
        return text.length() <= MOST_TOLD ? text : text.substring(0, MOST_TOLD) + "...";
    }

    /** All that are stated, or none: with one of them unreadable the others allow more than was meant. */
    private static List<Window> policies(String limit) {
        if (limit == null) {
            return List.of();
        }
        List<Window> windows = new ArrayList<>();
        for (String element : limit.split(",")) {
            // with the empty ones, so that there always is a first
            String[] parts = element.trim().split(";", -1);
            OptionalLong requests = number(parts[0]);
            Optional<String> length = length(parts);
            if (requests.isPresent() && length.isPresent()) {
                Optional<Window> window = window(requests.getAsLong(), length.get());
                if (window.isEmpty()) {
                    return List.of();
                }
                windows.add(window.get());
            }
        }
        return windows;
    }

    /** As it is stated; of several the last one. */
    private static Optional<String> length(String[] parts) {
        return Arrays.stream(parts)
                .skip(1)
                .map(String::trim)
                .filter(parameter -> parameter.startsWith("w="))
                .reduce((first, last) -> last)
                .map(parameter -> parameter.substring(2));
    }

    private static Optional<Window> window(long requests, String length) {
        return seconds(length)
                .filter(time -> Window.isValid(requests, time))
                .filter(time -> time.compareTo(SHORTEST_BELIEVABLE_WINDOW) >= 0)
                .filter(time -> requests * 1e9 / time.toNanos() <= MOST_BELIEVABLE_PER_SECOND)
                .map(time -> new Window((int) requests, time));
    }

    private static OptionalLong remaining(String remaining, Optional<Window> binding) {
        OptionalLong left = number(remaining);
        boolean isMoreThanAll = left.isPresent()
                && binding.filter(window -> left.getAsLong() > window.requests())
                        .isPresent();
        return isMoreThanAll ? OptionalLong.empty() : left;
    }

    private static Optional<Window> binding(String limit, List<Window> windows) {
        OptionalLong first = limit == null ? OptionalLong.empty() : number(limit.split("[,;]", 2)[0]);
        return windows.stream()
                .filter(window -> first.isPresent() && window.requests() == first.getAsLong())
                .findFirst();
    }

    private static Optional<Duration> seconds(String text) {
        return text != null && SECONDS.matcher(text.trim()).matches()
                ? Optional.of(Duration.ofNanos(
                        new BigDecimal(text.trim()).movePointRight(9).longValue()))
                : Optional.empty();
    }

    private static OptionalLong number(String text) {
        if (text == null) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(text.trim()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
