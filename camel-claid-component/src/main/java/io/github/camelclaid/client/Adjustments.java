package io.github.camelclaid.client;

import java.util.Map;

/** {@code operations.adjustments}: {@code AdjustmentsOptions} in Claid's OpenAPI document. All default to 0. */
public final class Adjustments extends OptionGroup<Adjustments> {

    Adjustments() {}

    /** @param intensity 0 to 100 */
    public Adjustments hdr(int intensity) {
        return with("hdr", intensity);
    }

    /** @param intensity 0 to 100 */
    public Adjustments hdr(int intensity, boolean stitching) {
        return with("hdr", Map.of("intensity", intensity, "stitching", stitching));
    }

    /** @param exposure -100 to 100 */
    public Adjustments exposure(int exposure) {
        return with("exposure", exposure);
    }

    /** @param saturation -100 to 100 */
    public Adjustments saturation(int saturation) {
        return with("saturation", saturation);
    }

    /** @param contrast -100 to 100 */
    public Adjustments contrast(int contrast) {
        return with("contrast", contrast);
    }

    /** @param sharpness 0 to 100; there is no negative side */
    public Adjustments sharpness(int sharpness) {
        return with("sharpness", sharpness);
    }
}
