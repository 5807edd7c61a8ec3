package io.github.camelclaid.task;

import io.github.camelclaid.quota.Purpose;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The figures of one account, by the name of the endpoints. There are at most {@value #MOST_NAMES} of them: a route that
 * computes its addresses may make as many names as it likes, and those beyond count together as {@value #OTHERS}.
 *
 * <p>Safe for use by any thread.
 */
public final class Tallies {

    public static final String OTHERS = "(others)";
    static final int MOST_NAMES = 100;

    private final Map<String, Tally> tallies = new ConcurrentHashMap<>();
    private final PaidRequests paid;
    private Consumer<Tally> whenOpened = tally -> {};

    public Tallies(Clock clock) {
        this.paid = new PaidRequests(clock);
    }

    /** The figures of a name, from zero where it is new. */
    public Tally of(String name) {
        Tally known = tallies.get(name);
        if (known != null) {
            return known;
        }
        Tally others = tallies.get(OTHERS);
        return others != null ? others : open(name);
    }

    private synchronized Tally open(String name) {
        String counted = tallies.size() < MOST_NAMES || tallies.containsKey(name) ? name : OTHERS;
        Tally known = tallies.get(counted);
        if (known != null) {
            return known;
        }
        Tally tally = new Tally(counted);
        tallies.put(counted, tally);
        whenOpened.accept(tally);
        return tally;
    }

    /** All that there are. */
    public Collection<Tally> all() {
        return List.copyOf(tallies.values());
    }

    /** Tells of all tallies, those that there are now and each that comes, one at a time. */
    public synchronized void publishTo(Consumer<Tally> publisher) {
        whenOpened = publisher;
        tallies.values().forEach(publisher);
    }

    Tally of(TrackedTask task) {
        return of(task.lane().name());
    }

    /** @param trouble of a charged call; null for a success */
    void sent(Purpose call, Submission submission, Throwable trouble) {
        of(submission.lane().name()).sent(call, trouble);
        if (Answer.of(trouble) == Answer.UNKNOWN) {
            paid.remember(call, submission.key().fingerprint());
        }
    }

    /** @param task after a call that Claid has accepted */
    void charged(Purpose call, TrackedTask task) {
        of(task).charged(call, paid.isPaidAgain(call, task));
    }
}
