package io.github.camelclaid.simulator.edit;

import java.awt.image.BufferedImage;

/** Where most happens in a picture, by the differences of neighbouring pixels: this simulator's idea of a smart crop. */
final class BusiestPart {

    private final long[] columns;
    private final long[] rows;

    BusiestPart(BufferedImage image) {
        columns = new long[image.getWidth()];
        rows = new long[image.getHeight()];
        for (int y = 1; y < rows.length; y++) {
            for (int x = 1; x < columns.length; x++) {
                int here = brightness(image.getRGB(x, y));
                int change = Math.abs(here - brightness(image.getRGB(x - 1, y)))
                        + Math.abs(here - brightness(image.getRGB(x, y - 1)));
                columns[x] += change;
                rows[y] += change;
            }
        }
    }

    /** The left edge of the busiest strip of that width. */
    int left(int width) {
        return busiest(columns, width);
    }

    /** The upper edge of the busiest strip of that height. */
    int top(int height) {
        return busiest(rows, height);
    }

    /** Of equally busy strips the one nearest to the middle. */
    private static int busiest(long[] changes, int length) {
        int last = Math.max(0, changes.length - length);
        long sum = 0;
        for (int i = 0; i < Math.min(length, changes.length); i++) {
            sum += changes[i];
        }
        int best = 0;
        long most = sum;
        for (int start = 1; start <= last; start++) {
            sum += changes[start + length - 1] - changes[start - 1];
            boolean nearer = Math.abs(2 * start - last) < Math.abs(2 * best - last);
            if (sum > most || sum == most && nearer) {
                most = sum;
                best = start;
            }
        }
        return best;
    }

    private static int brightness(int pixel) {
        return (pixel >> 16 & 0xFF) + 2 * (pixel >> 8 & 0xFF) + (pixel & 0xFF);
    }
}
