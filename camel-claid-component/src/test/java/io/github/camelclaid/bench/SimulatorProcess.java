package io.github.camelclaid.bench;

import io.github.camelclaid.simulator.ClaidSimulator;
import io.github.camelclaid.simulator.script.Timing;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** The simulator in a process of its own, so that its work does not count as the client's. */
final class SimulatorProcess implements AutoCloseable {

    static final String KEY = "bench-key";
    private static final String READY = "READY ";

    private final Process process;
    final String baseUrl;

    SimulatorProcess(Path storage) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SimulatorProcess.class.getName(),
                        storage.toString())
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
        baseUrl = line.substring(READY.length());
        Thread drain = new Thread(() -> out.lines().forEach(ignored -> {}), "simulator-output");
        drain.setDaemon(true);
        drain.start();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws Exception {
        ClaidSimulator simulator = ClaidSimulator.builder()
                .apiKey(KEY)
                .noQuota()
                .storage("shop", Path.of(arguments[0]))
                .duration(Timing.fixed(Duration.ZERO))
                .start();
        System.out.println(READY + simulator.baseUrl());
        Thread.currentThread().join();
    }
}
