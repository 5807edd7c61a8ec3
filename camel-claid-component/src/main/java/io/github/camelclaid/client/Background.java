package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;

/** {@code operations.background}: {@code BackgroundOptions} in Claid's OpenAPI document and its page "Background". */
public final class Background extends OptionGroup<Background> {

    private static final String SELECTIVE = "selective";

    Background() {}

    /** What kind of object is in front. Claid's documents disagree about the default, general or products. */
    public enum Category {
        GENERAL,
        CARS,
        PRODUCTS
    }

    /** Regular unless asked for. */
    public enum BlurType {
        REGULAR,
        LENS
    }

    /** Medium unless asked for. */
    public enum BlurLevel {
        LOW,
        MEDIUM,
        HIGH
    }

    /** Removes the background. */
    public Background remove() {
        return with("remove", true);
    }

    /** Removes the background, in a certain way. */
    public Background remove(UnaryOperator<Removal> options) {
        return nested("remove", new Removal(), options);
    }

    /** Blurs the background. */
    public Background blur() {
        return with("blur", true);
    }

    /** Blurs the background, in a certain way. */
    public Background blur(UnaryOperator<Blur> options) {
        return nested("blur", new Blur(), options);
    }

    /** @param color a hexadecimal colour such as {@code #ffffff}, or {@code transparent} */
    public Background color(String color) {
        return with("color", color);
    }

    /** Needs an output format that has transparency, PNG for certain; otherwise Claid paints white. */
    public Background transparent() {
        return color("transparent");
    }

    static boolean isBlurType(JsonNode type) {
        return Arrays.stream(BlurType.values())
                .anyMatch(known -> JsonTree.of(known).equals(type));
    }

    /** How the background is removed. Category and object to keep exclude each other. */
    public static final class Removal extends OptionGroup<Removal> {

        Removal() {}

        public Removal category(Category category) {
            return with("category", category);
        }

        /** Cuts the result down to the object. Off unless asked for. */
        public Removal clipping(boolean clipping) {
            return with("clipping", clipping);
        }

        /** @param description what to keep, in words, 3 to 128 characters */
        public Removal objectToKeep(String description) {
            return with(SELECTIVE, Map.of("object_to_keep", description));
        }
    }

    /** How the background is blurred. Category and object to keep exclude each other. */
    public static final class Blur extends OptionGroup<Blur> {

        Blur() {}

        public Blur category(Category category) {
            return with("category", category);
        }

        public Blur type(BlurType type) {
            return with("type", type);
        }

        public Blur level(BlurLevel level) {
            return with("level", level);
        }

        /** @param description what to keep sharp, in words, 3 to 128 characters */
        public Blur objectToKeep(String description) {
            return with(SELECTIVE, Map.of("object_to_keep", description));
        }
    }
}
