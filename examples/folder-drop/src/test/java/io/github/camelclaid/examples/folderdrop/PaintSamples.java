package io.github.camelclaid.examples.folderdrop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Paints the sample pictures of this example. To repaint them, once everything is installed ({@code mvn install}), in
 * the folder of this module:
 *
 * <pre>
 * mvn -q test-compile exec:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=io.github.camelclaid.examples.folderdrop.PaintSamples
 * </pre>
 *
 * The first argument, if any, is the folder to paint into instead of {@code src/main/resources/samples}; any further
 * ones are the products to paint instead of all.
 */
public final class PaintSamples {

    private PaintSamples() {}

    public static void main(String[] args) throws IOException {
        System.setProperty("java.awt.headless", "true");
        Darkroom darkroom = new Darkroom(Path.of(args.length > 0 ? args[0] : "src/main/resources/samples"));
        Set<String> products = args.length > 1
                ? Set.copyOf(List.of(args).subList(1, args.length))
                : Set.of("sneaker", "mug", "perfume", "lamp", "headphones", "watch");
        if (products.contains("sneaker")) {
            darkroom.jpeg(Sneaker.paint(), "sneaker.jpg", 0.93);
        }
        if (products.contains("mug")) {
            darkroom.sidewaysJpeg(Mug.paint(), "mug.jpg", 0.93);
        }
        if (products.contains("perfume")) {
            darkroom.png(Perfume.paint(), "perfume bottle.png");
        }
        if (products.contains("lamp")) {
            darkroom.webp(Lamp.paint(), "lamp.webp", 0.88);
        }
        if (products.contains("headphones")) {
            darkroom.jpeg(Headphones.paint(), "headphones.jpg", 0.88);
        }
        if (products.contains("watch")) {
            darkroom.png(Darkroom.opaque(Watch.paint()), "kids/watch.png");
        }
    }
}
