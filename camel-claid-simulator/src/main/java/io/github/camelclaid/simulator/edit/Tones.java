package io.github.camelclaid.simulator.edit;

import java.awt.image.BufferedImage;

/** Does {@link Adjustments}: plain arithmetic on channels, where the real service has its own curves. */
final class Tones {

    /** An exposure of 100 is one stop and a half. */
    private static final double STOPS = 1.5;

    private Tones() {}

    /** Changes the picture. */
    static void adjust(BufferedImage image, Adjustments levels) {
        if (levels.equals(Adjustments.NONE)) {
            return;
        }
        if (levels.hdr() > 0) {
            // the detail of wide surroundings stands out: an unsharp mask with a large radius, and lighter shadows
            sharpen(image, Math.max(1, longerSide(image) / 40), levels.hdr() / 200.0);
        }
        int[] curve = curve(levels);
        recolour(image, curve, 1 + (levels.saturation() + levels.hdr() / 5.0) / 100.0);
        if (levels.sharpness() > 0) {
            sharpen(image, 1, levels.sharpness() / 50.0);
        }
    }

    private static int[] curve(Adjustments levels) {
        double gain = Math.pow(2, levels.exposure() / 100.0 * STOPS);
        double contrast = 1 + levels.contrast() / 100.0;
        double shadows = levels.hdr() / 400.0;
        int[] curve = new int[256];
        for (int i = 0; i < curve.length; i++) {
            double lifted = i + shadows * i * (255 - i) / 255.0;
            curve[i] = clamp((lifted * gain - 127.5) * contrast + 127.5);
        }
        return curve;
    }

    private static void recolour(BufferedImage image, int[] curve, double saturation) {
        int[] pixels = Pixels.of(image);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = recoloured(pixels[i], curve, saturation);
        }
    }

    private static int recoloured(int pixel, int[] curve, double saturation) {
        int red = curve[pixel >> 16 & 0xFF];
        int green = curve[pixel >> 8 & 0xFF];
        int blue = curve[pixel & 0xFF];
        if (saturation != 1) {
            double grey = 0.299 * red + 0.587 * green + 0.114 * blue;
            red = clamp(grey + (red - grey) * saturation);
            green = clamp(grey + (green - grey) * saturation);
            blue = clamp(grey + (blue - grey) * saturation);
        }
        return pixel & 0xFF000000 | red << 16 | green << 8 | blue;
    }

    private static void sharpen(BufferedImage image, int radius, double amount) {
        int[] pixels = Pixels.of(image);
        int[] soft = pixels.clone();
        Blur.blur(soft, image.getWidth(), radius);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = apart(pixels[i], soft[i], amount);
        }
    }

    private static int apart(int pixel, int soft, double amount) {
        int result = pixel & 0xFF000000;
        for (int shift = 0; shift < 24; shift += 8) {
            int channel = pixel >> shift & 0xFF;
            result |= clamp(channel + (channel - (soft >> shift & 0xFF)) * amount) << shift;
        }
        return result;
    }

    private static int longerSide(BufferedImage image) {
        return Math.max(image.getWidth(), image.getHeight());
    }

    private static int clamp(double value) {
        return (int) Math.max(0, Math.min(255, Math.round(value)));
    }
}
