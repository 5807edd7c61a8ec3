package io.github.camelclaid.simulator;

import java.awt.Color;
import java.awt.image.BufferedImage;

/** Counts pixels. */
final class SamePixels {

    private SamePixels() {}

    static long count(BufferedImage image, Color color) {
        long count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if (image.getRGB(x, y) == color.getRGB()) {
                    count++;
                }
            }
        }
        return count;
    }
}
