package io.github.camelclaid.simulator.edit;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * What of a picture is its subject: everything that cannot be reached from the edge over pixels that look like the edge.
 * No model; right for objects on a plain ground, and a fair guess otherwise.
 */
final class SubjectMask {

    /** How far the three channels together may differ from the ground, of 3 * 255. */
    private static final int TOLERANCE = 60;

    private final int width;
    private final int height;
    private final boolean[] background;

    private SubjectMask(int width, int height, boolean[] background) {
        this.width = width;
        this.height = height;
        this.background = background;
    }

    static SubjectMask of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        SubjectMask mask = new SubjectMask(width, height, new boolean[pixels.length]);
        mask.flood(pixels, ground(pixels, width, height));
        return mask;
    }

    boolean isBackground(int x, int y) {
        return background[y * width + x];
    }

    /** The smallest rectangle around the subject; the whole picture if there is none. */
    Rectangle bounds() {
        Rectangle bounds = null;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (!isBackground(x, y)) {
                    Rectangle pixel = new Rectangle(x, y, 1, 1);
                    bounds = bounds == null ? pixel : bounds.union(pixel);
                }
            }
        }
        return bounds == null ? new Rectangle(width, height) : bounds;
    }

    /** The middle one of the four corners, channel by channel, so that one odd corner does not matter. */
    private static int ground(int[] pixels, int width, int height) {
        int[] corners = {pixels[0], pixels[width - 1], pixels[(height - 1) * width], pixels[pixels.length - 1]};
        int ground = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            int channel = shift;
            int[] values = Arrays.stream(corners)
                    .map(pixel -> pixel >> channel & 0xFF)
                    .sorted()
                    .toArray();
            ground |= (values[1] + values[2]) / 2 << shift;
        }
        return ground;
    }

    private void flood(int[] pixels, int ground) {
        int[] stack = new int[pixels.length];
        int size = 0;
        for (int i = 0; i < pixels.length; i++) {
            int x = i % width;
            int y = i / width;
            boolean edge = x == 0 || y == 0 || x == width - 1 || y == height - 1;
            if (edge && likeGround(pixels[i], ground)) {
                background[i] = true;
                stack[size++] = i;
            }
        }
        while (size > 0) {
            int at = stack[--size];
            int x = at % width;
            int[] around = {x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width};
            for (int next : around) {
                boolean inside = next >= 0 && next < pixels.length;
                if (inside && !background[next] && likeGround(pixels[next], ground)) {
                    background[next] = true;
                    stack[size++] = next;
                }
            }
        }
    }

    private static boolean likeGround(int pixel, int ground) {
        if (pixel >>> 24 < 128) {
            return true;
        }
        int distance = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            distance += Math.abs((pixel >> shift & 0xFF) - (ground >> shift & 0xFF));
        }
        return distance <= TOLERANCE;
    }
}
