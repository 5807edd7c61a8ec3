package io.github.camelclaid.quota;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an answer says about the quota: the headers {@code RateLimit-Limit}, {@code RateLimit-Remaining} and
 * {@code RateLimit-Reset} of Claid's rate-limit page, of which each may be missing.
 *
 * @param windows the policies behind the first element of {@code RateLimit-Limit}, such as {@code 120;w=60}; empty if
 *     none was stated
 * @param remaining requests left in the window that binds now; negative after a 429
 * @param reset time until that window has room again. {@code Retry-After}, which Claid does not document but proxies
 *     send, stands in where {@code RateLimit-Reset} is missing
 */
public record RateLimitHeaders(List<Window> windows, OptionalLong remaining, Optional<Duration> reset) {

    public static final RateLimitHeaders NONE = new RateLimitHeaders(List.of(), OptionalLong.empty(), Optional.empty());

    /** No stated wait is believed beyond this: a proxy once made a client hang for an hour. */
    private static final long LONGEST_BELIEVABLE_RESET_SECONDS = 3600;

    public RateLimitHeaders {
        windows = List.copyOf(windows);
    }

    /** Reads the headers' raw values, each of which may be null or unreadable; what is unreadable counts as missing. */
    public static RateLimitHeaders parse(String limit, String remaining, String reset, String retryAfter) {
        if (limit == null && remaining == null && reset == null && retryAfter == null) {
            return NONE;
        }
        OptionalLong seconds = number(reset);
        if (seconds.isEmpty()) {
            seconds = number(retryAfter);
        }
        Optional<Duration> wait = seconds.isPresent() && seconds.getAsLong() >= 0
                ? Optional.of(Duration.ofSeconds(Math.min(seconds.getAsLong(), LONGEST_BELIEVABLE_RESET_SECONDS)))
                : Optional.empty();
        return new RateLimitHeaders(policies(limit), number(remaining), wait);
    }

    private static List<Window> policies(String limit) {
        List<Window> windows = new ArrayList<>();
        if (limit != null) {
            for (String element : limit.split(",")) {
                String[] parts = element.trim().split(";");
                OptionalLong requests = number(parts[0]);
                OptionalLong seconds = OptionalLong.empty();
                for (int i = 1; i < parts.length; i++) {
                    String parameter = parts[i].trim();
                    if (parameter.startsWith("w=")) {
                        seconds = number(parameter.substring(2));
                    }
                }
                if (requests.isPresent()
                        && seconds.isPresent()
                        && Window.isValid(requests.getAsLong(), seconds.getAsLong())) {
                    windows.add(new Window((int) requests.getAsLong(), Duration.ofSeconds(seconds.getAsLong())));
                }
            }
        }
        return windows;
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
