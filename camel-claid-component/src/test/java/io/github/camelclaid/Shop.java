package io.github.camelclaid;

import io.github.camelclaid.simulator.ClaidSimulator;
import io.github.camelclaid.simulator.ClaidSimulatorBuilder;
import io.github.camelclaid.simulator.script.Timing;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context with the component, and the simulator that it talks to, in time that both share. */
public final class Shop implements AutoCloseable {

    public static final String KEY = "test-key";

    final FastTime time;
    public final ClaidSimulator claid;
    public final DefaultCamelContext camel = new DefaultCamelContext();
    public final ClaidComponent component = new ClaidComponent();

    private Shop(double speed, UnaryOperator<ClaidSimulatorBuilder> settings) {
        time = new FastTime(speed);
        claid = settings.apply(ClaidSimulator.builder()
                        .apiKey(KEY)
                        .clock(time.clock())
                        .noQuota()
                        .seed(7)
                        .duration(Timing.fixed(Duration.ofSeconds(2))))
                .start();
        component.setTime(time.clock(), time);
        component.getConfiguration().setApiKey(KEY);
        component.getConfiguration().setBaseUrl(claid.baseUrl());
        component.setRateLimit("unlimited");
        camel.addComponent("claid", component);
    }

    /** Without a quota, twenty times as fast as real time. */
    public static Shop open() {
        return open(20, settings -> settings);
    }

    public static Shop open(double speed, UnaryOperator<ClaidSimulatorBuilder> settings) {
        return new Shop(speed, settings);
    }

    public Shop with(RouteBuilder routes) throws Exception {
        camel.addRoutes(routes);
        return this;
    }

    public Shop start() {
        camel.start();
        return this;
    }

    public TrackerView tracker(String uri) {
        return TrackerView.of(camel.getEndpoint(uri, ClaidEndpoint.class));
    }

    /** What tests look at inside. */
    public record TrackerView(ClaidService service) {
        public static TrackerView of(ClaidEndpoint endpoint) {
            return new TrackerView(endpoint.service());
        }

        public int parked() {
            return service.parking().size();
        }

        /** Whether something holds requests back. */
        public boolean trouble() {
            return service.tracker().trouble().isPresent();
        }

        /** How many tasks are not acknowledged yet. */
        public int outstanding() {
            return service.tracker().outstanding().values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
        }
    }

    /** A picture of its own for each number. */
    public static byte[] picture(int number, String format) throws IOException {
        boolean alpha = format.equals("png");
        BufferedImage image = new BufferedImage(
                80 + number % 40, 60, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(20 + number % 200, (number * 7) % 255, (number * 31) % 255));
        pen.fillOval(10, 10, 40, 40);
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }

    public static void drop(Path folder, int count, String format) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < count; i++) {
            Files.write(folder.resolve("picture-" + i + "." + format), picture(i, format));
        }
    }

    /** How many files, marker files of locks included, lie in a folder and below. */
    public static long files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        camel.close();
        claid.close();
        time.shutdownNow();
    }
}
