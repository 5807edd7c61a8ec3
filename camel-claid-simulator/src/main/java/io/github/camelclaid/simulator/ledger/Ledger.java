package io.github.camelclaid.simulator.ledger;

import io.github.camelclaid.simulator.quota.PeakMeter;
import io.github.camelclaid.simulator.quota.Window;
import io.github.camelclaid.simulator.script.Call;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The judge: what really arrived, what was charged, and what was done wrong. Thread-safe. A request is counted when it
 * arrives, whatever it is answered; a charge is counted when the work is accepted, even if the client never learns it.
 */
public final class Ledger {

    private static final List<Window> USUAL_WINDOWS = Window.parseAll("120/60s,4/1s");

    private final Clock clock;
    private final Map<Call, AtomicLong> requests = new EnumMap<>(Call.class);
    private final Map<Call, AtomicLong> accepted = new EnumMap<>(Call.class);
    private final AtomicLong tooManyRequests = new AtomicLong();
    private final AtomicLong unauthorized = new AtomicLong();
    private final AtomicLong bytesIn = new AtomicLong();
    private final AtomicLong bytesOut = new AtomicLong();
    private final Queue<Violation> violations = new ConcurrentLinkedQueue<>();
    private final Queue<WebhookEntry> webhooks = new ConcurrentLinkedQueue<>();
    private final ConcurrentSkipListMap<Long, TaskAccount> tasks = new ConcurrentSkipListMap<>();
    private final Map<Duration, PeakMeter> peaks = new ConcurrentHashMap<>();

    /** @param windows whose peaks are watched; the API's usual ones if there are none */
    public Ledger(Clock clock, List<Window> windows) {
        this.clock = clock;
        for (Call call : Call.values()) {
            requests.put(call, new AtomicLong());
            accepted.put(call, new AtomicLong());
        }
        watch(windows.isEmpty() ? USUAL_WINDOWS : windows);
    }

    /** All requests that arrived under all kinds. */
    public long requests() {
        return requests.values().stream().mapToLong(AtomicLong::get).sum();
    }

    /** Requests of one kind that arrived, refused ones included. */
    public long requests(Call call) {
        return requests.get(call).get();
    }

    /** Asynchronous edits that were accepted, each of them a charge. */
    public long submits() {
        return accepted(Call.SUBMIT);
    }

    /** Batches that were accepted, each of them a charge, however many pictures it holds. */
    public long batches() {
        return accepted(Call.BATCH);
    }

    /** Ai-edits that were accepted, each of them a charge, however many pictures it makes. */
    public long aiEdits() {
        return accepted(Call.AI_EDIT);
    }

    /** Synchronous edits that were made, each of them a charge. */
    public long edits() {
        return accepted(Call.EDIT);
    }

    /** Uploads that were accepted, each of them a charge. */
    public long uploads() {
        return accepted(Call.UPLOAD);
    }

    /** All that was accepted. */
    public long charges() {
        return accepted.values().stream().mapToLong(AtomicLong::get).sum();
    }

    private long accepted(Call call) {
        return accepted.get(call).get();
    }

    /** Status requests that arrived, refused ones included. */
    public long polls() {
        return requests(Call.STATUS);
    }

    /** Requests to temporary URLs. */
    public long downloads() {
        return requests(Call.RESULT);
    }

    /** Answers 429, by the quota or by the script. */
    public long tooManyRequests() {
        return tooManyRequests.get();
    }

    /** Answers 401, for a wrong key or by the script. */
    public long unauthorized() {
        return unauthorized.get();
    }

    /** Bytes of request bodies. */
    public long bytesIn() {
        return bytesIn.get();
    }

    /** Bytes of answer bodies that were started, pictures included. */
    public long bytesOut() {
        return bytesOut.get();
    }

    /** In the order in which they happened. */
    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** All attempts to send webhooks about tasks, in the order in which they were over. */
    public List<WebhookEntry> webhooks() {
        return List.copyOf(webhooks);
    }

