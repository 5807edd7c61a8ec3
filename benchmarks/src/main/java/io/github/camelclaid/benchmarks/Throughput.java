package io.github.camelclaid.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Without a quota, with tasks that are done at once: what the client itself can do. Waits are in the way of that, so
 * for those who wait before they ask for a task time is ten times as fast, and they have more pictures under way.
 * Figures are of real time.
 */
final class Throughput implements Scenario {

    private static final double SPEED = 10;
    private static final int RAW_UNDER_WAY = 256;
    private static final int MOST_UNDER_WAY = 5_000;
    private static final String RAW = "HttpClient directly";
    private static final String RAW_WITH_NEW_CONNECTIONS = "HttpClient, each submit on a new connection";
    private static final String FINISHED = "finished/s";
    private static final String PROCESSOR = "µs of processor/image";

    @Override
    public String name() {
        return "throughput";
    }

    @Override
    public String title(Settings settings) {
        return "Throughput without a quota, " + images(settings) + " images";
    }

    @Override
    public List<String> plotted() {
        return List.of(FINISHED, PROCESSOR);
    }

    @Override
    public List<Measurement> run(Settings settings, long seed) throws Exception {
        List<Measurement> measured = new ArrayList<>();
        try (PromptServer server = new PromptServer()) {
            FastTime time = new FastTime(SPEED);
            Ground ground = server.ground(time);
            measured.add(run(RAW, DirectClient.keepingConnections(ground), RAW_UNDER_WAY, time, settings));
            measured.add(run(
                    RAW_WITH_NEW_CONNECTIONS,
                    DirectClient.submittingOnNewConnections(ground),
                    RAW_UNDER_WAY,
                    time,
                    settings));
            for (Entrant entrant : List.of(Entrant.COMPONENT, Entrant.CAMEL_HTTP)) {
                if (settings.entrants().contains(entrant)) {
                    measured.add(
                            run(entrant.label(), entrant.enter(ground, Duration.ZERO), MOST_UNDER_WAY, time, settings));
                }
            }
            time.shutdownNow();
        }
        return measured;
    }

    private static Measurement run(String label, Contestant contestant, int most, FastTime time, Settings settings)
            throws Exception {
        int images = images(settings);
        try (contestant) {
            // half of them to warm up
            new Race(contestant, time, most).run(images / 2, Picture::at);
            Effort begin = Effort.now();
            new Race(contestant, time, most).run(images, n -> Picture.at(images + n));
            Effort all = Effort.now().since(begin);
            return Measurement.of(label, "")
                    .with(FINISHED, images / all.seconds())
                    .with(PROCESSOR, 1e6 * all.processorSeconds() / images)
                    .with("kB allocated/image", all.allocated() / 1e3 / images);
        }
    }

    /** Of this process, threads that have ended left out. */
    private record Effort(double seconds, double processorSeconds, double allocated) {

        static Effort now() {
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long bytes = 0;
            for (long thread : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
                bytes += Math.max(0, thread);
            }
            OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            double second = TimeUnit.SECONDS.toNanos(1);
            return new Effort(System.nanoTime() / second, system.getProcessCpuTime() / second, bytes);
        }

        Effort since(Effort begin) {
            return new Effort(
                    seconds - begin.seconds, processorSeconds - begin.processorSeconds, allocated - begin.allocated);
        }
    }

    private static int images(Settings settings) {
        return settings.number("images", 20_000);
    }
}
