package io.github.camelclaid.client;

import static io.github.camelclaid.client.Rule.decimal;
import static io.github.camelclaid.client.Rule.either;
import static io.github.camelclaid.client.Rule.flag;
import static io.github.camelclaid.client.Rule.object;
import static io.github.camelclaid.client.Rule.oneOf;
import static io.github.camelclaid.client.Rule.text;
import static io.github.camelclaid.client.Rule.typed;
import static io.github.camelclaid.client.Rule.whole;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * What Claid accepts as an edit request: {@code AsyncEditRequest}, {@code BatchEditRequest}, {@code ImageOperations} and
 * {@code ImageOutputOptions} of its OpenAPI document, and no tighter: colours, paddings and percentages are not looked
 * into, because that document gives them no pattern. Three rules go beyond it: category and selective exclude each other
 * (page "Background"), a batch has a folder for its destination (pages "Batch" and "Image I/O"), and what {@link InputRule}
 * says.
 */
public final class RequestRules {

    private static final Rule SELECTIVE = object().withRequired("object_to_keep", text("a description", 3, 128));

    private static final Rule CATEGORY = oneOf("general", "cars", "products");

    private static final Rule PHOTO = typed().with("photo", object().withRequired("version", oneOf("1", "2", "3")));

    private static final Rule RESTORATIONS = object().with("decompress", oneOf("moderate", "strong", "auto"))
            .with("upscale", either(oneOf("smart_enhance", "smart_resize", "faces", "digital_art", "photo"), PHOTO))
            .with("polish", flag());

    private static final Rule ADJUSTMENTS = object().with(
                    "hdr",
                    either(
                            whole(0, 100),
                            object().with("intensity", whole(0, 100)).with("stitching", flag())))
            .with("exposure", whole(-100, 100))
            .with("saturation", whole(-100, 100))
            .with("contrast", whole(-100, 100))
            .with("sharpness", whole(0, 100));

    private static final Rule REMOVAL = object().with("category", CATEGORY)
            .with("clipping", flag())
            .with("selective", SELECTIVE)
            .excluding("category", "selective");

    private static final Rule BLUR = object().with("category", CATEGORY)
            .with("type", oneOf("regular", "lens"))
            .with("level", oneOf("low", "medium", "high"))
            .with("selective", SELECTIVE)
            .excluding("category", "selective");

    private static final Rule BACKGROUND = object().with("remove", either(flag(), REMOVAL))
            .with("blur", either(flag(), BLUR))
            .with("color", either(oneOf("transparent"), text("a colour such as #ffffff")));

    private static final Rule SIDE = either(whole(), oneOf("auto"), text("a percentage such as 50%"));

    private static final ObjectRule OUTPAINT = object().with(
                    "feathering", text("a percentage such as 15%").matching("[1-9][0-9]+%|[0-9]%"))
            .with("outpaint_by", text("one or two lengths such as 10% or 1024px 512px"));

    private static final Rule FITS = typed().with("crop", object().with("crop", oneOf("center", "smart")))
            .with("cover", object())
            .with("bounds", object())
            .with("canvas", object())
            .with("outpaint", OUTPAINT);

    private static final Rule RESIZING = object().with("width", SIDE)
            .with("height", SIDE)
            .with("fit", either(oneOf("crop", "cover", "bounds", "canvas", "outpaint"), FITS));

    private static final Rule STYLE_TRANSFER = object().withRequired(
                    "style_reference_image", text("the address of an image"))
            .with("prompt", text("a description", 3, 1024))
            .with("depth_strength", decimal(0, 1))
            .with("denoising_strength", decimal(0, 1))
            .with("style_strength", decimal(0, 1));

    static final Rule OPERATIONS = object().with("restorations", RESTORATIONS)
            .with("adjustments", ADJUSTMENTS)
            .with("background", BACKGROUND)
            .with("resizing", RESIZING)
            .with("padding", text("one, two or four lengths such as 10% or 30px 60px"))
            .with("privacy", object().with("blur_car_plate", flag()).with("identity_crop", flag()))
            .with("generative", object().with("style_transfer", STYLE_TRANSFER));

