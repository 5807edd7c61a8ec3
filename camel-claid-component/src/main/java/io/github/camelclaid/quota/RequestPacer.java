package io.github.camelclaid.quota;

import io.github.camelclaid.quota.SlotQueue.Waiter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Grants every request to the API its slot, so that all of them together fit into the windows of the account's quota.
 *
 * <ul>
 *   <li>The windows are sliding ({@link WindowLog}), and slots keep a distance from each other.
 *   <li>Charged requests (submits, then uploads) and polls take {@link Turns} while both wait in the {@link SlotQueue}.
 *   <li>What the server says counts more than what is usual: other windows stated by {@code RateLimit-Limit} are adopted,
 *       beside those that somebody chose, which may be a share of the account's; what {@code RateLimit-Remaining} misses
 *       was sent by somebody else, and is left to him ({@link OthersUse}); after a 429, or where he has used up the quota,
 *       nobody gets a slot until {@code RateLimit-Reset} has passed ({@link Pauses}).
 *   <li>Where polls turn out to cost nothing ({@link PollCost}) they keep to the same windows by themselves: how many more
 *       are welcome nobody says.
 * </ul>
 *
 * <p>Waiting costs no thread. Safe for use by any thread; all state is guarded by {@code this}, and futures are
 * completed outside of it, on the thread that asked, that reported an answer, or on the timer.
 */
