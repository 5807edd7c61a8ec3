package io.github.camelclaid.simulator.validation;

import static io.github.camelclaid.simulator.validation.ChoiceRule.choice;
import static io.github.camelclaid.simulator.validation.ObjectRule.object;
import static io.github.camelclaid.simulator.validation.Rules.bool;
import static io.github.camelclaid.simulator.validation.Rules.integer;
import static io.github.camelclaid.simulator.validation.Rules.number;
import static io.github.camelclaid.simulator.validation.Rules.oneOf;
import static io.github.camelclaid.simulator.validation.Rules.text;

import java.util.regex.Pattern;

/** The rules of {@code operations}. */
final class OperationRules {

    private static final Pattern FEATHERING = Pattern.compile("[1-9][0-9]+%|[0-9]%");

    private OperationRules() {}

    static Rule operations() {
        return object().may("restorations", restorations())
                .may("adjustments", adjustments())
                .may("background", background())
                .may("resizing", resizing())
                .may("padding", text().then(MeaningRules.PADDING))
                .may("privacy", object().may("blur_car_plate", bool()).may("identity_crop", bool()))
                .may("generative", object().may("style_transfer", styleTransfer()));
    }

    private static Rule restorations() {
        ObjectRule photo = object().must("version", oneOf("1", "2", "3"));
        return object().may("decompress", oneOf("moderate", "strong", "auto"))
                .may(
                        "upscale",
                        choice().text(oneOf("smart_enhance", "smart_resize", "faces", "digital_art", "photo"))
                                .typed("photo", photo))
                .may("polish", bool());
    }

    private static Rule adjustments() {
        Rule hdr = choice().number(integer(0, 100))
                .object(object().may("intensity", integer(0, 100)).may("stitching", bool()));
        return object().may("hdr", hdr)
                .may("exposure", integer(-100, 100))
                .may("saturation", integer(-100, 100))
                .may("contrast", integer(-100, 100))
                .may("sharpness", integer(0, 100));
    }

    private static Rule background() {
        Rule remove = choice().bool().object(subject().may("clipping", bool()).then(MeaningRules.ONE_SUBJECT));
        Rule blur = choice().bool()
                .object(subject()
                        .may("type", oneOf("regular", "lens"))
                        .may("level", oneOf("low", "medium", "high"))
                        .then(MeaningRules.ONE_SUBJECT));
        return object().may("remove", remove).may("blur", blur).may("color", text().then(MeaningRules.COLOR));
    }

    private static ObjectRule subject() {
        return object().may("category", oneOf("general", "cars", "products"))
                .may("selective", object().must("object_to_keep", text(3, 128)));
    }

    private static Rule resizing() {
        Rule side = choice().number(MeaningRules.PIXELS).text(MeaningRules.AUTO_OR_PERCENTAGE);
        return object().may("width", side).may("height", side).may("fit", fit()).then(MeaningRules.SIDES_AGREE);
    }

    private static Rule fit() {
        ObjectRule outpaint = object().may(
                        "feathering", Rules.pattern(FEATHERING, "a percentage without a leading zero"))
                .may("outpaint_by", text().then(MeaningRules.OUTPAINT_BY));
        return choice().text(oneOf("crop", "cover", "bounds", "canvas", "outpaint"))
                .typed("crop", object().may("crop", oneOf("center", "smart")))
                .typed("cover", object())
                .typed("bounds", object())
                .typed("canvas", object())
                .typed("outpaint", outpaint);
    }

    private static Rule styleTransfer() {
        return object().must("style_reference_image", text())
                .may("prompt", text(3, 1024))
                .may("depth_strength", number(0, 1))
                .may("denoising_strength", number(0, 1))
                .may("style_strength", number(0, 1));
    }
}
