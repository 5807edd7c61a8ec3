package io.github.camelclaid.simulator.edit;

/** A box blur, run three times over rows and columns: close to a Gaussian one, and its cost does not grow with the radius. */
final class Blur {

    private static final int RUNS = 3;

    private Blur() {}

    /**
     * Blurs rows of pixels of that width in place, each of their four channels by itself. At the edges the outermost
     * pixels go on for ever.
     */
    static void blur(int[] pixels, int width, int radius) {
        int height = pixels.length / width;
        int[] turned = new int[pixels.length];
        for (int run = 0; run < RUNS && radius > 0; run++) {
            rows(pixels, turned, width, radius);
            rows(turned, pixels, height, radius);
        }
    }

    /** Blurs along the rows, and makes columns of them. */
    private static void rows(int[] from, int[] to, int width, int radius) {
        int height = from.length / width;
        float share = 1f / (2 * radius + 1);
        for (int y = 0; y < height; y++) {
            int start = y * width;
            int last = start + width - 1;
            int first = from[start];
            int alpha = (radius + 1) * (first >>> 24);
            int red = (radius + 1) * (first >> 16 & 0xFF);
            int green = (radius + 1) * (first >> 8 & 0xFF);
            int blue = (radius + 1) * (first & 0xFF);
            for (int i = 1; i <= radius; i++) {
                int pixel = from[Math.min(last, start + i)];
                alpha += pixel >>> 24;
                red += pixel >> 16 & 0xFF;
                green += pixel >> 8 & 0xFF;
                blue += pixel & 0xFF;
            }
            for (int x = 0; x < width; x++) {
                to[x * height + y] = (int) (alpha * share + 0.5f) << 24
                        | (int) (red * share + 0.5f) << 16
                        | (int) (green * share + 0.5f) << 8
                        | (int) (blue * share + 0.5f);
                int comes = from[Math.min(last, start + x + radius + 1)];
                int goes = from[Math.max(start, start + x - radius)];
                alpha += (comes >>> 24) - (goes >>> 24);
                red += (comes >> 16 & 0xFF) - (goes >> 16 & 0xFF);
                green += (comes >> 8 & 0xFF) - (goes >> 8 & 0xFF);
                blue += (comes & 0xFF) - (goes & 0xFF);
            }
        }
    }
}
