package io.github.camelclaid.simulator.edit;

import java.awt.Color;

/**
 * What happens behind the subject.
 *
 * @param remove whether it is taken away
 * @param clip whether the picture is cut to the subject
 * @param blur radius in percent of the longer side, 0 for none
 * @param color what lies behind everything; null for the default: white, or transparent if the input has alpha
 */
record Background(boolean remove, boolean clip, double blur, Color color) {

    static final Background NONE = new Background(false, false, 0, null);
}
