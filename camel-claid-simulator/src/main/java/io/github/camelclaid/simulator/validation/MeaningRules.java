package io.github.camelclaid.simulator.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelclaid.simulator.edit.Notation;
import java.util.regex.Pattern;

/** What the published schema leaves open and the prose says, or what this simulator could make no picture of. */
final class MeaningRules {

    static final Rule PIXELS = Rules.integer(1, 100_000);

    static final Rule AUTO_OR_PERCENTAGE = Rules.pattern(
            Pattern.compile("auto|[1-9]\\d{0,3}(\\.\\d{1,3})?%|0\\.\\d{1,3}%"), "auto or a percentage like 200%");

    static final Rule COLOR = (path, value, findings) -> {
        if (!Notation.isColor(value.asText())) {
            findings.add(path, "must be a colour like #ffffff or transparent, not '" + value.asText() + "'");
        }
    };

    static final Rule PADDING = (path, value, findings) -> {
        if (!Notation.isSpacing(value.asText())) {
            findings.add(path, "must be one, two or four values like 10% or 30px, not '" + value.asText() + "'");
        } else if (Notation.largestPercent(value.asText()) > 50) {
            findings.add(path, "must not exceed half of the side");
        }
    };

    static final Rule OUTPAINT_BY = (path, value, findings) -> {
        if (!Notation.isSpacing(value.asText()) || value.asText().trim().split("\\s+").length > 2) {
            findings.add(path, "must be one or two values like 10% or 512px, not '" + value.asText() + "'");
        }
    };

    static final Rule ONE_SUBJECT = (path, value, findings) -> {
        if (value.has("category") && value.has("selective")) {
            findings.add(path, "must not have both category and selective");
        }
    };

    static final Rule SIDES_AGREE = (path, value, findings) -> {
        JsonNode width = value.path("width");
        JsonNode height = value.path("height");
        if (isFree(width) || isFree(height)) {
            return;
        }
        if (width.getNodeType() != height.getNodeType()) {
            findings.add(path, "width and height must both be pixels or both percentages, or one of them auto");
        } else if (width.isTextual() && !width.asText().equals(height.asText())) {
            findings.add(path, "width and height must be the same percentage, or one of them auto");
        }
    };

    private MeaningRules() {}

    private static boolean isFree(JsonNode side) {
        return side.isMissingNode() || side.asText().equals("auto");
    }
}
