package io.github.camelclaid.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.camelclaid.ManualTime;
import io.github.camelclaid.client.ApiVersion;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.ClaidUnreadableTaskException;
import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.quota.Purpose;
import io.github.camelclaid.quota.RateLimit;
import io.github.camelclaid.quota.RateLimitHeaders;
import io.github.camelclaid.quota.RequestPacer;
import io.github.camelclaid.quota.Slot;
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
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;

/**
 * When to ask: policies against each other in virtual time, each behind the component's own pacer with Claid's usual quota.
 * Durations are log-normal around six seconds and become twice as long in the middle of the run; no policy
 * knows them beforehand, but the fixed interval, which a search finds for them. Each policy gets the same pictures.
 */
public final class PolicyBenchmark {

    private static final double SIGMA = 0.6;
    private static final double MEDIAN = 6;
    private static final double LATER_MEDIAN = 12;
    private static final Duration ROUND_TRIP = Duration.ofMillis(100);
    private static final int IMAGES = 2000;
    private static final double[] INTERVALS = DoubleStream.iterate(
                    1, seconds -> seconds <= 60, seconds -> seconds + 0.5)
            .toArray();
    private static final double[] PRICES = DoubleStream.iterate(0.1, price -> price <= 20, price -> price * 1.1)
            .toArray();

    private record Policy(String name, Supplier<PollSchedule> schedule) {}

    public static void main(String[] arguments) {
        for (Load load : List.of(
                new Load("6 images a minute", 6), new Load("24 images a minute", 24), new Load("2,000 at once", 0))) {
            System.out.println(load.name());
            List<Policy> policies = new ArrayList<>(List.of(
                    new Policy("1 s, ×1.5, at most 30 s", PolicyBenchmark::growing),
                    new Policy("a learned quantile, then 2 s", QuantileSchedule::new),
                    new Policy("learned and priced", PolicyBenchmark::learned)));
            policies.add(best(load, "the best fixed one", INTERVALS, PolicyBenchmark::fixed));
            policies.add(best(load, "told the durations", PRICES, PolicyBenchmark::informed));
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

    private static PollSchedule informed(double price) {
        return new InformedSchedule(MEDIAN, LATER_MEDIAN, SIGMA, IMAGES / 2, price);
    }

    /** The one with the shortest median wait among those that ask no more often than the growing one. */
    private static Policy best(Load load, String name, double[] candidates, DoubleFunction<PollSchedule> schedule) {
        double most = new Run(load, growing(), 1).go().polls();
        double best = 60;
        double bestWait = Double.MAX_VALUE;
        for (double seconds : candidates) {
            Figures figures = new Run(load, schedule.apply(seconds), 1).go();
            if (figures.polls() <= most && figures.median() < bestWait) {
                best = seconds;
                bestWait = figures.median();
            }
        }
        double found = best;
        return new Policy(String.format("%s, %.2f s", name, best), () -> schedule.apply(found));
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

        private final Duration lasts;
        private TrackedTask task;
        private Instant due;
        private Instant done;

        Image(Duration lasts) {
            this.lasts = lasts;
        }
    }

    private static final class Run {

        private final ManualTime time = new ManualTime();
        private final Instant start = time.now();
        private final RequestPacer pacer = new RequestPacer(RateLimit.parse("120/60s,4/1s"), time.clock(), time);
        private final Deque<Image> toSubmit = new ArrayDeque<>();
        private final PriorityQueue<Image> toAsk = new PriorityQueue<>(Comparator.comparing(image -> image.due));
        private final List<Double> waits = new ArrayList<>();
        private final PollSchedule schedule;
        private ScheduledFuture<?> alarm;
        private boolean waitsForSlot;
        private Duration lateness = Duration.ZERO;
        private int polls;
        private Instant last;

        Run(Load load, PollSchedule schedule, long seed) {
            this.schedule = schedule;
            Random random = new Random(seed);
            double comes = 0;
            for (int i = 0; i < IMAGES; i++) {
                comes += load.perMinute() == 0 ? 0 : -Math.log(1 - random.nextDouble()) * 60 / load.perMinute();
                double median = i < IMAGES / 2 ? MEDIAN : LATER_MEDIAN;
                Image image = new Image(ofSeconds(median * Math.exp(SIGMA * random.nextGaussian())));
                after(ofSeconds(comes), () -> comes(image));
            }
        }

        Figures go() {
            while (waits.size() < IMAGES) {
                time.advance(Duration.ofMinutes(1));
            }
            List<Double> sorted = waits.stream().sorted().toList();
            return new Figures(
                    (double) polls / IMAGES,
                    sorted.get(sorted.size() / 2),
                    sorted.get(sorted.size() * 95 / 100),
                    IMAGES / seconds(start, last) * 60);
        }

        private void comes(Image image) {
            toSubmit.add(image);
            pacer.acquire(Purpose.SUBMIT).thenAccept(slot -> submit(toSubmit.removeFirst(), slot));
        }

        private void submit(Image image, Slot slot) {
            after(ROUND_TRIP, () -> {
                slot.answered(200, RateLimitHeaders.NONE);
                image.done = time.now().plus(image.lasts);
                image.task = accepted(time.now());
                askLater(image);
            });
        }

        private void askLater(Image image) {
            image.due = schedule.next(image.task, time.now(), pacer.price(toSubmit.size(), lateness));
            toAsk.add(image);
            askWhatIsDue();
        }

        /** The most overdue one, when there is a slot. */
        private void askWhatIsDue() {
            if (alarm != null) {
                alarm.cancel(false);
            }
            if (waitsForSlot || toAsk.isEmpty()) {
                return;
            }
            Duration early = Duration.between(time.now(), toAsk.peek().due);
            if (early.compareTo(Duration.ZERO) > 0) {
                alarm = after(early, this::askWhatIsDue);
                return;
            }
            waitsForSlot = true;
            pacer.acquire(Purpose.POLL, early.negated()).thenAccept(slot -> {
                waitsForSlot = false;
                ask(toAsk.poll(), slot);
                askWhatIsDue();
            });
        }

        private void ask(Image image, Slot slot) {
            polls++;
            lateness = Duration.between(image.due, time.now());
            Instant arrived = time.now().plus(ROUND_TRIP.dividedBy(2));
            after(ROUND_TRIP, () -> {
                slot.answered(200, RateLimitHeaders.NONE);
                if (image.done.isAfter(arrived)) {
                    Polling asked = new Polling(image.task.polling().count() + 1, null, time.now(), null, null);
                    image.task = RememberedTasks.polled(image.task, asked);
                    askLater(image);
                } else {
                    schedule.found(image.task, time.now());
                    waits.add(seconds(image.done, time.now()));
                    last = time.now();
                }
            });
        }

        private ScheduledFuture<?> after(Duration delay, Runnable step) {
            return time.schedule(step, delay.toNanos(), TimeUnit.NANOSECONDS);
        }

        private static Duration ofSeconds(double seconds) {
            return Duration.ofNanos((long) (seconds * 1e9));
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
