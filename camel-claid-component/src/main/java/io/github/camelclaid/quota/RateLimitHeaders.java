package io.github.camelclaid.quota;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
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
        boolean isNonsense = limit != null && windows.isEmpty()
                || remaining != null && number(remaining).isEmpty()
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
        return new RateLimitHeaders(windows, binding(limit, windows), number(remaining), wait);
    }

    private static String printable(String header) {
        String text = String.valueOf(header).replaceAll("[^ -~]", "?");
        return text.length() <= MOST_TOLD ? text : text.substring(0, MOST_TOLD) + "...";
    }

    private static List<Window> policies(String limit) {
        List<Window> windows = new ArrayList<>();
        if (limit != null) {
            for (String element : limit.split(",")) {
                String[] parts = element.trim().split(";");
                OptionalLong requests = number(parts[0]);
                Optional<Duration> length = Optional.empty();
                for (int i = 1; i < parts.length; i++) {
                    String parameter = parts[i].trim();
                    if (parameter.startsWith("w=")) {
                        length = seconds(parameter.substring(2));
                    }
                }
                if (requests.isPresent() && length.isPresent() && Window.isValid(requests.getAsLong(), length.get())) {
                    windows.add(new Window((int) requests.getAsLong(), length.get()));
                }
            }
        }
        return windows;
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
