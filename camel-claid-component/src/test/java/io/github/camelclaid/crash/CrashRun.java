package io.github.camelclaid.crash;

import io.github.camelclaid.FastTime;
import io.github.camelclaid.crash.Point.Where;
import io.github.camelclaid.simulator.ClaidSimulator;
import io.github.camelclaid.simulator.ClaidSimulatorBuilder;
import io.github.camelclaid.simulator.ledger.TaskEntry;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Fault;
import io.github.camelclaid.simulator.script.Outcome;
import io.github.camelclaid.simulator.script.Timing;
import io.github.camelclaid.task.TaskState;
import io.github.camelclaid.task.TrackedTask;
import io.github.camelclaid.task.UnknownTasks;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A process is killed at a point, another one goes on, the ledger judges; then somebody decides about what is unknown, and
 * it is judged again.
 */
final class CrashRun {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration FOR_EVER = Duration.ofMinutes(10);

    private final Case what;
    private final Workshop workshop;
    private final List<String> problems = new ArrayList<>();

    /**
     * @param nth which picture is at the point when the process is killed
     * @param store see {@link Stores}; a folder's is below the workshop
     */
    record Case(Point point, Flow flow, int good, int bad, int nth, String store, double speed, long seed) {

        /** The same in that database. */
        Case in(String url) {
            return new Case(point, flow, good, bad, nth, url, speed, seed);
        }

        @Override
        public String toString() {
            return "point=" + point.label() + " flow=" + flow.label() + " pictures=" + good + "+" + bad + " nth=" + nth
                    + " store=" + (store.startsWith("jdbc") ? "postgresql" : "folder") + " seed=" + seed;
        }
    }

    /** @param after what the second process has left; null if the point was not come to */
    record Result(Case what, Verdict after, List<String> problems, Duration took) {

        boolean isKept() {
            return problems.isEmpty();
        }

        @Override
        public String toString() {
            String figures = after == null
                    ? ""
                    : " charges=" + after.charges() + " accepted=" + after.known() + " unknown="
                            + after.unknown().size() + " again=" + after.again();
            return (isKept() ? "kept   " : "BROKEN ") + what + figures + " (" + took.toMillis() + " ms)"
                    + (isKept() ? "" : " " + problems);
        }
    }

    CrashRun(Case what, Path dir) {
        this.what = what;
        this.workshop = new Workshop(dir);
    }

