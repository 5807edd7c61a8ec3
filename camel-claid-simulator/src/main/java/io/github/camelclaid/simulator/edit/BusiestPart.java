package io.github.camelclaid.simulator.edit;

import java.awt.image.BufferedImage;

/** Where most happens in a picture, by the differences of neighbouring pixels: this simulator's idea of a smart crop. */
final class BusiestPart {

    private final long[] columns;
    private final long[] rows;

    BusiestPart(BufferedImage image) {
        columns = new long[image.getWidth()];
        rows = new long[image.getHeight()];
        int[] pixels = Pixels.of(image);
        for (int y = 1; y < rows.length; y++) {
            for (int x = 1; x < columns.length; x++) {
                int i = y * columns.length + x;
                int here = brightness(pixels[i]);
                int change = Math.abs(here - brightness(pixels[i - 1]))
                        + Math.abs(here - brightness(pixels[i - columns.length]));
                columns[x] += change;
                rows[y] += change;
            }
        }
    }

    /** A layout that is smaller than its picture, with the picture moved so that the busiest part is on the canvas. */
    Layout into(Layout layout) {
        double horizontal = (double) layout.width() / columns.length;
        double vertical = (double) layout.height() / rows.length;
        int left = busiest(columns, visible(layout.canvasWidth(), horizontal));
        int top = busiest(rows, visible(layout.canvasHeight(), vertical));
        return layout.movedTo(
                -Math.min(layout.width() - layout.canvasWidth(), (int) Math.round(left * horizontal)),
                -Math.min(layout.height() - layout.canvasHeight(), (int) Math.round(top * vertical)));
    }

    private static int visible(int canvas, double scale) {
        return Math.max(1, (int) Math.round(canvas / scale));
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
