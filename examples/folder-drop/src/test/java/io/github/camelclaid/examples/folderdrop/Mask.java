package io.github.camelclaid.examples.folderdrop;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/** How much of each pixel something covers, from 0 to 1, in a window of the picture; nothing outside the window. */
final class Mask {

    final int left;
    final int top;
    final int width;
    final int height;
    final float[] cover;

    Mask(int left, int top, int width, int height) {
        this.left = left;
        this.top = top;
        this.width = width;
        this.height = height;
        this.cover = new float[width * height];
    }

    /** The antialiased inside of a shape. */
    static Mask of(Shape shape) {
        Rectangle bounds = shape.getBounds();
        bounds.grow(2, 2);
        BufferedImage image = new BufferedImage(bounds.width, bounds.height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.translate(-bounds.x, -bounds.y);
        g.setColor(Color.WHITE);
        g.fill(shape);
        g.dispose();
        byte[] bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        Mask mask = new Mask(bounds.x, bounds.y, bounds.width, bounds.height);
        for (int i = 0; i < bytes.length; i++) {
            mask.cover[i] = (bytes[i] & 0xff) / 255f;
        }
        return mask;
    }

    float at(int x, int y) {
        int column = x - left;
        int row = y - top;
        return column < 0 || row < 0 || column >= width || row >= height ? 0 : cover[row * width + column];
    }

    Mask grown(int margin) {
        Mask grown = new Mask(left - margin, top - margin, width + 2 * margin, height + 2 * margin);
        for (int row = 0; row < height; row++) {
            System.arraycopy(cover, row * width, grown.cover, (row + margin) * grown.width + margin, width);
        }
        return grown;
    }

    Mask times(Mask other) {
        Mask product = new Mask(left, top, width, height);
        for (int row = 0, i = 0; row < height; row++) {
            for (int column = 0; column < width; column++, i++) {
                product.cover[i] = cover[i] * other.at(left + column, top + row);
            }
        }
        return product;
    }

    Mask inverse() {
        Mask inverse = new Mask(left, top, width, height);
        for (int i = 0; i < cover.length; i++) {
            inverse.cover[i] = 1 - cover[i];
        }
        return inverse;
    }

    /** Very nearly a Gaussian blur: three box blurs each way. */
    Mask blurred(double sigma) {
        int radius = (int) Math.round(Math.sqrt(4 * sigma * sigma + 1) / 2 - 0.5);
        if (radius < 1) {
            return this;
        }
        Mask blurred = grown(3 * radius);
        float[] line = new float[Math.max(blurred.width, blurred.height)];
        for (int pass = 0; pass < 3; pass++) {
            for (int row = 0; row < blurred.height; row++) {
                box(blurred.cover, row * blurred.width, 1, blurred.width, radius, line);
            }
            for (int column = 0; column < blurred.width; column++) {
                box(blurred.cover, column, blurred.width, blurred.height, radius, line);
            }
        }
        return blurred;
    }

    private static void box(float[] values, int start, int step, int count, int radius, float[] line) {
        double sum = 0;
        for (int i = -radius; i < count; i++) {
            int entering = i + radius;
            if (entering < count) {
                line[entering] = values[start + entering * step];
                sum += line[entering];
            }
            if (i - radius - 1 >= 0) {
                sum -= line[i - radius - 1];
            }
            if (i >= 0) {
                values[start + i * step] = (float) (sum / (2 * radius + 1));
            }
        }
    }

    /** For each pixel inside, how far away the nearest pixel outside is: Felzenszwalb and Huttenlocher's transform. */
    Mask depth() {
        Mask depth = new Mask(left, top, width, height);
        for (int i = 0; i < cover.length; i++) {
            depth.cover[i] = cover[i] > 0.5f ? 1e9f : 0;
        }
        int longest = Math.max(width, height);
        float[] line = new float[longest];
        int[] roots = new int[longest];
        double[] borders = new double[longest + 1];
        for (int column = 0; column < width; column++) {
            envelope(depth.cover, column, width, height, line, roots, borders);
        }
        for (int row = 0; row < height; row++) {
            envelope(depth.cover, row * width, 1, width, line, roots, borders);
        }
        for (int i = 0; i < cover.length; i++) {
            depth.cover[i] = (float) Math.sqrt(depth.cover[i]);
        }
        return depth;
    }

    private static void envelope(
            float[] values, int start, int step, int count, float[] line, int[] roots, double[] borders) {
        for (int i = 0; i < count; i++) {
            line[i] = values[start + i * step];
        }
        int last = 0;
        roots[0] = 0;
        borders[0] = Double.NEGATIVE_INFINITY;
        borders[1] = Double.POSITIVE_INFINITY;
        for (int q = 1; q < count; q++) {
            double border = meeting(line, q, roots[last]);
            while (border <= borders[last]) {
                last--;
                border = meeting(line, q, roots[last]);
            }
            last++;
            roots[last] = q;
            borders[last] = border;
            borders[last + 1] = Double.POSITIVE_INFINITY;
        }
        for (int q = 0, k = 0; q < count; q++) {
            while (borders[k + 1] < q) {
                k++;
            }
            float away = q - roots[k];
            values[start + q * step] = away * away + line[roots[k]];
        }
    }

    private static double meeting(float[] line, int q, int root) {
        return ((line[q] + (double) q * q) - (line[root] + (double) root * root)) / (2.0 * (q - root));
    }
}
