package io.github.camelclaid.simulator.edit;

/**
 * A blur like that of a lens: each point becomes a disc with an edge, and bright points outshine dark ones. Made of a
 * picture that has been reduced, since discs cost the square of their radius.
 */
final class LensBlur {

    /** Of the discs in the reduced picture. */
    private static final double SMALL_RADIUS = 3;

    private final int factor;
    private final double radius;
    private final int width;
    private final int height;
    /** The squares of red, green and blue, times alpha, and alpha itself, from 0 to 1. */
    private final float[][] channels;

    private LensBlur(int[] pixels, int width, int radius) {
        this.factor = (int) Math.max(1, Math.ceil(radius / SMALL_RADIUS));
        this.radius = (double) radius / factor;
        this.width = (width + factor - 1) / factor;
        this.height = (pixels.length / width + factor - 1) / factor;
        this.channels = new float[4][this.width * this.height];
        reduce(pixels, width);
    }

    /**
     * Blurs rows of pixels of that width in place. Those without alpha take no part; all that are reached by others become
     * opaque.
     */
    static void blur(int[] pixels, int width, int radius) {
        if (radius > 0) {
            LensBlur blur = new LensBlur(pixels, width, radius);
            blur.spread();
            blur.enlarge(pixels, width);
        }
    }

    private void reduce(int[] pixels, int fullWidth) {
        float share = 1f / (factor * factor);
        for (int i = 0; i < pixels.length; i++) {
            int pixel = pixels[i];
            int at = i / fullWidth / factor * width + i % fullWidth / factor;
            int alpha = pixel >>> 24;
            if (alpha > 0) {
                channels[3][at] += share * alpha / 255;
                for (int channel = 0; channel < 3; channel++) {
                    float level = (pixel >> 8 * channel & 0xFF) / 255f;
                    channels[channel][at] += share * level * level * 255 / alpha;
                }
            }
        }
    }

    private void spread() {
        int reach = (int) Math.ceil(radius);
        float[] weights = new float[(2 * reach + 1) * (2 * reach + 1)];
        for (int i = 0; i < weights.length; i++) {
            int dx = i % (2 * reach + 1) - reach;
            int dy = i / (2 * reach + 1) - reach;
            weights[i] = (float) Math.max(0, Math.min(1, radius + 0.5 - Math.hypot(dx, dy)));
        }
        for (int channel = 0; channel < 4; channel++) {
            channels[channel] = spread(channels[channel], weights, reach);
        }
    }

    private float[] spread(float[] from, float[] weights, int reach) {
        float[] to = new float[from.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float sum = 0;
                int weight = 0;
                for (int dy = -reach; dy <= reach; dy++) {
                    int row = Math.max(0, Math.min(height - 1, y + dy)) * width;
                    for (int dx = -reach; dx <= reach; dx++) {
                        sum += weights[weight++] * from[row + Math.max(0, Math.min(width - 1, x + dx))];
                    }
                }
                to[y * width + x] = sum;
            }
        }
        return to;
    }

    /** Pixels on the rim of the reduced picture may stand for less than a whole square: only the ratio to alpha counts. */
    private void enlarge(int[] pixels, int fullWidth) {
        for (int i = 0; i < pixels.length; i++) {
            double x = Math.max(0, Math.min(width - 1, (i % fullWidth + 0.5) / factor - 0.5));
            double y = Math.max(0, Math.min(height - 1, (i / fullWidth + 0.5) / factor - 0.5));
            float alpha = between(channels[3], x, y);
            int result = alpha > 0 ? 0xFF000000 : 0;
            for (int channel = 0; channel < 3 && alpha > 0; channel++) {
                double level = Math.sqrt(between(channels[channel], x, y) / alpha);
                result |= (int) Math.min(255, Math.round(level * 255)) << 8 * channel;
            }
            pixels[i] = result;
        }
    }

    private float between(float[] values, double x, double y) {
        int left = (int) x;
        int top = (int) y;
        int right = Math.min(width - 1, left + 1);
        int bottom = Math.min(height - 1, top + 1);
        float across = (float) (x - left);
        float down = (float) (y - top);
        float upper = values[top * width + left] * (1 - across) + values[top * width + right] * across;
        float lower = values[bottom * width + left] * (1 - across) + values[bottom * width + right] * across;
        return upper * (1 - down) + lower * down;
    }
}
