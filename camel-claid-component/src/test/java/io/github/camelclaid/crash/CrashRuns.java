package io.github.camelclaid.crash;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Kills processes at random points and says what became of the pictures: {@code [--runs 1000] [--seed 1] [--point label]
 * [--flow label] [--store folder|postgresql] [--pictures n] [--parallel 2]}. The same seed is the same runs.
 */
final class CrashRuns {

    private static final int MOST_PICTURES = 6;

    private final Options options;
    private final Map<Point, Tally> tallies = new EnumMap<>(Point.class);
    private int broken;

    private static final class Tally {
        int runs;
        int broken;
        int unknown;
        int unsaid;
        int again;
    }

    private record Options(int runs, long seed, Point point, Flow flow, String store, int pictures, int parallel) {

        static Options of(String[] arguments) {
            int runs = 1000;
            long seed = 1;
            Point point = null;
            Flow flow = null;
            String store = null;
            int pictures = 0;
            int parallel = 2;
            for (int i = 0; i + 1 < arguments.length; i += 2) {
                String value = arguments[i + 1];
                switch (arguments[i]) {
                    case "--runs" -> runs = Integer.parseInt(value);
                    case "--seed" -> seed = Long.parseLong(value);
                    case "--point" -> point = Point.of(value);
                    case "--flow" -> flow = Flow.of(value);
                    case "--store" -> store = value;
                    case "--pictures" -> pictures = Integer.parseInt(value);
                    case "--parallel" -> parallel = Integer.parseInt(value);
                    default ->
                        throw new IllegalArgumentException("unknown option " + arguments[i]
                                + ", allowed: --runs, --seed, --point, --flow, --store, --pictures, --parallel");
                }
            }
            return new Options(runs, seed, point, flow, store, pictures, parallel);
        }
    }

    private CrashRuns(Options options) {
        this.options = options;
    }

    public static void main(String[] arguments) throws Exception {
        System.exit(new CrashRuns(Options.of(arguments)).run() ? 0 : 1);
    }

    private boolean run() throws Exception {
        Rehearsal.run();
        ExecutorService threads = Executors.newFixedThreadPool(options.parallel());
        Random seeds = new Random(options.seed());
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < options.runs(); i++) {
            CrashRun.Case what = draw(seeds.nextLong(1_000_000));
            int number = i + 1;
            all.add(threads.submit(() -> run(number, what)));
        }
        for (Future<?> one : all) {
            one.get();
        }
        threads.shutdown();
        print();
        return broken == 0;
    }

    /** Everything about a run follows from its seed and what was given. */
    private CrashRun.Case draw(long seed) {
        Random random = new Random(seed);
        Flow[] flows = Flow.values();
        Point[] points = Point.values();
        Flow flow = flows[random.nextInt(flows.length)];
        Point point = points[random.nextInt(points.length)];
        while (options.flow() == null && !(options.point() == null ? point : options.point()).isOn(flow)) {
            flow = flows[random.nextInt(flows.length)];
        }
        flow = options.flow() == null ? flow : options.flow();
        while (options.point() == null && !point.isOn(flow)) {
            point = points[random.nextInt(points.length)];
        }
        point = options.point() == null ? point : options.point();
        int good = 1 + random.nextInt(MOST_PICTURES);
        int bad = random.nextInt(4) == 0 ? 1 : 0;
        if (options.pictures() > 0) {
            good = options.pictures();
            bad = 0;
        }
        int nth = 1 + random.nextInt(good);
        boolean isShared = options.store() == null
                ? random.nextInt(5) == 0
                : options.store().equals("postgresql");
        return new CrashRun.Case(point, flow, good, bad, nth, isShared ? "postgresql" : "", 20, seed);
    }

    private void run(int number, CrashRun.Case drawn) {
        CrashRun.Result result;
        Path dir = null;
        CrashRun.Case what = drawn.store().isEmpty() ? drawn : drawn.in(Stores.inNewSchema());
        try {
            dir = Files.createTempDirectory("crash-run");
            result = new CrashRun(what, dir).run();
        } catch (Exception e) {
            result = new CrashRun.Result(what, null, List.of(e.toString()), Duration.ZERO);
        }
        count(number, result, dir);
    }

    private synchronized void count(int number, CrashRun.Result result, Path dir) {
        System.out.println("#" + number + " " + result + (result.isKept() ? "" : " in " + dir));
        Tally tally = tallies.computeIfAbsent(result.what().point(), point -> new Tally());
        tally.runs++;
        if (!result.isKept()) {
            tally.broken++;
            broken++;
        } else {
            delete(dir.toFile());
        }
        if (result.after() != null) {
            tally.unknown += result.after().unknown().size();
            tally.unsaid += (int) (result.after().charges() - result.after().known());
            tally.again += result.after().again();
        }
    }

    private static void delete(File file) {
        File[] below = file.listFiles();
        if (below != null) {
            for (File one : below) {
                delete(one);
            }
        }
        file.delete();
    }

    private void print() {
        System.out.println();
        System.out.println(
                "| Killed at | Runs | Broken promises | Unknown outcomes, declared | of which paid | Delivered twice |");
        System.out.println("|---|---|---|---|---|---|");
        Tally sum = new Tally();
        tallies.forEach((point, tally) -> {
            print("`" + point.label() + "`", tally);
            sum.runs += tally.runs;
            sum.broken += tally.broken;
            sum.unknown += tally.unknown;
            sum.unsaid += tally.unsaid;
            sum.again += tally.again;
        });
        print("all", sum);
    }

    private static void print(String name, Tally tally) {
        System.out.println("| " + name + " | " + tally.runs + " | " + tally.broken + " | " + tally.unknown + " | "
                + tally.unsaid + " | " + tally.again + " |");
    }
}