public final class RequestPacer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RequestPacer.class);
    static final int TOO_MANY_REQUESTS = 429;

    /** In slots. With Claid's usual quota a poll that saves a fifth of a second is worth sending. */
    private static final double PRICE_WHILE_FREE = 0.45;

    private static final Duration PRICE_WITHOUT_A_LIMIT = Duration.ofMillis(100);
    /** However many wait: with a higher one hardly a request is saved, and results are collected much later. */
    private static final Duration HIGHEST_PRICE = Duration.ofSeconds(20);
    /** As many are about to be sent at any time. */
    private static final int NO_QUEUE = 2;
    /** Slots keep a distance. */
    private static final Duration NOT_LATE = Duration.ofSeconds(2);
    /** The rest is not for one request to mend: with all of it tasks are left alone for too long once a bunch has come. */
    private static final double OF_LATENESS = 0.25;

    private final Clock clock;
    private final ScheduledExecutorService timer;
    private final boolean adoptsWindows;
    /** In force whatever the server states. */
    private final List<Window> chosen;

    private final SlotQueue queue;
    private final Pauses pauses = new Pauses();
    private final PollCost pollCost = new PollCost();
    private final Quota<GrantedSlot> quota;
    /** The same one, unless they cost nothing. */
    private Quota<GrantedSlot> quotaOfPolls;
    /** Null where nobody shares the quota. */
    private Tickets tickets;

    private ScheduledFuture<?> alarm;
    private long alarmAt = Long.MAX_VALUE;
    private boolean closed;

    /**
     * @param clock must not jump: a steady clock, not the time of day
     * @param timer runs short tasks only; stays open when the pacer closes
     */
    public RequestPacer(RateLimit limit, Clock clock, ScheduledExecutorService timer) {
        this(limit, 1, 1, clock, timer);
    }

    /**
     * @param chargedWeight how many charged requests are sent for each {@code pollWeight} polls while both wait; 1 or more
     * @param clock must not jump: a steady clock, not the time of day
     * @param timer runs short tasks only; stays open when the pacer closes
     */
    public RequestPacer(
            RateLimit limit, int chargedWeight, int pollWeight, Clock clock, ScheduledExecutorService timer) {
        this.clock = clock;
        this.timer = timer;
        this.adoptsWindows = !limit.isUnlimited();
        this.chosen = limit.isChosen() ? limit.windows() : List.of();
        this.queue = new SlotQueue(new Turns(chargedWeight, pollWeight));
        this.quota = new Quota<>(limit.windows());
        this.quotaOfPolls = quota;
    }

    /** For a request that is to be sent from now on. */
    public CompletableFuture<Slot> acquire(Purpose purpose) {
        return acquire(purpose, Duration.ZERO);
    }

    /**
     * A slot for one request, as soon as there is one. Cancelling the future gives up the place in the queue; once the
     * pacer is closed, futures end with a {@link CancellationException}.
     *
     * @param late how long the request could have been sent already: while nobody is late, the rest of a window that is
     *     mostly used is spread
     */
    public CompletableFuture<Slot> acquire(Purpose purpose, Duration late) {
        Waiter waiter = new Waiter(purpose, clock.millis(), late);
        synchronized (this) {
            if (closed) {
                waiter.completeExceptionally(new CancellationException("the pacer is closed"));
                return waiter;
            }
            queue.add(waiter);
        }
        waiter.whenComplete((slot, failure) -> {
            if (failure != null) {
                leave(waiter);
            }
        });
        grant();
        return waiter;
    }

    /** How many requests wait for a slot. */
    public synchronized int waiting(Purpose purpose) {
        return queue.size(purpose);
    }

    /** How long requests have waited for their slots so far; those that still wait, or gave up, are left out. */
    public synchronized SlotWaits waits(Purpose purpose) {
        return queue.waits(purpose);
    }

    /** The windows now in force, the configured ones or those that the server stated. */
    public synchronized RateLimit rateLimit() {
        return new RateLimit(quota.windows(), true);
    }

    /** What is used of the quota at the moment. */
    public synchronized QuotaUse use() {
        long now = clock.millis();
        return new QuotaUse(
                rateLimit(),
                quota.used(now),
                doPollsCount() ? List.of() : quotaOfPolls.used(now),
                quota.usedByOthers(now),
                queue.size(),
                isHeldBack());
    }

    private boolean doPollsCount() {
        return quotaOfPolls == quota;
    }

    /** How long so many requests take in the long run, as if nobody else used the key; nothing without a limit. */
    public synchronized Duration timeFor(int charged, int polls) {
        int requests = doPollsCount() ? charged + polls : Math.max(charged, polls);
        return Duration.ofMillis(Math.round(quota.slotSeconds() * requests * 1000));
    }

    /**
     * What one more request costs all others in waiting: part of a slot's time while everybody gets one soon, and where
     * more is to be sent than fits, a slot's time for each request that waits, and a part of how late they are. So a request
     * is worth sending where it saves as much.
     *
     * @param queued requests that wait elsewhere until they ask for a slot
     * @param late how much later than planned requests are sent
     */
    public synchronized Duration price(int queued, Duration late) {
        if (quota.isUnlimited()) {
            return PRICE_WITHOUT_A_LIMIT;
        }
        int ahead = doPollsCount() ? Math.max(0, queued - NO_QUEUE) : 0;
        double delay = Math.max(0, late.toMillis() / 1000.0 - NOT_LATE.toSeconds());
        double seconds = quota.slotSeconds() * (PRICE_WHILE_FREE + ahead) + OF_LATENESS * delay;
        Duration price = Duration.ofNanos((long) (seconds * 1e9));
        return price.compareTo(HIGHEST_PRICE) < 0 ? price : HIGHEST_PRICE;
    }

    /** Whether a 429, or somebody else's use of the quota, holds everybody back at the moment. */
    public synchronized boolean isHeldBack() {
        return clock.millis() < pauses.until();
    }

    /** Ends the waiting of everybody who waits. Slots that are out can still be reported. */
    @Override
    public void close() {
        List<Waiter> abandoned;
        synchronized (this) {
            closed = true;
            abandoned = queue.clear();
            cancelAlarm();
        }
        CancellationException reason = new CancellationException("the pacer is closed");
        abandoned.forEach(waiter -> waiter.completeExceptionally(reason));
    }

    private synchronized void leave(Waiter waiter) {
        queue.remove(waiter);
    }

    private void grant() {
        while (true) {
            Grant next;
            synchronized (this) {
                next = takeNextIfAllowed();
            }
            if (next == null) {
                return;
            }
            if (!next.waiter().complete(next.slot())) {
                next.slot().unused();
            }
        }
    }

    /**
     * From now on requests keep to times that are taken out of a quota that others use, too.
     *
     * @param blocking runs what may block
     */
    public synchronized void share(SharedQuota quota, Executor blocking) {
        tickets = this.quota.isUnlimited() ? null : new Tickets(quota, blocking, this);
    }

    void arrived(Runnable change) {
        synchronized (this) {
            change.run();
        }
        grant();
    }

    long millis() {
        return clock.millis();
    }

    private record Grant(Waiter waiter, GrantedSlot slot) {}

    private Grant takeNextIfAllowed() {
        if (queue.isEmpty()) {
            cancelAlarm();
            return null;
        }
        long now = clock.millis();
        presumeArrivals(now);
        long soonest = Math.min(quota.nextPresumedArrival(), quotaOfPolls.nextPresumedArrival());
        // for all alike: who has slots spread while others have not would never come to his turn
        boolean spread = !queue.isAnybodyLate(now);
        for (Purpose purpose : queue.inTurn()) {
            if (queue.isWaitedFor(purpose)) {
                long at = Math.max(nextSlotAt(purpose, now, spread), nextTicket(now));
                if (at <= now) {
                    return take(purpose, now);
                }
                soonest = Math.min(soonest, at);
            }
        }
        wakeAt(soonest, now);
        return null;
    }

    private Grant take(Purpose purpose, long now) {
        if (tickets != null) {
            tickets.use();
        }
        GrantedSlot slot = new GrantedSlot(purpose, now);
        slot.quota.granted(slot);
        return new Grant(queue.take(purpose, now), slot);
    }

    private void presumeArrivals(long now) {
        int presumed = quota.presumeArrivals(now);
        if (tickets != null && presumed > 0) {
            tickets.owe(presumed);
        }
        quotaOfPolls.presumeArrivals(now);
    }

    private long nextSlotAt(Purpose purpose, long now, boolean spread) {
        return Math.max(pauses.until(), quotaOf(purpose).nextSlotAt(now, spread));
    }

    private Quota<GrantedSlot> quotaOf(Purpose purpose) {
        return purpose == Purpose.POLL ? quotaOfPolls : quota;
    }

    private long nextTicket(long now) {
        if (tickets == null || now < pauses.until()) {
            return now;
        }
        return tickets.next(now, queue.size(), quota.slotSeconds());
    }

    private void wakeAt(long at, long now) {
        // with Long.MAX_VALUE a request has to end first, and its end comes here by itself
        if (at == Long.MAX_VALUE || at >= alarmAt) {
            return;
        }
        cancelAlarm();
        alarm = timer.schedule(this::onAlarm, at - now, TimeUnit.MILLISECONDS);
        alarmAt = at;
    }

    private void onAlarm() {
        synchronized (this) {
            alarmAt = Long.MAX_VALUE;
            alarm = null;
        }
        grant();
    }

    private void cancelAlarm() {
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
            alarmAt = Long.MAX_VALUE;
        }
    }

    private synchronized void countAnswer(GrantedSlot slot) {
        long now = clock.millis();
        slot.quota.answered(slot, now);
        pollCost.ended(slot.sent, now);
    }

    private synchronized void obey(GrantedSlot slot, int httpStatus, RateLimitHeaders headers) {
        adopt(headers.windows());
        long now = clock.millis();
        learnOthers(slot, now, headers);
        learnWhatPollsCost(slot, now, httpStatus, headers);
        if (httpStatus == TOO_MANY_REQUESTS) {
            boolean isNews = pauses.refused(slot.grantedAt(), now);
            if (isNews && tickets != null) {
                tickets.refused(now);
            }
            Duration wait = headers.reset().filter(reset -> !reset.isZero()).orElse(pauses.backOff());
            pauses.pause(now, wait, "the API answered 429");
            return;
        }
        pauses.accepted(slot.grantedAt());
        boolean usedUp = headers.remaining().isPresent() && headers.remaining().getAsLong() <= 0;
        if (usedUp && tellsOfOthers(headers) && quota.hasRoom(now)) {
            Duration stated = headers.reset().get();
            Duration longest = quota.longestWindow();
            Duration wait = stated.compareTo(longest) < 0 ? stated : longest;
            pauses.pause(now, wait, "the API says that the quota is used up, by others too");
        }
    }

    /** All nodes together use up what they share, time and again, and refused they are not for that. */
    private boolean tellsOfOthers(RateLimitHeaders headers) {
        return tickets == null
                && !quota.isUnlimited()
                && headers.remaining().isPresent()
                && headers.reset().isPresent();
    }

    private void learnOthers(GrantedSlot slot, long now, RateLimitHeaders headers) {
        // whoever chose a share has left the rest to others already
        boolean hasAll = headers.windows().containsAll(chosen);
        // what a slow answer counted was another time
        boolean isCurrent = now - slot.grantedAt() <= Quota.PRESUMED_TO_HAVE_ARRIVED;
        // a refusal counts nothing
        long remaining = tellsOfOthers(headers) ? headers.remaining().orElseThrow() : -1;
        if (hasAll && isCurrent && remaining >= 0) {
            headers.binding().ifPresent(window -> quota.learnOthers(window, remaining, headers.windows(), now));
        }
    }

    private void adopt(List<Window> stated) {
        if (!adoptsWindows || stated.isEmpty()) {
            return;
        }
        List<Window> before = quota.windows();
        if (quota.adopt(chosen, stated)) {
            LOG.info("The API states other limits than known so far: {} instead of {}", quota.windows(), before);
        }
        if (!doPollsCount()) {
            quotaOfPolls.adopt(chosen, stated);
        }
    }

    private void learnWhatPollsCost(GrantedSlot slot, long now, int httpStatus, RateLimitHeaders headers) {
        // with others at work there is more used than is known here
        if (!adoptsWindows || tickets != null || !pollCost.learn(slot.sent, now, httpStatus, headers)) {
            return;
        }
        if (pollCost.isNothing()) {
            LOG.info("Polls do not count for the quota of the API: they keep to the same limits by themselves");
            quotaOfPolls = quota.another();
        } else {
            LOG.info("Polls count for the quota of the API");
            quota.takeOver(quotaOfPolls).forEach(poll -> poll.quota = quota);
            quotaOfPolls = quota;
        }
    }

    private final class GrantedSlot implements Slot, Quota.Granted {

        private final long grantedAt;
        private final PollCost.Sent sent;
        private Quota<GrantedSlot> quota;
        private boolean reported;

        GrantedSlot(Purpose purpose, long grantedAt) {
            this.grantedAt = grantedAt;
            this.sent = pollCost.granted(purpose, grantedAt);
            this.quota = quotaOf(purpose);
        }

        @Override
        public long grantedAt() {
            return grantedAt;
        }

        @Override
        public void answered(int httpStatus, RateLimitHeaders headers) {
            if (isFirstReport()) {
                countAnswer(this);
                obey(this, httpStatus, headers);
                grant();
            }
        }

        @Override
        public void unanswered() {
            if (isFirstReport()) {
                countAnswer(this);
                grant();
            }
        }

        @Override
        public void unused() {
            if (isFirstReport()) {
                synchronized (RequestPacer.this) {
                    quota.unused(this);
                    pollCost.unused(sent);
                }
                grant();
            }
        }

        private boolean isFirstReport() {
            synchronized (RequestPacer.this) {
                boolean first = !reported;
                reported = true;
                return first;
            }
        }
    }
}
