package io.github.camelclaid.examples.cluster.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A node in a JVM of its own. */
final class NodeProcess implements AutoCloseable {

    private static final int SECONDS_TO_STOP = 30;

    private final String name;
    private final Process process;
    private final Thread hook;

    private NodeProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        // no node is left over where somebody presses Ctrl-C
        this.hook = new Thread(process::destroyForcibly);
    }

    /**
     * @param surroundings where they are
     * @param log gets what the node says
     */
    static NodeProcess start(String name, NodeProgram program, Map<String, String> surroundings, Path log)
            throws IOException {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                absolute(System.getProperty("java.class.path")),
                program.main().getName());
        command.environment().putAll(surroundings);
        command.environment().putAll(program.environment());
        command.environment().put("CLUSTER_NODE", name);
        command.directory(program.home().toFile());
        command.redirectErrorStream(true).redirectOutput(log.toFile());
        NodeProcess node = new NodeProcess(name, command.start());
        Runtime.getRuntime().addShutdownHook(node.hook);
        return node;
    }

    /** The node starts in another folder. */
    private static String absolute(String classPath) {
        StringBuilder all = new StringBuilder();
        for (String part : classPath.split(File.pathSeparator)) {
            all.append(all.isEmpty() ? "" : File.pathSeparator)
                    .append(Path.of(part).toAbsolutePath());
        }
        return all.toString();
    }

    String name() {
        return name;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** As {@code kill -9} does: nothing in it gets to know, nothing is finished. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As {@code kill} does: what is under way is finished or given back. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
