package io.github.camelclaid.benchmarks;

import io.github.camelclaid.simulator.ClaidSimulator;
import io.github.camelclaid.simulator.ledger.Ledger;
import io.github.camelclaid.simulator.script.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A simulator of its own for each contestant, and the time they share. The simulator runs in this process, where its
 * ledger can be read and its code stays warm: with a quota of two requests a second it has little to do. Only where
 * throughput is measured there is another server, in a process of its own ({@link PromptServer}).
 */
final class Arena implements AutoCloseable {

    private final Course course;
    private final FastTime time;
    private final Path folder;
    private final ClaidSimulator simulator;

    Arena(Course course) throws IOException {
        this.course = course;
        this.time = new FastTime(course.speed());
        this.folder = Files.createTempDirectory("claid-pictures");
        Files.write(folder.resolve(Picture.FILE), Picture.SMALL);
        this.simulator = ClaidSimulator.builder()
                .quota(course.quota())
                .refusalsCount(course.refusalsCount())
                .duration(course.durations())
                .latency(random -> time.real(course.latency().next(random)))
                .clock(time.clock())
                .seed(course.seed())
                .standIn(Picture.HOST, folder)
                .start();
    }

    Course course() {
        return course;
    }

    Ground ground() {
        return new Ground(simulator.baseUrl(), simulator.apiKey(), course.quota(), time);
    }

    FastTime time() {
        return time;
    }

    Ledger ledger() {
        return simulator.ledger();
    }

    /** All that arrived and could count for the quota, refused ones included. */
    long requests() {
        return ledger().requests(Call.SUBMIT) + ledger().requests(Call.STATUS) + ledger().requests(Call.UPLOAD);
    }

    double minutesSince(long nanos) {
        return (time.nanos() - nanos) / (double) Duration.ofMinutes(1).toNanos();
    }

    @Override
    public void close() throws IOException {
        time.shutdownNow();
        simulator.close();
        Files.delete(folder.resolve(Picture.FILE));
        Files.delete(folder);
    }
}
