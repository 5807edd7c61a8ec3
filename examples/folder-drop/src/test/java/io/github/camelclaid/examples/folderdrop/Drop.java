package io.github.camelclaid.examples.folderdrop;

import io.github.camelclaid.QuickClaid;
import io.github.camelclaid.simulator.ClaidSimulator;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** A folder drop in a folder of its own, with the route and the settings that users get. */
final class Drop implements AutoCloseable {

    /** A name that every part of a path has to bear. */
    private static final String HOME = "my pictures, 100% + änderung #1";

    final Path home;
    private final Map<String, String> settings = new HashMap<>();
    private int speed = 20;
    private FolderDrop program;
    private CompletableFuture<Integer> exit;

    Drop(Path parent, ClaidSimulator simulator) throws IOException {
        home = parent.resolve(HOME);
        Files.createDirectories(home);
        for (String file : List.of(Home.SETTINGS, Home.ROUTE)) {
            Files.copy(Path.of(file), home.resolve(file));
        }
        with("camel.component.claid.api-key", simulator.apiKey());
        with("camel.component.claid.base-url", simulator.baseUrl());
        with("camel.component.claid.rate-limit", "unlimited");
        // the network is as slow as ever
        with("camel.component.claid.request-timeout", "600000");
        with("camel.component.claid.transfer-timeout", "6000000");
        with("drop.settled-after", "200ms");
        with("drop.progress-every", "500ms");
    }

    Drop with(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /** So many times faster than real time, for the component. */
    Drop atSpeed(int times) {
        speed = times;
        return this;
    }

    /** Results that take no time to make. */
    Drop withSmallResults() throws IOException {
        return withRoute("1200", "60");
    }

    Drop withRoute(String text, String instead) throws IOException {
        Files.writeString(home.resolve(Home.ROUTE), text(Home.ROUTE).replace(text, instead));
        return this;
    }

    Drop start() throws IOException {
        program = new FolderDrop(new Home(home), settings, new Commands("folder-drop"));
        if (speed > 1) {
            program.bind("claid", QuickClaid.component(speed));
        }
        FolderDrop started = program;
        exit = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return started.run();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> new Thread(task, "drop").start());
        return this;
    }

    /** In a process of its own, in real time. */
    Process startProcess() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // it lives for seconds
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FolderDrop.class.getName()));
        Collections.addAll(command, arguments());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("process.log").toFile())
                .start();
    }

    /** What a command prints, with its exit code in the end. */
    String command(String... words) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            int code = FolderDrop.run(
                    Stream.concat(Stream.of(words), Stream.of(arguments())).toArray(String[]::new));
            both.println(code);
            return printed.toString(StandardCharsets.UTF_8);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private String[] arguments() {
        return Stream.concat(
                        Stream.of("--home=" + home),
                        settings.entrySet().stream().map(setting -> "--" + setting.getKey() + "=" + setting.getValue()))
                .toArray(String[]::new);
    }

    /** Waits until it ends by itself. */
    int exitCode() throws Exception {
        return exit.get(60, TimeUnit.SECONDS);
    }

    int stop() throws Exception {
        program.stop();
        return exitCode();
    }

    @Override
    public void close() throws Exception {
        if (exit != null && !exit.isDone()) {
            stop();
        }
    }

    /** As somebody drops it: in one move. */
    void drop(String name, byte[] content) throws IOException {
        Path file = home.resolve("inbox").resolve(name);
        Files.createDirectories(file.getParent());
        Path away = Files.createTempFile(home, "drop", ".tmp");
        Files.write(away, content);
        Files.move(away, file);
    }

    /** Names of the files below one of the folders that are not hidden, with slashes; sorted. */
    List<String> files(String folder) {
        Path root = home.resolve(folder);
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(String file) throws IOException {
        return Files.readString(home.resolve(file));
    }

    BufferedImage picture(String file) throws IOException {
        return ImageIO.read(home.resolve(file).toFile());
    }

    /** A disc before a plain ground; different for each number. */
    static byte[] png(int number) {
        BufferedImage image = new BufferedImage(120, 80, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 120, 80);
        graphics.setColor(Color.getHSBColor(number / 100f, 0.8f, 0.5f));
        graphics.fillOval(20, 10, 60 + number % 20, 60);
        graphics.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }
}
