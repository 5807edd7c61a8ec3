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

    /** @param opaque whether the result must not have alpha, even where its format can */
    BufferedImage apply(BufferedImage original, boolean opaque) throws EditFailure {
        boolean hadAlpha = original.getColorModel().hasAlpha();
        BufferedImage subject = withBackgroundDone(original);
        Resize resize = resize(original);
        Layout layout = Layout.of(resize, subject.getWidth(), subject.getHeight());
        if (layout.canvasPixels() > maxPixels) {
            throw new EditFailure("The result would have more than " + maxPixels + " pixels.");
        }
        if (resize.fit() == Fit.SMART_CROP) {
            layout = new BusiestPart(subject).into(layout);
        }
        BufferedImage placed = Scaling.placed(subject, layout);
        if (resize.fit() == Fit.OUTPAINT) {
            resize.outpainting().fill(placed, layout);
        }
        BufferedImage padded = padded(placed);
        Tones.adjust(padded, plan.adjustments());
        return flattened(padded, hadAlpha, opaque);
    }

    private BufferedImage withBackgroundDone(BufferedImage image) {
        Background background = plan.background();
        if (background.remove()) {
            return Backgrounds.removed(image, background.clip());
        }
        return background.blurring() == null ? image : Backgrounds.blurred(image, background.blurring());
    }

    /** A clipped subject without any wanted size goes back to the size of the input. */
    private Resize resize(BufferedImage original) {
        Resize wanted = plan.resize();
        boolean clipped = plan.background().remove() && plan.background().clip();
        boolean sized = wanted.width().isGiven() || wanted.height().isGiven();
        if (!clipped || sized || wanted.fit() != Fit.CROP) {
            return wanted;
        }
        Size width = new Size.Pixels(original.getWidth());
        return new Resize(width, new Size.Pixels(original.getHeight()), Fit.CANVAS, Outpainting.NONE);
    }

    /** The size stays, the picture shrinks to leave the room free. */
    private BufferedImage padded(BufferedImage image) throws EditFailure {
        Spacing padding = plan.padding();
        if (padding == null) {
            return image;
        }
        int width = image.getWidth();
        int height = image.getHeight();
        int left = padding.left().of(width);
        int top = padding.top().of(height);
        int innerWidth = width - left - padding.right().of(width);
        int innerHeight = height - top - padding.bottom().of(height);
        if (innerWidth < 1 || innerHeight < 1) {
            throw new EditFailure("The padding leaves no room for the picture.");
        }
        Resize within =
                new Resize(new Size.Pixels(innerWidth), new Size.Pixels(innerHeight), Fit.CANVAS, Outpainting.NONE);
        Layout inner = Layout.of(within, width, height);
        Layout moved = new Layout(width, height, left + inner.x(), top + inner.y(), inner.width(), inner.height());
        return Scaling.placed(image, moved);
    }

    private BufferedImage flattened(BufferedImage image, boolean hadAlpha, boolean opaque) {
        Color wanted = plan.background().color();
        Color behind = wanted != null ? wanted : hadAlpha ? Colors.TRANSPARENT : Color.WHITE;
        boolean alpha = !opaque && plan.format().keepsAlpha() && behind.getAlpha() < 255;
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