    Result run() throws Exception {
        Instant epoch = Instant.now();
        FastTime time = new FastTime(what.speed, epoch);
        try (Relay relay = new Relay()) {
            ClaidSimulatorBuilder settings = ClaidSimulator.builder()
                    .apiKey(Node.KEY)
                    .clock(time.clock())
                    .noQuota()
                    .seed(what.seed)
                    .duration(Timing.fixed(Duration.ofSeconds(2)))
                    .storage("shop", workshop.catalogue());
            if (what.point.where == Where.REQUEST_CUT) {
                int port = freePort();
                relay.leadTo(port);
                settings.port(port).publicUrl("http://127.0.0.1:" + relay.port());
            }
            Map<String, Integer> pictures = workshop.fill(what.good, what.bad);
            try (ClaidSimulator claid = settings.start()) {
                String store = what.store.isEmpty() ? Stores.folder(workshop.tasks()) : what.store;
                Node.Settings node =
                        new Node.Settings(workshop.dir(), what.flow, store, claid.baseUrl(), epoch, what.speed);
                return judged(node, claid, relay, pictures);
            }
        } finally {
            time.shutdownNow();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Result judged(Node.Settings node, ClaidSimulator claid, Relay relay, Map<String, Integer> pictures)
            throws Exception {
        Instant start = Instant.now();
        killAtPoint(node, claid, relay);
        claid.clearRules();
        failBadOnes(claid);
        Verdict after;
        try (Node next = new Node(node, Halt.NOWHERE).start()) {
            await(next::isIdle, () -> "not idle: " + next.unfinished());
            after = Verdict.of(workshop, pictures, claid.ledger(), next.store, 0);
        }
        problems.addAll(after.problems());
        requireFate(after);
        if (!after.unknown().isEmpty() && problems.isEmpty()) {
            decide(node, claid, after, pictures);
        }
        return new Result(what, after, problems, Duration.between(start, Instant.now()));
    }

    private void killAtPoint(Node.Settings node, ClaidSimulator claid, Relay relay) throws Exception {
        failBadOnes(claid);
        CompletableFuture<Void> there = null;
        switch (what.point.where) {
            case REQUEST_CUT ->
                there = relay.trap(
                        what.point.call == Call.UPLOAD ? "/image/edit/upload" : "/image/edit/async", what.nth);
            case REQUEST_IGNORED ->
                claid.when(what.point.call)
                        .nth(what.nth)
                        .then(Fault.closedBeforeAccepting().delayedBy(FOR_EVER));
            case ANSWER_HELD_BACK -> claid.when(what.point.call).nth(what.nth).then(Fault.delay(FOR_EVER));
            default -> {
                // the process says it itself
            }
        }
        try (Child child = Child.start(node, what.point, what.nth)) {
            if (what.point.call != null && there == null) {
                child.up().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                await(() -> hasArrived(claid), () -> "no " + what.point.call + " arrived");
            } else {
                (there == null ? child.halted() : there).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    private boolean hasArrived(ClaidSimulator claid) {
        boolean isTaken = what.point.where == Where.ANSWER_HELD_BACK;
        long arrived =
                switch (what.point) {
                    case UPLOAD_TAKEN -> claid.ledger().uploads();
                    case SUBMIT_TAKEN -> claid.ledger().submits();
                    default -> claid.ledger().requests(what.point.call);
                };
        return arrived >= what.nth && (isTaken || claid.ledger().requests(what.point.call) >= what.nth);
    }

    private static void failBadOnes(ClaidSimulator claid) {
        claid.when(Call.SUBMIT).input(Workshop.BAD).then(Outcome.error("no product found"));
    }

    /** Of the pictures that were not at the point any may be in the air as well. */
    private void requireFate(Verdict verdict) {
        boolean isAlone = what.good + what.bad == 1;
        int least = what.point.fate == Point.Fate.KNOWN ? 0 : 1;
        int unknown = verdict.unknown().size();
        if (unknown < least || isAlone && unknown > least) {
            problems.add(unknown + " unknown outcomes, expected " + least);
        }
        long unsaid = verdict.charges() - verdict.known();
        if (isAlone && unsaid != (what.point.fate == Point.Fate.UNKNOWN_AND_PAID ? 1 : 0)) {
            problems.add(unsaid + " charges that are not known to be accepted");
        }
    }

    /** Like somebody who looks into Claid's dashboard: what was taken is adopted, what was not is submitted again. */
    private void decide(Node.Settings node, ClaidSimulator claid, Verdict before, Map<String, Integer> pictures)
            throws Exception {
        try (Node next = new Node(node, Halt.NOWHERE)) {
            next.store.open();
            UnknownTasks unknown =
                    new UnknownTasks(next.store, new FastTime(what.speed, node.epoch()).clock(), Node.ACCOUNT);
            for (TrackedTask task : before.unknown()) {
                Optional<TaskEntry> taken = before.unclaimed().stream()
                        .filter(entry -> entry.input().endsWith("/" + Verdict.nameOf(task)))
                        .findFirst();
                if (task.outcome().during() == TaskState.SENDING && taken.isPresent()) {
                    unknown.adopt(task.key(), taken.get().id());
                } else {
                    unknown.resubmit(task.key());
                }
            }
            for (TrackedTask task : before.unknown()) {
                workshop.tryAgain(Verdict.nameOf(task));
            }
            next.start();
            await(next::isIdle, () -> "not idle after the decision: " + next.unfinished());
            Verdict last = Verdict.of(
                    workshop,
                    pictures,
                    claid.ledger(),
                    next.store,
                    before.unknown().size());
            problems.addAll(last.problems());
            if (!last.unknown().isEmpty()) {
                problems.add("still unknown after the decision: " + last.unknown());
            }
            if (!last.unclaimed().isEmpty()) {
                problems.add("adopted, but not there: " + last.unclaimed());
            }
        }
    }

    private interface Description {
        String get();
    }

    private static void await(BooleanSupplier condition, Description otherwise) {
        AtomicInteger times = new AtomicInteger();
        try {
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .atMost(PATIENCE)
                    .until(() ->
                            (condition.getAsBoolean() ? times.incrementAndGet() : times.updateAndGet(one -> 0)) == 3);
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException(otherwise.get(), e);
        }
    }
}
