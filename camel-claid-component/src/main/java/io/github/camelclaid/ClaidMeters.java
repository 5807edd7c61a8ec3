package io.github.camelclaid;

import io.github.camelclaid.quota.Purpose;
import io.github.camelclaid.quota.RequestPacer;
import io.github.camelclaid.task.Answer;
import io.github.camelclaid.task.Reuse;
import io.github.camelclaid.task.Tally;
import io.github.camelclaid.task.TaskEnd;
import io.github.camelclaid.task.TaskState;
import io.github.camelclaid.task.TaskTracker;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.apache.camel.spi.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the figures of one account to Micrometer; the only class that knows it. The figures are read when somebody
 * looks at a meter; nothing is written while pictures pass.
 *
 * <p>Safe for use by any thread; what is registered is guarded by {@code this}.
 */
final class ClaidMeters {

    private static final Logger LOG = LoggerFactory.getLogger(ClaidMeters.class);
    private static final String PREFIX = "camel.claid.";
    /** Under this name camel-micrometer looks for the registry, and binds its own. */
    private static final String CAMELS_REGISTRY = "metricsRegistry";

    private final MeterRegistry registry;
    private final Tags account;
    private final List<Meter> published = new ArrayList<>();
    private boolean removed;

    private ClaidMeters(MeterRegistry registry, String account) {
        this.registry = registry;
        this.account = Tags.of("account", account);
    }

    /**
     * Publishes what there is and what comes; without a registry of meters nothing happens.
     *
     * @param beans where the registry is looked up, by the rules of camel-micrometer
     * @param account the name that it has in the ledger
     * @return removes the meters
     */
    static Runnable publish(Registry beans, String account, TaskTracker tracker, RequestPacer pacer) {
        Optional<MeterRegistry> registry = registry(beans);
        if (registry.isEmpty()) {
            return () -> {};
        }
        ClaidMeters meters = new ClaidMeters(registry.get(), account);
        if (meters.isTaken()) {
            LOG.warn(
                    "Claid: meters of account {} are published already: how long a second key of it waits, and what a"
                            + " second component does, is not in them. Give each an account of its own",
                    account);
            return () -> {};
        }
        meters.publishQuota(tracker, pacer);
        meters.publishOutstanding(
                new Outstanding(account, tracker, registry.get().config().clock()));
        tracker.tallies().publishTo(meters::publish);
        return meters::remove;
    }

    private static Optional<MeterRegistry> registry(Registry beans) {
        MeterRegistry composite = registry(beans, CompositeMeterRegistry.class);
        return Optional.ofNullable(composite != null ? composite : registry(beans, MeterRegistry.class));
    }

    private static MeterRegistry registry(Registry beans, Class<? extends MeterRegistry> type) {
        MeterRegistry named = beans.lookupByNameAndType(CAMELS_REGISTRY, type);
        if (named != null) {
            return named;
        }
        Set<? extends MeterRegistry> all = beans.findByType(type);
        return all.size() == 1 ? all.iterator().next() : null;
    }

    private boolean isTaken() {
        return registry.find(PREFIX + "waiting").tags(account).meter() != null;
    }

    /** Whoever registers a meter again gets the one that is there: an old one must be gone. */
    private synchronized void remove() {
        removed = true;
        published.forEach(registry::remove);
        published.clear();
    }

    private synchronized void publish(Tally tally) {
        if (removed) {
            return;
        }
        Tags name = account.and("name", tally.name());
        for (Purpose call : Purpose.values()) {
            for (Answer answer : Answer.values()) {
                counter(
                        "requests",
                        name.and(tag("call", call), tag("outcome", answer)),
                        "Requests to the API, by what became of them",
                        tally,
                        figures -> figures.requests(call, answer));
            }
        }
        for (Purpose call : List.of(Purpose.SUBMIT, Purpose.UPLOAD)) {
            Tags tags = name.and(tag("call", call));
            counter(
                    "charges",
                    tags,
                    "Calls that Claid has accepted, each of them paid; a batch is one call",
                    tally,
                    figures -> figures.charges(call));
            counter(
                    "charges.repeated",
                    tags,
                    "Those among the charges that paid for an equal request once more",
                    tally,
                    figures -> figures.repeatedCharges(call));
        }
        for (TaskEnd end : TaskEnd.values()) {
            counter(
                    "tasks",
                    name.and(tag("status", end)),
                    "Tasks that are over; a batch is one task",
                    tally,
                    figures -> figures.tasks(end));
        }
        for (Reuse reuse : Reuse.values()) {
            counter(
                    "reused",
                    name.and(tag("how", reuse)),
                    "Messages that cost nothing: they joined an equal task, or its outcome was replayed from the ledger",
                    tally,
                    figures -> figures.reuses(reuse));
        }
        published.add(Gauge.builder(PREFIX + "requests.per.image", tally, Tally::requestsPerImage)
                .tags(name)
                .description("All requests divided by the images that Claid has finished, well or not")
                .register(registry));
    }

