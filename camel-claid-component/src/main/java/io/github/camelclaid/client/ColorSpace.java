package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/** The colour space of a result, {@code output.metadata.color_space}. Immutable. */
public final class ColorSpace extends JsonPart {

    public static final ColorSpace RGB = new ColorSpace(TextNode.valueOf("RGB"));

    /** With a profile that Claid chooses; its documents disagree about which. */
    public static final ColorSpace CMYK = new ColorSpace(TextNode.valueOf("CMYK"));

    private ColorSpace(JsonNode json) {
        super(json);
    }

    public static ColorSpace cmyk(Profile profile) {
        return new ColorSpace(JsonTree.of(Map.of("type", "CMYK", "color_profile", profile.wireName)));
    }

    /** The paper that CMYK colours are meant for. */
    public enum Profile {
        ISO_COATED("ISO_Coated"),
        ISO_UNCOATED("ISO_Uncoated"),
        US_WEB_COATED("USWeb_Coated"),
        US_WEB_UNCOATED("USWeb_Uncoated");

        private final String wireName;

        Profile(String wireName) {
            this.wireName = wireName;
        }
    }
}
