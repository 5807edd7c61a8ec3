package io.github.camelclaid.simulator.edit;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** The pixels of a picture as one array, which is many times faster than asking for each. */
final class Pixels {

    private Pixels() {}

    /**
     * The array itself, row by row: who changes it changes the picture. Only of whole pictures of type INT_RGB, where
     * the highest byte means nothing, or INT_ARGB; all that this package makes are.
     */
    static int[] of(BufferedImage image) {
        return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    }

    /** Like {@link #of}, in a copy, and with full alpha where the picture has none. */
    static int[] copyOf(BufferedImage image) {
        int[] copy = of(image).clone();
        if (!image.getColorModel().hasAlpha()) {
            for (int i = 0; i < copy.length; i++) {
                copy[i] |= 0xFF000000;
            }
        }
        return copy;
    }
}
