package io.github.camelclaid.task;

import io.github.camelclaid.client.ClaidClient;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.quota.Purpose;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits edits, polls what is due, and tells who waits. A wish is looked up by its key first: one that is remembered is
 * joined, and only one that is not is paid for.
 *
 * <p>Safe for use by any thread. Nothing here blocks but the store; no task has a thread.
 */
public final class TaskTracker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TaskTracker.class);
    private static final Duration LOOK_AT_OTHERS = Duration.ofSeconds(1);

    private final TaskStore store;
    private final Engine engine;
    private final Terms terms;
    private final Doors doors;
    private final Lease lease;
    private final Insistence insistence;
    private final ChargeBudget budget;
    private final VersionChoice versions;
    private final Orphans orphans;
    private final Wishes wishes;
    private final Submitter submitter;
    private final Poller poller;
    private final Deliveries deliveries;
    private final PollSchedule schedule;
    private final Housekeeping housekeeping;
    private final UnknownTasks unknown;
    private final ScheduledFuture<?> looks;

    /**
     * @throws TaskStoreException if the store cannot be used
     * @throws IllegalStateException if the store holds tasks of that account at another address
     */
    public TaskTracker(
            TaskStore store,
            ClaidClient client,
            VersionChoice versions,
            PollSchedule schedule,
            Engine engine,
            Terms terms) {
        this.store = store;
        this.engine = engine;
        this.terms = terms;
        this.versions = versions;
        Set<String> others = store.register(terms.account(), terms.baseUrl());
        if (!others.isEmpty()) {
            LOG.info(
                    "Claid: the taskStore of account {} also holds tasks of {}, which are left alone",
                    terms.account(),
                    others);
        }
        this.doors = Doors.open(engine.clock());
        this.insistence = new Insistence(engine);
        this.budget = new ChargeBudget(store, engine.clock(), terms);
        this.orphans = new Orphans(store, engine, terms.account());
        this.lease = new Lease(store, engine, terms.requestTimeout(), this::takeOver);
        if (store.isShared()) {
            engine.pacer().share(new NodesQuota(store, terms.account(), lease, engine.clock()), engine.workers());
        }
        orphans.free();
        sayWhatIsRemembered();
        this.wishes = new Wishes(store, engine, lease, insistence, new Parts());
        this.submitter = new Submitter(
                store, client, versions, engine, lease, insistence, budget, doors, new SubmitterListener());
        this.poller =
                new Poller(store, client, versions, schedule, engine, lease, insistence, doors, new PollerListener());
        this.deliveries = new Deliveries(store, engine, lease, insistence, poller::wake);
        this.schedule = schedule;
        this.housekeeping = new Housekeeping(store, engine, terms.retention(), schedule, this::expired);
        this.unknown = new UnknownTasks(store, engine.clock(), terms.account(), lease.ofARequest());
        long interval = LOOK_AT_OTHERS.toMillis();
        this.looks = engine.timer()
                .scheduleWithFixedDelay(
                        () -> engine.workers().execute(this::lookAtOthers), interval, interval, TimeUnit.MILLISECONDS);
    }

    /** Waits until Claid has accepted the task. */
    public Waiting submit(Submission submission) {
        return wishes.want(submission, false);
    }

    /** Waits until the task is over. */
    public Waiting edit(Submission submission) {
        return wishes.want(submission, true);
    }

    /** Waits for a task that was submitted, here or elsewhere, as long as {@code policy} says. */
    public Waiting await(Lane lane, TaskFamily family, long taskId, SubmitPolicy policy) {
        return wishes.await(lane, family, taskId, policy);
    }

    /**
     * One question for a task's status, at the cost of one request.
     *
     * @param lane on whose behalf it is asked
     */
    public CompletableFuture<ClaidTask> status(Lane lane, TaskFamily family, long taskId) {
        Tally tally = engine.tallies().of(lane.name());
        return store.findByTaskId(lane.account(), family, taskId)
                .map(task -> poller.ask(tally, task.acceptance()))
                .orElseGet(() -> poller.ask(tally, family, taskId));
    }

    /** The consumers' side of it. */
    public Deliveries deliveries() {
        return deliveries;
    }

    /** What an operator can do about tasks whose fate is unknown. */
    public UnknownTasks unknown() {
        return unknown;
    }

    /** What holds requests back at the moment. */
    public Optional<Trouble> trouble() {
        return insistence.trouble().or(doors::trouble);
    }

    /** Whether all that {@code maxCharges} allows is spent, so that wishes wait. */
    public boolean isBudgetSpent() {
        return budget.isSpent();
    }

    /** How many tasks are in which state, acknowledged ones left out. */
    public Map<TaskState, Integer> outstanding() {
        return store.outstanding(terms.account());
    }

    /** How long the account's oldest task has waited that is paid and not collected; empty if there is none. */
    public Optional<Duration> ageOfOldest() {
        return store.oldestPerishable(terms.account())
                .map(since -> Duration.between(since, engine.clock().instant()));
    }

    /** How many wishes wait for their turn to be sent. */
    public int queued(Purpose call) {
        return submitter.queued(call);
    }

    /**
     * How long this node needs at least for what waits here to be sent and what is accepted, with one poll for each
     * task: with all that the quota allows, as if nobody else used the key.
     */
    public Duration timeToDrain() {
        int uploads = queued(Purpose.UPLOAD);
        int submits = queued(Purpose.SUBMIT);
        int accepted = outstanding().getOrDefault(TaskState.ACCEPTED, 0);
        return engine.pacer().timeFor(2 * uploads + submits, uploads + submits + accepted);
    }

    /** What this node has done since it started. */
    public Tallies tallies() {
        return engine.tallies();
    }

    /**
     * Sends nothing more. What waits to be sent is dropped, and whoever waits for it is told; who waits for an accepted
     * task, which stays remembered, withdraws.
     */
    @Override
    public void close() {
        wishes.close();
        looks.cancel(false);
        housekeeping.close();
        poller.close();
        submitter.close();
    }

    /** Ends when the charged calls that are under way have been answered and written down. */
    public CompletableFuture<Void> idle() {
        return submitter.idle();
    }

    /** The last step, after {@link #close()}: what is still in this node's hands is free for others. */
    public void leave() {
        try {
            schedule.keep();
            lease.close();
            orphans.free();
        } catch (TaskStoreException e) {
            LOG.warn(
                    "Claid: the taskStore could not be told that this node leaves: others wait for its lease to end",
                    e);
        }
    }

    /** How many keys somebody on this node waits for, or has got and neither acknowledged nor withdrawn from. */
    int waiting() {
        return wishes.waiting();
    }

    private void sayWhatIsRemembered() {
        Map<TaskState, Integer> tasks = outstanding();
        if (!tasks.isEmpty()) {
            LOG.info(
                    "Claid: account {} has tasks from before: {}. Those that a route waited for go on when their source"
                            + " brings them again, at no charge",
                    terms.account(),
                    tasks);
        }
    }

    private void takeOver() {
        if (orphans.free()) {
            poller.wake();
        }
        wishes.look();
    }

    /** What others write down is seen here within a second; alone there is nothing to see. */
    private void lookAtOthers() {
        if (!lease.hasCompany() && !wishes.hasFollowers()) {
            return;
        }
        try {
            wishes.look();
            poller.wake();
        } catch (TaskStoreException e) {
            LOG.debug("What other nodes have written down cannot be seen", e);
        }
    }

    private void expired(TrackedTask task) {
        engine.tallies().of(task).over(task);
        wishes.over(task);
    }

    private final class Parts implements Wishes.Collaborators {

        @Override
        public Submitter submitter() {
            return submitter;
        }

        @Override
        public Poller poller() {
            return poller;
        }

        @Override
        public Deliveries deliveries() {
            return deliveries;
        }

        @Override
        public VersionChoice versions() {
            return versions;
        }
    }

    private final class SubmitterListener implements Submitter.Listener {

        @Override
        public boolean isWaitedFor(String key) {
            return wishes.isWaitedForHere(key);
        }

        @Override
        public TrackedTask withFirstPoll(TrackedTask accepted) {
            return wishes.withFirstPoll(accepted);
        }

        @Override
        public void accepted(TrackedTask task) {
            wishes.accepted(task);
        }
    }

    private final class PollerListener implements Poller.Listener {

        @Override
        public Collection<Lane> lanes() {
            List<Lane> lanes = new ArrayList<>(wishes.lanes());
            lanes.addAll(deliveries.lanes());
            return lanes;
        }

        @Override
        public boolean isWanted(TrackedTask task) {
            return wishes.isWanted(task);
        }

        @Override
        public void over(TrackedTask task) {
            wishes.over(task);
        }

        @Override
        public void submitsMayGoOn() {
            submitter.wake();
        }

        @Override
        public int queued() {
            return submitter.queued(Purpose.UPLOAD) + submitter.queued(Purpose.SUBMIT);
        }
    }
}
