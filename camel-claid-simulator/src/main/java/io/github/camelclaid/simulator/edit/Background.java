package io.github.camelclaid.simulator.edit;

import java.awt.Color;

/**
 * What happens behind the subject.
 *
 * @param remove whether it is taken away
 * @param clip whether the picture is cut to the subject
 * @param blurring null for none
 * @param color what lies behind everything; null for the default: white, or transparent if the input has alpha
 */
record Background(boolean remove, boolean clip, Blurring blurring, Color color) {

    /**
     * How the background is blurred.
     *
     * @param percent of the longer side, as radius
     * @param lens whether it looks like that of a lens
     */
    record Blurring(double percent, boolean lens) {

        /** In pixels, at least 1. */
        int radius(int longerSide) {
            return Math.max(1, (int) Math.round(longerSide * percent / 100));
        }
    }
}