    private static final ObjectRule COMPRESSED = object().with(
                    "compression",
                    either(
                            oneOf("lossy", "lossless"),
                            typed().with("lossy", object().with("quality", whole(1, 100)))
                                    .with("lossless", object())));

    private static final Rule FORMATS = typed().with(
                    "jpeg", object().with("quality", whole(1, 100)).with("progressive", flag()))
            .with("png", object().with("compression", oneOf("fast", "best", "optimal")))
            .with("webp", COMPRESSED)
            .with("avif", COMPRESSED)
            .with("tiff", COMPRESSED);

    private static final Rule COLOR_SPACES = typed().with("RGB", object())
            .with(
                    "CMYK",
                    object().with(
                                    "color_profile",
                                    oneOf("ISO_Coated", "ISO_Uncoated", "USWeb_Coated", "USWeb_Uncoated")));

    private static final Rule METADATA =
            object().with("dpi", whole()).with("color_space", either(oneOf("RGB", "CMYK"), COLOR_SPACES));

    private static final Rule DESTINATION =
            text("a URI such as storage://shop/out/a.webp", 1, 4096).matching("(?s)[A-Za-z][A-Za-z0-9+.-]*:.+");

    private static final Rule OUTPUT = either(
            DESTINATION,
            object().with("format", either(oneOf("jpeg", "png", "webp", "avif", "tiff"), FORMATS))
                    .with("destination", DESTINATION)
                    .with("metadata", METADATA));

    private static final Rule REQUEST = object().withRequired("input", new InputRule())
            .withRequired("operations", OPERATIONS)
            .with("output", OUTPUT);

    private RequestRules() {}

    /**
     * Checks a whole request body.
     *
     * @throws ClaidInvalidRequestException at the first thing that Claid would refuse
     */
    public static void check(ObjectNode request, Validation mode) throws ClaidInvalidRequestException {
        check(REQUEST, "", request, mode);
        checkDestination(request, mode);
    }

    /**
     * Checks that the results of a batch go to a folder. A request without input or destination passes.
     *
     * @param request whose parts have been checked
     */
    public static void checkDestination(ObjectNode request, Validation mode) throws ClaidInvalidRequestException {
        if (mode == Validation.OFF || !request.has("input") || !request.has("output")) {
            return;
        }
        JsonNode output = request.get("output");
        String destination = Output.fromJson(output).destination().orElse("/");
        if (Input.fromJson(request.get("input")).isBatch() && !destination.endsWith("/")) {
            throw new ClaidInvalidRequestException(
                    output.isTextual() ? "output" : "output.destination",
                    TextNode.valueOf(destination),
                    "a folder, with a slash at its end, for the results of a list or of a folder");
        }
    }

    /** Checks an {@code input} alone; one that is missing passes. */
    public static void checkInput(JsonNode input, Validation mode) throws ClaidInvalidRequestException {
        check(REQUEST.member("input").orElseThrow(), "input", input, mode);
    }

    /** Checks {@code operations} alone; missing ones pass. */
    public static void checkOperations(JsonNode operations, Validation mode) throws ClaidInvalidRequestException {
        check(OPERATIONS, "operations", operations, mode);
    }

    /** Checks an {@code output} alone, an object or a text; a missing one passes. */
    public static void checkOutput(JsonNode output, Validation mode) throws ClaidInvalidRequestException {
        check(OUTPUT, "output", output, mode);
    }

    /**
     * The value that the text of an option stands for: {@code resizing.width}, {@code 1000} is a number,
     * {@code background.color}, {@code #ffffff} a text; what starts with a brace is JSON.
     *
     * @param path below {@code operations}, dotted
     * @throws ClaidInvalidRequestException if there is no such path or the text cannot stand there; it names the option
     *     as {@code op.<path>}
     */
    public static JsonNode coerce(String path, String text) throws ClaidInvalidRequestException {
        return new OptionTexts(Validation.STRICT).coerce(path, text);
    }

    private static void check(Rule rule, String path, JsonNode value, Validation mode)
            throws ClaidInvalidRequestException {
        if (mode != Validation.OFF && JsonTree.isPresent(value)) {
            rule.check(path, value, mode);
        }
    }
}
