package io.github.camelclaid.simulator.edit;

import java.awt.image.BufferedImage;

/** Does {@link Adjustments}: plain arithmetic on channels, where the real service has its own curves. */
final class Tones {

    /** An exposure of 100 is one stop and a half. */
    private static final double STOPS = 1.5;

    private Tones() {}

    /** An adjusted picture; the given one may be changed. */
    static BufferedImage adjust(BufferedImage image, Adjustments levels) {
        if (levels.equals(Adjustments.NONE)) {
            return image;
        }
        BufferedImage adjusted = image;
        if (levels.hdr() > 0) {
            // the detail of wide surroundings stands out: an unsharp mask with a large radius, and lighter shadows
            adjusted = sharpened(adjusted, Math.max(1, longerSide(image) / 40), levels.hdr() / 200.0);
        }
        int[] curve = curve(levels);
        adjusted = recoloured(adjusted, curve, 1 + (levels.saturation() + levels.hdr() / 5.0) / 100.0);
        if (levels.sharpness() > 0) {
            adjusted = sharpened(adjusted, 1, levels.sharpness() / 50.0);
        }
        return adjusted;
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

    private static BufferedImage recoloured(BufferedImage image, int[] curve, double saturation) {
        int width = image.getWidth();
        int[] row = new int[width];
        BufferedImage result = new BufferedImage(width, image.getHeight(), image.getType());
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                row[x] = recoloured(row[x], curve, saturation);
            }
            result.setRGB(0, y, width, 1, row, 0, width);
        }
        return result;
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

    private static BufferedImage sharpened(BufferedImage image, int radius, double amount) {
        BufferedImage blurred = Blur.of(image, radius);
        int width = image.getWidth();
        int[] sharp = new int[width];
        int[] soft = new int[width];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, sharp, 0, width);
            blurred.getRGB(0, y, width, 1, soft, 0, width);
            for (int x = 0; x < width; x++) {
                sharp[x] = apart(sharp[x], soft[x], amount);
            }
            blurred.setRGB(0, y, width, 1, sharp, 0, width);
        }
        return blurred;
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
