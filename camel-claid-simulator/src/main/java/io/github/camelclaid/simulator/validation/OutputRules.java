package io.github.camelclaid.simulator.validation;

import static io.github.camelclaid.simulator.validation.ChoiceRule.choice;
import static io.github.camelclaid.simulator.validation.ObjectRule.object;
import static io.github.camelclaid.simulator.validation.Rules.bool;
import static io.github.camelclaid.simulator.validation.Rules.integer;
import static io.github.camelclaid.simulator.validation.Rules.oneOf;

import io.github.camelclaid.simulator.edit.Avif;

/** The rules of {@code output}. */
final class OutputRules {

    private static final Rule AVIF_IF_THERE = (path, value, findings) -> {
        boolean avif = "avif".equals(value.asText())
                || "avif".equals(value.path("type").asText());
        if (avif && !Avif.isThere()) {
            findings.add(path, "avif is valid, but " + Avif.MISSING);
        }
    };

    private OutputRules() {}

    static Rule options(Rule destination) {
        return object().may("format", format())
                .may("destination", destination)
                .may("metadata", object().may("dpi", integer()).may("color_space", colorSpace()));
    }

    private static Rule format() {
        return choice().text(oneOf("jpeg", "png", "webp", "avif", "tiff"))
                .typed("jpeg", object().may("quality", integer(1, 100)).may("progressive", bool()))
                .typed("png", object().may("compression", oneOf("fast", "best", "optimal")))
                .typed("webp", object().may("compression", compression()))
                .typed("avif", object().may("compression", compression()))
                .typed("tiff", object().may("compression", compression()))
                .then(AVIF_IF_THERE);
    }

    private static Rule compression() {
        return choice().text(oneOf("lossy", "lossless"))
                .typed("lossy", object().may("quality", integer(1, 100)))
                .typed("lossless", object());
    }

    private static Rule colorSpace() {
        Rule profile = oneOf("ISO_Coated", "ISO_Uncoated", "USWeb_Coated", "USWeb_Uncoated");
        return choice().text(oneOf("RGB", "CMYK"))
                .typed("RGB", object())
                .typed("CMYK", object().may("color_profile", profile));
    }
}
