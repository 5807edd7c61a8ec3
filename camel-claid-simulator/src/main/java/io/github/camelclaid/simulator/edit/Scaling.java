package io.github.camelclaid.simulator.edit;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Changes sizes by interpolation. */
final class Scaling {

    private Scaling() {}

    /**
     * The picture as it lies on its canvas, transparent around it. On the way down it is halved step by step, since one
     * step would alias, and what is left to do is linear, which is several times faster than cubic and looks the same
     * there; on the way up it is cubic, and only what is visible is computed.
     */
    static BufferedImage placed(BufferedImage image, Layout layout) {
        BufferedImage current = image;
        while (current.getWidth() >= layout.width() * 2L && current.getHeight() >= layout.height() * 2L) {
            current = half(current);
        }
        BufferedImage canvas =
                new BufferedImage(layout.canvasWidth(), layout.canvasHeight(), BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = canvas.createGraphics();
        boolean down = layout.width() <= current.getWidth() && layout.height() <= current.getHeight();
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                down ? RenderingHints.VALUE_INTERPOLATION_BILINEAR : RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(current, layout.x(), layout.y(), layout.width(), layout.height(), null);
        graphics.dispose();
        return canvas;
    }

    private static BufferedImage half(BufferedImage image) {
        BufferedImage half = new BufferedImage(image.getWidth() / 2, image.getHeight() / 2, image.getType());
        Graphics2D graphics = half.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, half.getWidth(), half.getHeight(), null);
        graphics.dispose();
        return half;
    }
}
