package io.github.camelclaid.simulator.edit;

/**
 * The wanted size.
 *
 * @param outpaintBy what outpainting adds on each side; null where nothing was said
 */
record Resize(Size width, Size height, Fit fit, Spacing outpaintBy) {

    static final Resize NONE = new Resize(new Size.Unset(), new Size.Unset(), Fit.CROP, null);
}
