package io.github.camelclaid.quota;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is used of the quota at the moment.
 *
 * @param used requests in each of the limit's windows, in their order
 * @param usedByPolls the same of polls, where they do not count with the others; else empty
 * @param usedByOthers requests in the window told of last that somebody else with the same key has sent, by the server's count
 * @param waiting requests that wait for a slot
 * @param isHeldBack whether a 429, or somebody else's use, holds all of them back
 */
public record QuotaUse(
        RateLimit limit,
        List<Integer> used,
        List<Integer> usedByPolls,
        int usedByOthers,
        int waiting,
        boolean isHeldBack) {

    public QuotaUse {
        used = List.copyOf(used);
        usedByPolls = List.copyOf(usedByPolls);
    }

    /**
     * {@code 57 of 120/60s, 2 of 4/1s}, with {@code ; polls ...} where they do not count and {@code ; others 40} where
     * there are any, or {@code unlimited}.
     */
    @Override
    public String toString() {
        if (limit.isUnlimited()) {
            return limit.toString();
        }
        return text(used)
                + (usedByPolls.isEmpty() ? "" : "; polls " + text(usedByPolls))
                + (usedByOthers == 0 ? "" : "; others " + usedByOthers);
    }

    private String text(List<Integer> numbers) {
        return IntStream.range(0, numbers.size())
                .mapToObj(i -> numbers.get(i) + " of " + limit.windows().get(i))
                .collect(Collectors.joining(", "));
    }
}
