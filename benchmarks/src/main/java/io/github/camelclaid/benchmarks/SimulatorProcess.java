package io.github.camelclaid.benchmarks;

import io.github.camelclaid.simulator.ClaidSimulator;
import io.github.camelclaid.simulator.script.Timing;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A simulator in a process of its own, without a quota, so that its work does not count as the client's. */
final class SimulatorProcess implements AutoCloseable {

    private static final String READY = "READY ";

    private final Process process;
    private final String baseUrl;
    private final String key;

    SimulatorProcess() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SimulatorProcess.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        while (line != null && !line.startsWith(READY)) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IOException("the simulator did not start");
        }
        String[] words = line.split(" ");
        baseUrl = words[1];
        key = words[2];
    }

    Ground ground(FastTime time) {
        return new Ground(baseUrl, key, "none", time);
    }

    @Override
    public void close() {
        process.destroy();
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("claid-pictures");
        Files.write(folder.resolve(Picture.FILE), Picture.SMALL);
        ClaidSimulator simulator = ClaidSimulator.builder()
                .noQuota()
                .standIn(Picture.HOST, folder)
                .duration(Timing.fixed(Duration.ZERO))
                .start();
        System.out.println(READY + simulator.baseUrl() + " " + simulator.apiKey());
        Thread.currentThread().join();
    }
}
