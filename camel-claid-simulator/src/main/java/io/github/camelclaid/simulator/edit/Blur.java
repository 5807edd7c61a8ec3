package io.github.camelclaid.simulator.edit;

import java.awt.image.BufferedImage;

/** A box blur, run three times over rows and columns: close to a Gaussian one, and its cost does not grow with the radius. */
final class Blur {

    private static final int RUNS = 3;

    private Blur() {}

    /** A blurred copy; at the edges the outermost pixels go on for ever. */
    static BufferedImage of(BufferedImage image, int radius) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        int[] other = new int[pixels.length];
        for (int run = 0; run < RUNS && radius > 0; run++) {
            for (int y = 0; y < height; y++) {
                line(pixels, other, new Line(y * width, 1, width), radius);
            }
            for (int x = 0; x < width; x++) {
                line(other, pixels, new Line(x, width, height), radius);
            }
        }
        BufferedImage blurred = new BufferedImage(width, height, image.getType());
        blurred.setRGB(0, 0, width, height, pixels, 0, width);
        return blurred;
    }

    /** A row or a column: where it starts, how far its pixels are apart, how many there are. */
    private record Line(int start, int step, int length) {

        int at(int i) {
            return start + step * Math.max(0, Math.min(length - 1, i));
        }
    }

    private static void line(int[] from, int[] to, Line line, int radius) {
        int[] sums = new int[4];
        for (int i = -radius; i <= radius; i++) {
            add(sums, from[line.at(i)], 1);
        }
        int count = 2 * radius + 1;
        for (int i = 0; i < line.length(); i++) {
            int pixel = 0;
            for (int channel = 0; channel < 4; channel++) {
                pixel |= (sums[channel] + count / 2) / count << 8 * channel;
            }
            to[line.at(i)] = pixel;
            add(sums, from[line.at(i + radius + 1)], 1);
            add(sums, from[line.at(i - radius)], -1);
        }
    }

    private static void add(int[] sums, int pixel, int sign) {
        for (int channel = 0; channel < 4; channel++) {
            sums[channel] += sign * (pixel >>> 8 * channel & 0xFF);
        }
    }
}
