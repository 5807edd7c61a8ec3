package io.github.camelclaid.simulator.edit;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;

/** Takes backgrounds away, or blurs them. */
final class Backgrounds {

    private Backgrounds() {}

    /** The picture without its background, and cut to the subject if that is wanted. */
    static BufferedImage removed(BufferedImage image, boolean clip) {
        SubjectMask mask = SubjectMask.of(image);
        BufferedImage cutout = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                cutout.setRGB(x, y, mask.isBackground(x, y) ? 0 : image.getRGB(x, y));
            }
        }
        if (!clip) {
            return cutout;
        }
        Rectangle bounds = mask.bounds();
        return part(cutout, bounds);
    }

    private static BufferedImage part(BufferedImage image, Rectangle bounds) {
        BufferedImage part = new BufferedImage(bounds.width, bounds.height, image.getType());
        part.setData(image.getRaster().createChild(bounds.x, bounds.y, bounds.width, bounds.height, 0, 0, null));
        return part;
    }

    /** The picture with only its background blurred. */
    static BufferedImage blurred(BufferedImage image, int radius) {
        SubjectMask mask = SubjectMask.of(image);
        BufferedImage blurred = Blur.of(image, radius);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if (!mask.isBackground(x, y)) {
                    blurred.setRGB(x, y, image.getRGB(x, y));
                }
            }
        }
        return blurred;
    }
}
