package io.github.camelclaid.quota;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is used of the quota at the moment.
 *
 * @param used requests in each of the limit's windows, in their order
 * @param waiting requests that wait for a slot
 * @param isHeldBack whether a 429, or somebody else's use, holds all of them back
 */
public record QuotaUse(RateLimit limit, List<Integer> used, int waiting, boolean isHeldBack) {

    public QuotaUse {
        used = List.copyOf(used);
    }

    /** {@code 57 of 120/60s, 2 of 4/1s}, or {@code unlimited}. */
    @Override
    public String toString() {
        return limit.isUnlimited()
                ? limit.toString()
                : IntStream.range(0, used.size())
                        .mapToObj(i -> used.get(i) + " of " + limit.windows().get(i))
                        .collect(Collectors.joining(", "));
    }
}
