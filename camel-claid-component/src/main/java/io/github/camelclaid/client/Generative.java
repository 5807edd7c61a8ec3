package io.github.camelclaid.client;

import java.util.function.UnaryOperator;

/** {@code operations.generative}: {@code GenerativeOptions} in Claid's OpenAPI document. */
public final class Generative extends OptionGroup<Generative> {

    Generative() {}

    /**
     * Paints the picture in the style of another one.
     *
     * @param styleReferenceImage where that other one is
     */
    public Generative styleTransfer(String styleReferenceImage, UnaryOperator<StyleTransfer> options) {
        return nested("style_transfer", new StyleTransfer(styleReferenceImage), options);
    }

    /** How a style is taken over. */
    public static final class StyleTransfer extends OptionGroup<StyleTransfer> {

        StyleTransfer(String styleReferenceImage) {
            with("style_reference_image", styleReferenceImage);
        }

        /** @param prompt 3 to 1024 characters */
        public StyleTransfer prompt(String prompt) {
            return with("prompt", prompt);
        }

        /** @param strength 0 to 1; 1 unless given */
        public StyleTransfer depthStrength(double strength) {
            return with("depth_strength", strength);
        }

        /** @param strength 0 to 1; 0.75 unless given */
        public StyleTransfer denoisingStrength(double strength) {
            return with("denoising_strength", strength);
        }

        /** @param strength 0 to 1; 0.75 unless given */
        public StyleTransfer styleStrength(double strength) {
            return with("style_strength", strength);
        }
    }
}
