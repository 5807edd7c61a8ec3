package io.github.camelclaid.simulator.edit;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;

/** Takes backgrounds away, or blurs them. */
final class Backgrounds {

    /** Alpha below that is not seen. */
    private static final int FAINT = 16;

    private Backgrounds() {}

    /** The picture without its background, and cut to the subject if that is wanted. */
    static BufferedImage removed(BufferedImage image, boolean clip) {
        BufferedImage cutout = SoftEdge.cutOut(image, SubjectMask.of(image));
        return clip ? part(cutout, bounds(cutout)) : cutout;
    }

    /** The smallest rectangle around what is seen; the whole picture if there is nothing. */
    private static Rectangle bounds(BufferedImage cutout) {
        int[] pixels = Pixels.of(cutout);
        int width = cutout.getWidth();
        int left = width;
        int right = -1;
        int top = cutout.getHeight();
        int bottom = -1;
        for (int i = 0; i < pixels.length; i++) {
            if (pixels[i] >>> 24 >= FAINT) {
                left = Math.min(left, i % width);
                right = Math.max(right, i % width);
                top = Math.min(top, i / width);
                bottom = i / width;
            }
        }
        return right < 0
                ? new Rectangle(width, cutout.getHeight())
                : new Rectangle(left, top, right - left + 1, bottom - top + 1);
    }

    private static BufferedImage part(BufferedImage image, Rectangle bounds) {
        BufferedImage part = new BufferedImage(bounds.width, bounds.height, image.getType());
        part.setData(image.getRaster().createChild(bounds.x, bounds.y, bounds.width, bounds.height, 0, 0, null));
        return part;
    }

    /** The picture with only its background blurred: the subject does not run into it. */
    static BufferedImage blurred(BufferedImage image, Background.Blurring blurring) {
        SubjectMask mask = SubjectMask.of(image);
        int width = image.getWidth();
        int radius = blurring.radius(Math.max(width, image.getHeight()));
        BufferedImage ground = new BufferedImage(width, image.getHeight(), BufferedImage.TYPE_INT_ARGB);
        int[] pixels = Pixels.of(ground);
        int[] sharp = Pixels.copyOf(image);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = mask.isBackground(i) && sharp[i] >>> 24 > 0 ? sharp[i] | 0xFF000000 : 0;
        }
        if (blurring.lens()) {
            LensBlur.blur(pixels, width, radius);
        } else {
            Blur.blur(pixels, width, radius);
        }
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = opaque(pixels[i], sharp[i]);
        }
        BufferedImage subject = SoftEdge.cutOut(image, mask);
        BufferedImage together = new BufferedImage(width, image.getHeight(), image.getType());
        Graphics2D graphics = together.createGraphics();
        graphics.drawImage(ground, 0, 0, null);
        graphics.drawImage(subject, 0, 0, null);
        graphics.dispose();
        return together;
    }

    /** A blurred pixel, which has less alpha the more of its surroundings were subject, with the alpha it had before. */
    private static int opaque(int pixel, int before) {
        int share = pixel >>> 24;
        if (share == 0) {
            return before;
        }
        int result = before & 0xFF000000;
        for (int shift = 0; shift < 24; shift += 8) {
            result |= Math.min(255, (pixel >> shift & 0xFF) * 255 / share) << shift;
        }
        return result;
    }
}
