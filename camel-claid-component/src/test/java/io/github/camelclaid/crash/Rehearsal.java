package io.github.camelclaid.crash;

import static org.awaitility.Awaitility.await;

import io.github.camelclaid.simulator.ClaidSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Two pictures from end to end, so that Java learns which classes a {@link Node} needs. */
final class Rehearsal {

    private Rehearsal() {}

    public static void main(String[] arguments) throws Exception {
        run();
        System.exit(0);
    }

    /** The first of everything takes longest, the simulator's first picture included. */
    static void run() throws Exception {
        Workshop workshop =
                new Workshop(Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), "rehearsal"));
        workshop.fill(2, 0);
        try (ClaidSimulator claid =
                ClaidSimulator.builder().apiKey(Node.KEY).noQuota().speed(20).start()) {
            Node.Settings settings = new Node.Settings(
                    workshop.dir(), Flow.EDIT, Stores.folder(workshop.tasks()), claid.baseUrl(), Instant.now(), 20);
            try (Node node = new Node(settings, Halt.NOWHERE).start()) {
                await().atMost(Duration.ofMinutes(1)).until(node::isIdle);
            }
        }
    }
}
