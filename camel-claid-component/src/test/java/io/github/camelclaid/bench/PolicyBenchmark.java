package io.github.camelclaid.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.camelclaid.client.ApiVersion;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.ClaidUnreadableTaskException;
import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.task.LearnedSchedule;
import io.github.camelclaid.task.MemoryTaskStore;
import io.github.camelclaid.task.PollSchedule;
import io.github.camelclaid.task.TrackedTask;
import io.github.camelclaid.task.TrackedTask.Acceptance;
import io.github.camelclaid.task.TrackedTask.Polling;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Supplier;

/**
 * When to ask: policies against each other in virtual time, under Claid's usual quota, as 120 slots a minute that submits
 * and polls take in turn. Durations are log-normal around six seconds and become twice as long in the middle of the run; no policy
 * knows them beforehand, but the fixed interval, which a search finds for them. Each policy gets the same pictures.
 */
public final class PolicyBenchmark {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final double SLOT = 0.5;
    private static final double SIGMA = 0.6;
    private static final double MEDIAN = 6;
    private static final double LATER_MEDIAN = 12;
    private static final double ROUND_TRIP = 0.1;
    private static final int IMAGES = 2000;

    // as the pacer has it
    private static final double PRICE_WHILE_FREE = 0.28;
    private static final double HIGHEST_PRICE = 10;
    private static final int NO_QUEUE = 2;
    private static final double NOT_LATE = 2;

    private record Policy(String name, Supplier<PollSchedule> schedule) {}

    public static void main(String[] arguments) {
        for (Load load : List.of(
                new Load("6 images a minute", 6), new Load("24 images a minute", 24), new Load("2,000 at once", 0))) {
            System.out.println(load.name());
            List<Policy> policies = new ArrayList<>(List.of(
                    new Policy("1 s, ×1.5, at most 30 s", PolicyBenchmark::growing),
                    new Policy("a learned quantile, then 2 s", QuantileSchedule::new),
                    new Policy("learned and priced", PolicyBenchmark::learned)));
            policies.add(bestFixed(load));
            for (Policy policy : policies) {
                System.out.printf(
                        "  %-28s %s%n",
                        policy.name(), new Run(load, policy.schedule().get(), 1).go());
            }
        }
    }

    /** @param perMinute images that come, at random times; 0 for all at once */
    private record Load(String name, double perMinute) {}

    private static PollSchedule learned() {
        return new LearnedSchedule(new MemoryTaskStore(), "me");
    }

    private static PollSchedule growing() {
        return (task, now, price) -> now.plusMillis(
                (long) (1000 * Math.min(30, Math.pow(1.5, task.polling().count()))));
    }

    private static PollSchedule fixed(double seconds) {
        return (task, now, price) -> now.plusMillis((long) (seconds * 1000));
    }

    /** The one with the shortest median wait among those that ask no more often than the growing one. */
    private static Policy bestFixed(Load load) {
        double most = new Run(load, growing(), 1).go().polls();
        double best = 60;
        double bestWait = Double.MAX_VALUE;
        for (double seconds = 1; seconds <= 60; seconds += 0.5) {
            Figures figures = new Run(load, fixed(seconds), 1).go();
            if (figures.polls() <= most && figures.median() < bestWait) {
                best = seconds;
                bestWait = figures.median();
            }
        }
        double found = best;
        return new Policy("the best fixed one, " + best + " s", () -> fixed(found));
    }

    /** Learns durations, and asks first when 80 of 100 should be finished. */
    private static final class QuantileSchedule implements PollSchedule {

        private final Deque<Double> seen = new ArrayDeque<>();

        @Override
        public Instant next(TrackedTask task, Instant now, Duration price) {
            if (task.polling().count() > 0) {
                return now.plusSeconds(2);
            }
            List<Double> sorted = seen.stream().sorted().toList();
            double quantile = sorted.isEmpty() ? 8 : sorted.get(sorted.size() * 8 / 10);
            return now.plusMillis((long) (quantile * 1000));
        }

        @Override
        public void found(TrackedTask task, Instant now) {
            Instant asked = task.polling().asked();
            Instant accepted = task.acceptance().at();
            Instant from = asked == null ? accepted : asked;
            seen.addLast(seconds(accepted, from) / 2 + seconds(accepted, now) / 2);
            if (seen.size() > 50) {
                seen.removeFirst();
            }
        }
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }

    private record Figures(double polls, double median, double high, double perMinute) {

