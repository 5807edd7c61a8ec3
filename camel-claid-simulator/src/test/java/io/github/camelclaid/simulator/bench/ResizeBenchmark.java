package io.github.camelclaid.simulator.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelclaid.simulator.edit.Editor;
import io.github.camelclaid.simulator.edit.ResultFiles;
import io.github.camelclaid.simulator.edit.Source;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import net.coobird.thumbnailator.Thumbnails;

/**
 * How many JPEGs of two megapixels become 1000 pixels wide in a second, one and two at a time, against Thumbnailator with
 * the same file and the same quality. In turn, so that both meet the same machine; the first round does not count.
 */
public final class ResizeBenchmark {

    private static final int WIDTH = 1632;
    private static final int HEIGHT = 1224;
    private static final int PICTURES = 40;
    private static final int ROUNDS = 7;

    private ResizeBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path picture = Files.write(Files.createTempFile("two-megapixels-", ".jpg"), new byte[0]);
        ImageIO.write(picture(), "jpeg", picture.toFile());
        try (ResultFiles results = new ResultFiles(Clock.systemUTC(), Duration.ofHours(1), Long.MAX_VALUE)) {
            // pictures that lie in files come from no source and go to no storage
            Editor editor = new Editor(null, null, results, 100_000_000);
            JsonNode request = new ObjectMapper()
                    .readTree(
                            "{\"operations\": {\"resizing\": {\"width\": 1000, \"height\": \"auto\"}},"
                                    + " \"output\": {\"format\": {\"type\": \"jpeg\", \"quality\": 85, \"progressive\": false}}}");
            Callable<?> ours = () -> editor.edit(new Source(picture, "picture.jpg", false), request, 1);
            Callable<?> theirs = () -> {
                Thumbnails.of(picture.toFile())
                        .width(1000)
                        .outputQuality(0.85)
                        .toFile(results.scratch(".jpg").toFile());
                return null;
            };
            for (int threads = 1; threads <= 2; threads++) {
                compare(ours, theirs, threads);
            }
        } finally {
            Files.delete(picture);
        }
    }

    private static void compare(Callable<?> ours, Callable<?> theirs, int threads) throws Exception {
        List<Double> ourRates = new ArrayList<>();
        List<Double> theirRates = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) {
            double theirRate = rate(theirs, threads);
            double ourRate = rate(ours, threads);
            if (round > 0) {
                ourRates.add(ourRate);
                theirRates.add(theirRate);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "pictures a second, %d at a time: %.1f (Thumbnailator: %.1f; ratio %.2f)%n",
                threads,
                median(ourRates),
                median(theirRates),
                median(ourRates) / median(theirRates));
    }

    private static double rate(Callable<?> edit, int threads) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            long start = System.nanoTime();
            List<Callable<Object>> all = new ArrayList<>(Collections.nCopies(PICTURES, edit::call));
            for (var done : pool.invokeAll(all)) {
                done.get();
            }
            return PICTURES * 1e9 / (System.nanoTime() - start);
        } finally {
            pool.shutdown();
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** As much in it as in a photograph: a gradient, some hundred discs and a little noise. */
    private static BufferedImage picture() {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, Color.WHITE, WIDTH, HEIGHT, Color.GRAY));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            graphics.setColor(new Color(random.nextInt(0x1000000)));
            graphics.fillOval(random.nextInt(WIDTH), random.nextInt(HEIGHT), 60, 60);
        }
        graphics.dispose();
        for (int i = 0; i < WIDTH * HEIGHT / 4; i++) {
            int x = random.nextInt(WIDTH);
            int y = random.nextInt(HEIGHT);
            image.setRGB(x, y, image.getRGB(x, y) ^ random.nextInt(16) * 0x010101);
        }
        return image;
    }
}
