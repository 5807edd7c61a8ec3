package io.github.camelclaid.simulator.edit;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** The operations of one edit, in order: background, size, padding, adjustments, colour behind it all. */
final class Retouching {

    private final EditPlan plan;
    private final long maxPixels;

    Retouching(EditPlan plan, long maxPixels) {
        this.plan = plan;
        this.maxPixels = maxPixels;
    }

    BufferedImage apply(BufferedImage original) throws EditFailure {
        boolean hadAlpha = original.getColorModel().hasAlpha();
        Layout layout = Layout.of(plan.resize(), original.getWidth(), original.getHeight());
        if (layout.canvasPixels() > maxPixels) {
            throw new EditFailure("The result would have more than " + maxPixels + " pixels.");
        }
        BufferedImage image = Scaling.to(original, layout.width(), layout.height());
        return flattened(placed(image, layout), hadAlpha);
    }

    private static BufferedImage placed(BufferedImage image, Layout layout) {
        BufferedImage canvas =
                new BufferedImage(layout.canvasWidth(), layout.canvasHeight(), BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = canvas.createGraphics();
        graphics.drawImage(image, layout.x(), layout.y(), null);
        graphics.dispose();
        return canvas;
    }

    private BufferedImage flattened(BufferedImage image, boolean hadAlpha) {
        Color wanted = plan.background().color();
        Color behind = wanted != null ? wanted : hadAlpha ? Colors.TRANSPARENT : Color.WHITE;
        boolean alpha = plan.format().keepsAlpha() && behind.getAlpha() < 255;
        BufferedImage flat = new BufferedImage(
                image.getWidth(), image.getHeight(), alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = flat.createGraphics();
        if (!alpha) {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, flat.getWidth(), flat.getHeight());
        }
        graphics.setColor(behind);
        graphics.fillRect(0, 0, flat.getWidth(), flat.getHeight());
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        return flat;
    }
}