    /** All accepted tasks, oldest first. */
    public List<TaskEntry> tasks() {
        return tasks.values().stream().map(TaskAccount::entry).toList();
    }

    /** One accepted task. */
    public TaskEntry task(long id) {
        TaskAccount account = tasks.get(id);
        if (account == null) {
            throw new IllegalArgumentException("no task " + id + " was accepted since the ledger was last reset");
        }
        return account.entry();
    }

    /**
     * The most requests that count for the quota seen within one span of that length, refused ones included. Watched
     * are the lengths of the configured windows, or 60 s and 1 s without a quota.
     */
    public int peak(Duration length) {
        PeakMeter meter = peaks.get(length);
        if (meter == null) {
            throw new IllegalArgumentException("not watched: " + length + ", only " + peaks.keySet());
        }
        return meter.peak();
    }

    /** {@link #peak} for every watched length. */
    public Map<Duration, Integer> peaks() {
        Map<Duration, Integer> all = new TreeMap<>();
        peaks.forEach((length, meter) -> all.put(length, meter.peak()));
        return all;
    }

    /** Starts a clean page. Running tasks go on, but are no longer in it. */
    public void reset() {
        requests.values().forEach(count -> count.set(0));
        accepted.values().forEach(count -> count.set(0));
        for (AtomicLong count : List.of(tooManyRequests, unauthorized, bytesIn, bytesOut)) {
            count.set(0);
        }
        violations.clear();
        webhooks.clear();
        tasks.clear();
        peaks.values().forEach(PeakMeter::reset);
    }

    // what follows is written by the server

    /** From now on the peaks within windows of these lengths are watched as well. */
    public void watch(List<Window> windows) {
        windows.forEach(window -> peaks.computeIfAbsent(window.length(), PeakMeter::new));
    }

    /** @return how many requests of this kind there have been, this one included */
    public long arrived(Call call) {
        return requests.get(call).incrementAndGet();
    }

    public void countedForQuota() {
        Instant now = clock.instant();
        peaks.values().forEach(meter -> meter.count(now));
    }

    public void answered(int status, long bytes) {
        if (status == 429) {
            tooManyRequests.incrementAndGet();
        } else if (status == 401) {
            unauthorized.incrementAndGet();
        }
        bytesOut.addAndGet(bytes);
    }

    public void received(long bytes) {
        bytesIn.addAndGet(Math.max(0, bytes));
    }

    /** A task, from here on charged. */
    public void accepted(Call call, long id, String input, Duration duration) {
        accepted.get(call).incrementAndGet();
        Instant now = clock.instant();
        tasks.put(id, new TaskAccount(id, input, now, now.plus(duration), call == Call.BATCH ? 0 : 1));
    }

    /** How many pictures a batch turned out to hold. */
    public void counted(long id, int pictures) {
        TaskAccount account = tasks.get(id);
        if (account != null) {
            account.pictures = pictures;
        }
    }

    /** An edit that was made at once, from here on charged. */
    public void charged(Call call) {
        accepted.get(call).incrementAndGet();
    }

    public void polled(long id) {
        TaskAccount account = tasks.get(id);
        if (account != null) {
            account.polls.incrementAndGet();
        }
    }

    public void downloaded(long id) {
        TaskAccount account = tasks.get(id);
        if (account != null) {
            account.downloads.incrementAndGet();
        }
    }

    public void ended(long id, String outcome, long resultBytes) {
        TaskAccount account = tasks.get(id);
        if (account != null) {
            account.ended(outcome, resultBytes);
        }
    }

    public void webhookAnswered(long id, int attempt, int status) {
        webhook(new WebhookEntry(id, attempt, clock.instant(), status, null));
    }

    public void webhookFailed(long id, int attempt, String why) {
        webhook(new WebhookEntry(id, attempt, clock.instant(), 0, why));
    }

    private void webhook(WebhookEntry entry) {
        if (tasks.containsKey(entry.taskId())) {
            webhooks.add(entry);
        }
    }

    public void violated(String what) {
        violations.add(new Violation(clock.instant(), what));
    }
}