    private void publishQuota(TaskTracker tracker, RequestPacer pacer) {
        for (Purpose call : List.of(Purpose.SUBMIT, Purpose.UPLOAD)) {
            published.add(Gauge.builder(PREFIX + "waiting", tracker, figures -> figures.queued(call))
                    .tags(account.and(tag("call", call)))
                    .description(
                            "Submits and uploads that wait for the quota, or for the account or the API to be in order")
                    .register(registry));
        }
        published.add(Gauge.builder(PREFIX + "budget.spent", tracker, figures -> figures.isBudgetSpent() ? 1 : 0)
                .tags(account)
                .description("1 while all that maxCharges allows is spent, so that submits and uploads wait; else 0")
                .register(registry));
        for (Purpose call : Purpose.values()) {
            published.add(FunctionTimer.builder(
                            PREFIX + "quota.wait",
                            pacer,
                            figures -> figures.waits(call).slots(),
                            figures -> figures.waits(call).time().toMillis(),
                            TimeUnit.MILLISECONDS)
                    .tags(account.and(tag("call", call)))
                    .description(
                            "Slots that the quota granted, and for how long the next request of a kind had to wait for its slot")
                    .register(registry));
        }
    }

    private void publishOutstanding(Outstanding outstanding) {
        for (TaskState state : TaskState.values()) {
            published.add(Gauge.builder(PREFIX + "outstanding", () -> outstanding.count(state))
                    .tags(account.and(tag("state", state)))
                    .description("Tasks in the store that are not acknowledged; failed ones stay for their retention")
                    .register(registry));
        }
        published.add(TimeGauge.builder(PREFIX + "outstanding.oldest", outstanding::oldestSeconds, TimeUnit.SECONDS)
                .tags(account)
                .description(
                        "Age of the oldest task that is paid and neither failed nor acknowledged; 0 if there is none")
                .register(registry));
    }

    private void counter(String name, Tags tags, String description, Tally figures, ToDoubleFunction<Tally> figure) {
        published.add(FunctionCounter.builder(PREFIX + name, figures, figure)
                .tags(tags)
                .description(description)
                .register(registry));
    }

    private static Tag tag(String name, Enum<?> value) {
        return Tag.of(name, value.name().toLowerCase(Locale.ROOT));
    }

    /** What the store says, asked once for all meters of a scrape; also if it cannot say it. */
    private static final class Outstanding {

        private static final long SCRAPE = TimeUnit.SECONDS.toNanos(1);

        private final String account;
        private final TaskTracker tracker;
        private final Clock clock;
        private Map<TaskState, Integer> states;
        private double oldest;
        private long askedAt;

        Outstanding(String account, TaskTracker tracker, Clock clock) {
            this.account = account;
            this.tracker = tracker;
            this.clock = clock;
            this.askedAt = clock.monotonicTime() - SCRAPE;
        }

        synchronized double count(TaskState state) {
            ask();
            return states == null ? Double.NaN : states.getOrDefault(state, 0);
        }

        synchronized double oldestSeconds() {
            ask();
            return oldest;
        }

        private void ask() {
            if (clock.monotonicTime() - askedAt < SCRAPE) {
                return;
            }
            states = null;
            oldest = Double.NaN;
            try {
                states = tracker.outstanding();
                oldest = tracker.ageOfOldest().orElse(Duration.ZERO).toMillis() / 1000.0;
            } finally {
                askedAt = clock.monotonicTime();
            }
        }
    }
}
