package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.function.UnaryOperator;

/** How a picture is fitted to the asked size, {@code operations.resizing.fit}. Immutable. */
public final class Fit extends JsonPart {

    /** Fills the size and cuts off what does not fit, around the centre. */
    public static final Fit CROP = new Fit(TextNode.valueOf("crop"));

    /** Fills the size and cuts off what matters least. */
    public static final Fit SMART_CROP = new Fit(JsonTree.of(Map.of("type", "crop", "crop", "smart")));

    public static final Fit COVER = new Fit(TextNode.valueOf("cover"));

    /** As large as fits within the size. */
    public static final Fit BOUNDS = new Fit(TextNode.valueOf("bounds"));

    /** Within the size, with the rest filled by the background colour. */
    public static final Fit CANVAS = new Fit(TextNode.valueOf("canvas"));

    /** Within the size, with the rest invented. */
    public static final Fit OUTPAINT = new Fit(TextNode.valueOf("outpaint"));

    private Fit(JsonNode json) {
        super(json);
    }

    /** Within the size, with the rest invented in a certain way. */
    public static Fit outpaint(UnaryOperator<Outpaint> options) {
        return new Fit(options.apply(new Outpaint()).toJson());
    }

    /** How the rest is invented. */
    public static final class Outpaint extends OptionGroup<Outpaint> {

        Outpaint() {
            with("type", "outpaint");
        }

        /** @param percent how softly old and new pixels blend; 15 unless given */
        public Outpaint feathering(int percent) {
            return with("feathering", percent + "%");
        }

        /** @param amount one or two values, per cent or pixels, width first: {@code 10%}, {@code 1024px 512px} */
        public Outpaint by(String amount) {
            return with("outpaint_by", amount);
        }
    }
}
