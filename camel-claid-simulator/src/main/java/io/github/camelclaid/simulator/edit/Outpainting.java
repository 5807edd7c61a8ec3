package io.github.camelclaid.simulator.edit;

import java.awt.image.BufferedImage;

/**
 * How a picture goes on beyond its edges. No model makes anything up here: its outermost pixels go on.
 *
 * @param by what is added on each side; null where nothing was said
 * @param feathering how far the picture fades into what is added, in percent of its shorter side; 0 for not at all
 */
record Outpainting(Spacing by, double feathering) {

    static final Outpainting NONE = new Outpainting(null, 0);

    /** Fills what is free around the picture that lies so on its canvas. */
    void fill(BufferedImage canvas, Layout layout) {
        stretchEdges(canvas, layout);
        int band = (int) Math.round(feathering / 100 * Math.min(layout.width(), layout.height()));
        if (band > 0) {
            fade(canvas, layout, band);
        }
    }

    private static void stretchEdges(BufferedImage canvas, Layout layout) {
        int[] pixels = Pixels.of(canvas);
        int width = canvas.getWidth();
        int right = Math.min(width, layout.x() + layout.width()) - 1;
        int bottom = Math.min(canvas.getHeight(), layout.y() + layout.height()) - 1;
        for (int i = 0; i < pixels.length; i++) {
            int fromX = Math.max(layout.x(), Math.min(right, i % width));
            int fromY = Math.max(layout.y(), Math.min(bottom, i / width));
            pixels[i] = pixels[fromY * width + fromX];
        }
    }

    /** What is added is blurred, and so is the picture towards the edges behind which something is added. */
    private static void fade(BufferedImage canvas, Layout layout, int band) {
        int[] sharp = Pixels.of(canvas);
        int[] soft = sharp.clone();
        Blur.blur(soft, canvas.getWidth(), Math.max(1, band / 4));
        for (int i = 0; i < sharp.length; i++) {
            int inside = layout.depth(i % canvas.getWidth(), i / canvas.getWidth());
            if (inside < band) {
                sharp[i] = mixed(soft[i], sharp[i], Math.max(0, (double) inside / band));
            }
        }
    }

    private static int mixed(int soft, int sharp, double share) {
        int mixed = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            double channel = (soft >>> shift & 0xFF) * (1 - share) + (sharp >>> shift & 0xFF) * share;
            mixed |= (int) Math.round(channel) << shift;
        }
        return mixed;
    }
}
