package io.github.camelclaid.crash;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** A process with a {@link Node}, which starts as fast as Java can. */
final class Child implements AutoCloseable {

    private final Process process;
    private final CompletableFuture<Void> up = new CompletableFuture<>();
    private final CompletableFuture<Void> halted = new CompletableFuture<>();

    private Child(Process process, Path log) {
        this.process = process;
        Thread reader = new Thread(() -> read(log), "child-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** @param point where it is to stay; null for nowhere */
    static Child start(Node.Settings settings, Point point, int nth) throws IOException {
        List<String> command = new ArrayList<>(Java.command());
        command.add(Node.class.getName());
        command.addAll(List.of(settings.asArguments()));
        if (point != null) {
            command.addAll(List.of(point.name(), Integer.toString(nth)));
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new Child(process, settings.dir().resolve("child-" + process.pid() + ".log"));
    }

    /** Ends when its routes have started. */
    CompletableFuture<Void> up() {
        return up;
    }

    /** Ends when it has come to its point; fails if the process ends before. */
    CompletableFuture<Void> halted() {
        return halted;
    }

    /** With SIGKILL. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets it go on from its point. */
    void release() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** {@code STOP}, {@code CONT}. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor(10, TimeUnit.SECONDS);
    }

    private void read(Path log) {
        try (BufferedReader lines = process.inputReader();
                BufferedWriter copy = Files.newBufferedWriter(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                copy.write(line);
                copy.newLine();
                if (line.equals("UP")) {
                    up.complete(null);
                } else if (line.startsWith(Halt.AT)) {
                    halted.complete(null);
                }
            }
        } catch (IOException e) {
            // it was killed
        }
        IllegalStateException ended = new IllegalStateException("the process has ended, see " + log);
        up.completeExceptionally(ended);
        halted.completeExceptionally(ended);
    }

    @Override
    public void close() {
        kill();
    }

    /** What starts it: the classes in jars, of which Java keeps an archive, cost a fraction of those in folders. */
    private static final class Java {

        private static List<String> command;

        static synchronized List<String> command() throws IOException {
            if (command == null) {
                Path folder = Files.createTempDirectory("claid-crash");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder.toFile())));
                List<String> usual = List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx160m",
                        "-Djava.awt.headless=true",
                        "-cp",
                        classPath(folder));
                Path archive = folder.resolve("classes.jsa");
                List<String> dump = new ArrayList<>(usual);
                dump.add(1, "-XX:ArchiveClassesAtExit=" + archive);
                dump.add(Rehearsal.class.getName());
                run(dump);
                command = new ArrayList<>(usual);
                command.addAll(1, List.of("-Xshare:auto", "-Xlog:cds=off", "-XX:SharedArchiveFile=" + archive));
            }
            return command;
        }

        private static void run(List<String> line) throws IOException {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            process.getInputStream().transferTo(OutputStream.nullOutputStream());
        }

        private static String classPath(Path folder) throws IOException {
            String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            List<String> jars = new ArrayList<>();
            for (String part : all.split(File.pathSeparator)) {
                Path path = Path.of(part);
                if (Files.isDirectory(path)) {
                    jars.add(pack(path, folder.resolve(jars.size() + ".jar")).toString());
                } else if (Files.exists(path)) {
                    jars.add(part);
                }
            }
            return String.join(File.pathSeparator, jars);
        }

        private static Path pack(Path classes, Path jar) throws IOException {
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                    Stream<Path> files = Files.walk(classes)) {
                out.setLevel(0);
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    out.putNextEntry(
                            new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                    Files.copy(file, out);
                }
            }
            return jar;
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
    }
}
