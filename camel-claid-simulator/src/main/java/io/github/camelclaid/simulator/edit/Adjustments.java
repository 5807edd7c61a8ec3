package io.github.camelclaid.simulator.edit;

/** Levels as the API names them: exposure, saturation and contrast -100 to 100, sharpness and hdr 0 to 100. */
record Adjustments(int exposure, int saturation, int contrast, int sharpness, int hdr) {

    static final Adjustments NONE = new Adjustments(0, 0, 0, 0, 0);
}
