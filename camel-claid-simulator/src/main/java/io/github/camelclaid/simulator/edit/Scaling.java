package io.github.camelclaid.simulator.edit;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Changes sizes by interpolation. */
final class Scaling {

    private Scaling() {}

    /** The whole picture in that size; halved step by step on the way down, since one bicubic step would alias. */
    static BufferedImage to(BufferedImage image, int width, int height) {
        BufferedImage current = image;
        while (current.getWidth() >= width * 2L && current.getHeight() >= height * 2L) {
            current = step(current, current.getWidth() / 2, current.getHeight() / 2, true);
        }
        if (current.getWidth() == width && current.getHeight() == height) {
            return current;
        }
        return step(current, width, height, false);
    }

    private static BufferedImage step(BufferedImage image, int width, int height, boolean halving) {
        BufferedImage scaled = new BufferedImage(width, height, image.getType());
        Graphics2D graphics = scaled.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                halving ? RenderingHints.VALUE_INTERPOLATION_BILINEAR : RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return scaled;
    }
}