        @Override
        public String toString() {
            return String.format(
                    "%5.2f requests per image, wait p50 %6.2f s, p95 %6.2f s, %4.1f images a minute",
                    polls + 1, median, high, perMinute);
        }
    }

    /** A picture that comes, is submitted, asked for, and found finished. */
    private static final class Image {

        private final double comes;
        private final double lasts;
        private TrackedTask task;
        private double due;
        private double done;

        Image(double comes, double lasts) {
            this.comes = comes;
            this.lasts = lasts;
        }
    }

    /** Slot by slot. */
    private static final class Run {

        private final PollSchedule schedule;
        private final Deque<Image> toCome = new ArrayDeque<>();
        private final Deque<Image> toSubmit = new ArrayDeque<>();
        private final PriorityQueue<Image> toAsk = new PriorityQueue<>(Comparator.comparingDouble(image -> image.due));
        private final Deque<Double> used = new ArrayDeque<>();
        private final List<Double> waits = new ArrayList<>();
        private double now;
        private double lateness;
        private boolean pollWasLast;
        private int polls;

        Run(Load load, PollSchedule schedule, long seed) {
            this.schedule = schedule;
            Random random = new Random(seed);
            double comes = 0;
            for (int i = 0; i < IMAGES; i++) {
                comes += load.perMinute() == 0 ? 0 : -Math.log(1 - random.nextDouble()) * 60 / load.perMinute();
                double median = i < IMAGES / 2 ? MEDIAN : LATER_MEDIAN;
                toCome.add(new Image(comes, median * Math.exp(SIGMA * random.nextGaussian())));
            }
        }

        Figures go() {
            while (waits.size() < IMAGES) {
                while (!toCome.isEmpty() && toCome.getFirst().comes <= now) {
                    toSubmit.add(toCome.removeFirst());
                }
                boolean mayPoll = !toAsk.isEmpty() && toAsk.peek().due <= now;
                if (mayPoll && (toSubmit.isEmpty() || !pollWasLast)) {
                    ask(toAsk.poll());
                    pollWasLast = true;
                } else if (!toSubmit.isEmpty()) {
                    submit(toSubmit.removeFirst());
                    pollWasLast = false;
                }
                now += SLOT;
            }
            List<Double> sorted = waits.stream().sorted().toList();
            return new Figures(
                    (double) polls / IMAGES,
                    sorted.get(sorted.size() / 2),
                    sorted.get(sorted.size() * 95 / 100),
                    IMAGES / now * 60);
        }

        private void submit(Image image) {
            use();
            image.done = now + ROUND_TRIP + image.lasts;
            image.task = accepted(at(now + ROUND_TRIP));
            image.due = due(image, now + ROUND_TRIP);
            toAsk.add(image);
        }

        private void ask(Image image) {
            use();
            polls++;
            lateness = now - image.due;
            double answered = now + ROUND_TRIP;
            if (image.done <= now + ROUND_TRIP / 2) {
                schedule.found(image.task, at(answered));
                waits.add(answered - image.done);
            } else {
                Polling asked = new Polling(image.task.polling().count() + 1, null, at(answered), null, null);
                image.task = RememberedTasks.polled(image.task, asked);
                image.due = due(image, answered);
                toAsk.add(image);
            }
        }

        private double due(Image image, double from) {
            return seconds(START, schedule.next(image.task, at(from), price()));
        }

        private void use() {
            used.add(now);
        }

        private Duration price() {
            while (!used.isEmpty() && used.getFirst() < now - 60) {
                used.removeFirst();
            }
            double share = Math.min(0.98, used.size() / 120.0);
            double queue = Math.max(0, toSubmit.size() - NO_QUEUE) + Math.max(0, lateness - NOT_LATE) / SLOT;
            double seconds = SLOT * (PRICE_WHILE_FREE / (1 - share) + queue);
            return Duration.ofMillis((long) (1000 * Math.min(HIGHEST_PRICE, seconds)));
        }

        private static Instant at(double seconds) {
            return START.plusNanos((long) (seconds * 1e9));
        }
    }

    private static TrackedTask accepted(Instant at) {
        return RememberedTasks.accepted(new Acceptance(TaskFamily.EDIT, 1, ApiVersion.V1, at, answer()));
    }

    private static ClaidTask answer() {
        try {
            return ClaidTask.fromJson(
                    TaskFamily.EDIT,
                    JsonNodeFactory.instance.objectNode().put("id", 1).put("status", "ACCEPTED"),
                    null);
        } catch (ClaidUnreadableTaskException e) {
            throw new IllegalStateException(e);
        }
    }

    private PolicyBenchmark() {}
}
