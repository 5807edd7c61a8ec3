package io.github.camelclaid.client;

import java.util.Map;

/** {@code operations.restorations}: {@code RestorationsOptions} in Claid's OpenAPI document. */
public final class Restorations extends OptionGroup<Restorations> {

    Restorations() {}

    /** How strongly compression artefacts are removed. */
    public enum Decompress {
        MODERATE,
        STRONG,
        AUTO
    }

    /** The model that enlarges; without one Claid interpolates. */
    public enum Upscale {
        SMART_ENHANCE,
        SMART_RESIZE,
        FACES,
        DIGITAL_ART,
        PHOTO
    }

    /** Off unless asked for. */
    public Restorations decompress(Decompress strength) {
        return with("decompress", strength);
    }

    public Restorations upscale(Upscale model) {
        return with("upscale", model);
    }

    /**
     * Enlarges with the photo model of a certain version.
     *
     * @param version 1 (deprecated by Claid) to 3
     */
    public Restorations upscalePhoto(int version) {
        return with("upscale", Map.of("type", "photo", "version", Integer.toString(version)));
    }

    public Restorations polish() {
        return polish(true);
    }

    /** Off unless asked for. */
    public Restorations polish(boolean polish) {
        return with("polish", polish);
    }
}
