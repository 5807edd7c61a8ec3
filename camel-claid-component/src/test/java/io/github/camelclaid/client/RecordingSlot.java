package io.github.camelclaid.client;

import io.github.camelclaid.quota.RateLimitHeaders;
import io.github.camelclaid.quota.Slot;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers every report in the order in which they came. */
final class RecordingSlot implements Slot {

    final List<String> reports = new CopyOnWriteArrayList<>();
    volatile RateLimitHeaders headers;

    @Override
    public void answered(int httpStatus, RateLimitHeaders headers) {
        this.headers = headers;
        reports.add("answered " + httpStatus);
    }

    @Override
    public void unanswered() {
        reports.add("unanswered");
    }

    @Override
    public void unused() {
        reports.add("unused");
    }
}
