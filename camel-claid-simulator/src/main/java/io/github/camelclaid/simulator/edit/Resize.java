package io.github.camelclaid.simulator.edit;

/** The wanted size, and how the picture gets into it. */
record Resize(Size width, Size height, Fit fit, Outpainting outpainting) {

    static final Resize NONE = new Resize(new Size.Unset(), new Size.Unset(), Fit.CROP, Outpainting.NONE);
}
