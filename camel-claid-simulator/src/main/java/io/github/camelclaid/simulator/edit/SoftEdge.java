package io.github.camelclaid.simulator.edit;

import java.awt.image.BufferedImage;

/**
 * Cuts a subject out along its mask. In a narrow band at the edge a pixel is a mixture of subject and ground: how much of
 * it is subject becomes its alpha, and the ground's share is taken out of its colour, so that no halo is left on another
 * ground. Not thread-safe.
 */
final class SoftEdge {

    /** Subject and ground that differ by less, in levels of a channel, cannot be told apart in a mixture. */
    private static final int TOO_ALIKE = 12;

    /** A pixel of a thin subject, without an inside to compare it with, is all subject if it differs by that. */
    private static final double DISTINCT = 60;

    private static final int[] NONE = {};

    private final SubjectMask mask;
    private final int[] pixels;
    private final int width;
    private final int height;

    /** Where in the band a pixel is, plus one; 0 outside of it. */
    private final int[] places;

    private final IntStack band = new IntStack();
    private int[] subject = NONE;
    private int[] ground = NONE;

    private SoftEdge(int[] pixels, SubjectMask mask) {
        this.mask = mask;
        this.pixels = pixels;
        this.width = mask.width();
        this.height = mask.height();
        this.places = new int[pixels.length];
    }

    /** The subject on nothing. */
    static BufferedImage cutOut(BufferedImage image, SubjectMask mask) {
        BufferedImage cutout = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
        int[] to = Pixels.of(cutout);
        int[] from = Pixels.copyOf(image);
        for (int i = 0; i < to.length; i++) {
            to[i] = mask.isBackground(i) ? 0 : from[i];
        }
        if (!mask.isCutOut()) {
            new SoftEdge(from, mask).soften(to);
        }
        return cutout;
    }

    private void soften(int[] to) {
        int inside = findBand();
        int size = band.size();
        subject = new int[size];
        ground = new int[size];
        // the band lies in the stack from its rim inwards, and behind that the pixels next to it outside
        for (int n = inside - 1; n >= 0; n--) {
            guess(n, subject, false);
        }
        for (int n = inside; n < size; n++) {
            guess(n, subject, false);
        }
        for (int n = size - 1; n >= inside; n--) {
            guess(n, ground, true);
        }
        for (int n = 0; n < inside; n++) {
            guess(n, ground, true);
        }
        for (int n = 0; n < size; n++) {
            int i = band.get(n);
            to[i] = unmixed(pixels[i], subject[n], ground[n], n < inside);
        }
    }

    /** Returns how many of the band are inside of the subject. */
    private int findBand() {
        int depth = 3 + Math.min(width, height) / 800;
        for (int i = 0; i < pixels.length; i++) {
            if (!mask.isBackground(i) && touches(i, true)) {
                add(i);
            }
        }
        int rim = band.size();
        int from = 0;
        for (int layer = 1; layer < depth; layer++) {
            int to = band.size();
            for (; from < to; from++) {
                addAround(band.get(from), false);
            }
        }
        int inside = band.size();
        for (int n = 0; n < rim; n++) {
            addAround(band.get(n), true);
        }
        return inside;
    }

    private boolean touches(int i, boolean background) {
        int x = i % width;
        return x > 0 && mask.isBackground(i - 1) == background
                || x < width - 1 && mask.isBackground(i + 1) == background
                || i >= width && mask.isBackground(i - width) == background
                || i < pixels.length - width && mask.isBackground(i + width) == background;
    }

    private void addAround(int i, boolean background) {
        int x = i % width;
        for (int next : new int[] {x > 0 ? i - 1 : -1, x < width - 1 ? i + 1 : -1, i - width, i + width}) {
            boolean there = next >= 0 && next < pixels.length;
            if (there && places[next] == 0 && mask.isBackground(next) == background) {
                add(next);
            }
        }
    }

    private void add(int i) {
        band.push(i);
        places[i] = band.size();
    }

    /** The mean of what is known around: of pixels outside of the band, or of earlier guesses. 0 if there is none. */
    private void guess(int n, int[] guesses, boolean background) {
        int i = band.get(n);
        int x = i % width;
        int y = i / width;
        int red = 0;
        int green = 0;
        int blue = 0;
        int count = 0;
        for (int nextY = Math.max(0, y - 1); nextY <= Math.min(height - 1, y + 1); nextY++) {
            for (int nextX = Math.max(0, x - 1); nextX <= Math.min(width - 1, x + 1); nextX++) {
                int next = nextY * width + nextX;
                int known = 0;
                if (places[next] > 0) {
                    known = guesses[places[next] - 1];
                } else if (mask.isBackground(next) == background) {
                    known = pixels[next] | 0xFF000000;
                }
                if (known != 0) {
                    red += known >> 16 & 0xFF;
                    green += known >> 8 & 0xFF;
                    blue += known & 0xFF;
                    count++;
                }
            }
        }
        if (count > 0) {
            guesses[n] = 0xFF000000 | red / count << 16 | green / count << 8 | blue / count;
        }
    }

    private static int unmixed(int pixel, int subject, int ground, boolean inside) {
        if (ground == 0) {
            return inside ? pixel : 0;
        }
        double share = subject == 0 ? distance(pixel, ground) / DISTINCT : share(pixel, subject, ground);
        if (share < 0) {
            return inside ? pixel : 0;
        }
        int opacity = (int) Math.round(255 * stretched(Math.min(1, share)));
        if (opacity == 0) {
            return 0;
        }
        int result = Math.min(opacity, pixel >>> 24) << 24;
        for (int shift = 0; shift < 24; shift += 8) {
            int mixed = pixel >> shift & 0xFF;
            int behind = ground >> shift & 0xFF;
            double pure = behind + (mixed - behind) * 255.0 / opacity;
            if (subject != 0) {
                // of a pixel that is mostly ground not much can be told
                pure = (pure * opacity + (subject >> shift & 0xFF) * (255 - opacity)) / 255;
            }
            result |= (int) Math.max(0, Math.min(255, Math.round(pure))) << shift;
        }
        return result;
    }

    /** How much of a mixture is subject; negative if that cannot be told. */
    private static double share(int pixel, int subject, int ground) {
        double along = 0;
        double length = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            int whole = (subject >> shift & 0xFF) - (ground >> shift & 0xFF);
            along += whole * ((pixel >> shift & 0xFF) - (ground >> shift & 0xFF));
            length += whole * whole;
        }
        return length < 3 * TOO_ALIKE * TOO_ALIKE ? -1 : Math.max(0, along / length);
    }

    private static double distance(int pixel, int ground) {
        double squares = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            int difference = (pixel >> shift & 0xFF) - (ground >> shift & 0xFF);
            squares += difference * difference;
        }
        return Math.sqrt(squares / 3);
    }

    /** What is nearly nothing or nearly everything is noise. */
    private static double stretched(double share) {
        return Math.max(0, Math.min(1, (share - 0.06) / 0.86));
    }
}
