package io.github.camelclaid.simulator.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelclaid.simulator.storage.StorageAddress;

/** Understands a request that has passed the validation. */
final class PlanReader {

    private PlanReader() {}

    /** @param request with {@code operations} and, optionally, {@code output} */
    static EditPlan read(JsonNode request) {
        JsonNode operations = request.path("operations");
        JsonNode output = request.path("output");
        String destination = output.isTextual()
                ? output.asText()
                : output.path("destination").asText(null);
        return new EditPlan(
                resize(operations.path("resizing")),
                Spacing.parse(operations.path("padding").asText("")).orElse(null),
                background(operations.path("background")),
                adjustments(operations.path("adjustments")),
                format(output.path("format")),
                destination == null ? null : StorageAddress.parse(destination),
                metadata(output.path("metadata")));
    }

    private static OutputMetadata metadata(JsonNode metadata) {
        JsonNode space = metadata.path("color_space");
        return new OutputMetadata(
                Math.max(0, Math.min(65_535, metadata.path("dpi").asInt(0))),
                switch (space.isObject() ? space.path("type").asText() : space.asText()) {
                    case "RGB" -> OutputMetadata.Space.RGB;
                    case "CMYK" -> OutputMetadata.Space.CMYK;
                    default -> OutputMetadata.Space.KEPT;
                });
    }

    /** An ai-edit changes nothing of its picture, and writes a png unless it says otherwise. */
    static EditPlan readAiEdit(JsonNode request) {
        JsonNode output = request.path("output");
        ObjectNode plain = JsonNodeFactory.instance.objectNode();
        ObjectNode plainOutput = plain.putObject("output");
        plainOutput.put("format", output.path("format").asText("png"));
        if (output.isTextual() || output.has("destination")) {
            plainOutput.set("destination", output.isTextual() ? output : output.get("destination"));
        }
        return read(plain);
    }

    private static Resize resize(JsonNode resizing) {
        JsonNode fit = resizing.path("fit");
        String type = fit.isObject() ? fit.path("type").asText() : fit.asText("crop");
        Fit how =
                switch (type) {
                    case "cover" -> Fit.COVER;
                    case "bounds" -> Fit.BOUNDS;
                    case "canvas" -> Fit.CANVAS;
                    case "outpaint" -> Fit.OUTPAINT;
                    default -> "smart".equals(fit.path("crop").asText()) ? Fit.SMART_CROP : Fit.CROP;
                };
        Spacing outpaintBy = Spacing.parse(fit.path("outpaint_by").asText("")).orElse(null);
        Outpainting outpainting =
                new Outpainting(outpaintBy, percent(fit.path("feathering").asText("15%")));
        return new Resize(size(resizing.path("width")), size(resizing.path("height")), how, outpainting);
    }

    private static Size size(JsonNode side) {
        if (side.isMissingNode() || side.isNull()) {
            return new Size.Unset();
        }
        if (side.isNumber()) {
            return new Size.Pixels(side.asInt());
        }
        String text = side.asText();
        return text.equals("auto") ? new Size.Auto() : new Size.Percent(percent(text));
    }

    private static double percent(String text) {
        return Double.parseDouble(text.substring(0, text.length() - 1));
    }

    private static Background background(JsonNode background) {
        JsonNode remove = background.path("remove");
        return new Background(
                remove.isObject() || remove.asBoolean(),
                remove.path("clipping").asBoolean(),
                blurring(background.path("blur")),
                Colors.parse(background.path("color").asText("none")).orElse(null));
    }

    private static Background.Blurring blurring(JsonNode blur) {
        if (!blur.isObject() && !blur.asBoolean()) {
            return null;
        }
        double percent =
                switch (blur.path("level").asText("medium")) {
                    case "low" -> 0.5;
                    case "high" -> 2.5;
                    default -> 1.2;
                };
        return new Background.Blurring(percent, blur.path("type").asText().equals("lens"));
    }

    private static Adjustments adjustments(JsonNode adjustments) {
        JsonNode hdr = adjustments.path("hdr");
        return new Adjustments(
                adjustments.path("exposure").asInt(),
                adjustments.path("saturation").asInt(),
                adjustments.path("contrast").asInt(),
                adjustments.path("sharpness").asInt(),
                hdr.isObject() ? hdr.path("intensity").asInt(100) : hdr.asInt());
    }

    private static OutputFormat format(JsonNode format) {
        String type = format.isObject() ? format.path("type").asText() : format.asText("jpeg");
        JsonNode compression = format.path("compression");
        String mode = compression.isObject()
                ? compression.path("type").asText()
                : compression.asText(type.equals("tiff") ? "lossless" : "lossy");
        int quality = compression.path("quality").asInt(type.equals("avif") ? 50 : 75);
        return switch (type) {
            case "png" -> new OutputFormat.Png(compression.asText("optimal"));
            case "webp" -> new OutputFormat.Webp(mode.equals("lossless"), quality);
            case "avif" -> new OutputFormat.Avif(mode.equals("lossless"), quality);
            case "tiff" -> new OutputFormat.Tiff(mode.equals("lossless"), quality);
            default ->
                new OutputFormat.Jpeg(
                        format.path("quality").asInt(85),
                        format.path("progressive").asBoolean(true));
        };
    }
}
