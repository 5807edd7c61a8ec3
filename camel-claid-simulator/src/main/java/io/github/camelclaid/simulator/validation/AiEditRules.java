package io.github.camelclaid.simulator.validation;

import static io.github.camelclaid.simulator.validation.ChoiceRule.choice;
import static io.github.camelclaid.simulator.validation.ObjectRule.object;
import static io.github.camelclaid.simulator.validation.Rules.integer;
import static io.github.camelclaid.simulator.validation.Rules.number;
import static io.github.camelclaid.simulator.validation.Rules.oneOf;
import static io.github.camelclaid.simulator.validation.Rules.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The rules of an ai-edit's {@code options} and {@code output}. */
final class AiEditRules {

    private static final List<String> OF_V1_ONLY = List.of("aspect_ratio", "inference_steps", "guidance_scale");

    private AiEditRules() {}

    static Rule options() {
        Rule members = object().must("prompt", text(3, 5000))
                .may("model", oneOf("v1", "v2"))
                .may("aspect_ratio", oneOf("1:1", "2:3", "3:2", "3:4", "4:3", "9:16", "16:9", "9:21", "21:9"))
                .may("inference_steps", integer(1, 50))
                .may("guidance_scale", number(1, 10));
        return (path, value, findings) -> {
            members.check(path, value, findings);
            checkModel(path, value, findings);
        };
    }

    static Rule output(Rule destination) {
        return choice().text(destination)
                .object(object().may("number_of_images", integer(1, 4))
                        .may("destination", destination)
                        .may("format", oneOf("jpeg", "png")));
    }

    private static void checkModel(String path, JsonNode options, Findings findings) {
        String model = options.path("model").asText("v2");
        if (!model.equals("v2")) {
            return;
        }
        for (String option : OF_V1_ONLY) {
            if (options.has(option)) {
                findings.add(path + "." + option, "is for model v1, not for v2");
            }
        }
    }
}
