package io.github.camelclaid.simulator.edit;

/**
 * What the result says about itself.
 *
 * @param dpi dots per inch; 0 for none
 * @param space of the colours
 */
record OutputMetadata(int dpi, Space space) {

    enum Space {
        RGB,
        CMYK,
        /** That of the input. */
        KEPT
    }

    /** @param input whether the input was in CMYK */
    boolean isCmyk(boolean input) {
        return space == Space.CMYK || space == Space.KEPT && input;
    }
}
