package io.github.camelclaid.simulator.edit;

/** How a picture gets into the wanted size. */
enum Fit {
    /** Fills the size; what stands out in the middle axis is cut off evenly. */
    CROP,
    /** Fills the size; the busiest part is kept. */
    SMART_CROP,
    /** Fills at least the size; nothing is cut off. */
    COVER,
    /** Lies within the size. */
    BOUNDS,
    /** Lies within the size; the rest is background. */
    CANVAS,
    /** Lies within the size; the rest is made up. */
    OUTPAINT
}
