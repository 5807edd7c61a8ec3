package io.github.camelclaid.task;

import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.quota.Purpose;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the tasks of one name have cost and brought since the component started. Every figure only goes up.
 *
 * <p>Safe for use by any thread; counting never blocks.
 */
public final class Tally {

    private final String name;
    private final Map<Purpose, Counters<Answer>> requests = new EnumMap<>(Purpose.class);
    private final Counters<Purpose> charges = new Counters<>(Purpose.class);
    private final Counters<Purpose> repeatedCharges = new Counters<>(Purpose.class);
    private final Counters<TaskEnd> tasks = new Counters<>(TaskEnd.class);
    private final Counters<Reuse> reuses = new Counters<>(Reuse.class);
    private final LongAdder images = new LongAdder();

    Tally(String name) {
        this.name = name;
        for (Purpose call : Purpose.values()) {
            requests.put(call, new Counters<>(Answer.class));
        }
    }

    /** Of the endpoint, {@code shop} in {@code claid:shop}. */
    public String name() {
        return name;
    }

    /** Requests to the API, by what became of them. */
    public long requests(Purpose call, Answer answer) {
        return requests.get(call).of(answer);
    }

    /** Calls that Claid has accepted and charged: submits and, presumably, uploads. */
    public long charges(Purpose call) {
        return charges.of(call);
    }

    /** Those among the {@linkplain #charges charges} that paid for what had been paid, or may have been, before. */
    public long repeatedCharges(Purpose call) {
        return repeatedCharges.of(call);
    }

    /** Tasks that are over. */
    public long tasks(TaskEnd end) {
        return tasks.of(end);
    }

    /** Wishes that got their task at no charge. */
    public long reuses(Reuse reuse) {
        return reuses.of(reuse);
    }

    /** All requests, divided by the images that Claid has finished, well or not; not a number before the first. */
    public double requestsPerImage() {
        long all = requests.values().stream().mapToLong(Counters::sum).sum();
        long finished = images.sum();
        return finished == 0 ? Double.NaN : (double) all / finished;
    }

    void sent(Purpose call, Throwable trouble) {
        requests.get(call).count(Answer.of(trouble));
    }

    void charged(Purpose call, boolean again) {
        charges.count(call);
        if (again) {
            repeatedCharges.count(call);
        }
    }

    void over(TrackedTask task) {
        tasks.count(TaskEnd.of(task));
        if (task.state() == TaskState.FINISHED) {
            ClaidTask answer = task.outcome().task();
            images.add(answer.family() == TaskFamily.BATCH ? answer.items().size() : 1);
        }
    }

    void reused(Reuse reuse) {
        reuses.count(reuse);
    }
}
