package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationTest {

    @RegisterExtension
    static final ClaidSimulatorExtension claid = ClaidSimulatorExtension.with(builder -> builder.noQuota());

    private JsonNode refusal(String request) {
        Client.Reply reply = new Client(claid.simulator()).post(request);
        assertThat(reply.status()).isEqualTo(422);
        assertThat(claid.simulator().ledger().charges()).isZero();
        return reply.json();
    }

    @Test
    void aRefusalHasTheDocumentedEnvelope() {
        JsonNode refusal =
                refusal("{\"input\": \"https://x/y.jpg\", \"operations\": {\"resizing\": {\"fit\": \"squeeze\"}}}");

        assertThat(refusal.path("error_code").asText()).isEqualTo("9000");
        assertThat(refusal.path("error_type").asText()).isEqualTo("validation");
        assertThat(refusal.path("error_message").asText()).contains("operations.resizing.fit");
        assertThat(refusal.path("error_details")
                        .path("operations.resizing.fit")
                        .path(0)
                        .asText())
                .isEqualTo("must be one of crop, cover, bounds, canvas, outpaint, not 'squeeze'");
    }

    @Test
    void everyMistakeIsNamed() {
        JsonNode details = refusal("{\"operations\": {\"padding\": 3, \"privacy\": {\"x\": 1}}}")
                .path("error_details");

        assertThat(details.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("input", "operations.padding", "operations.privacy.x");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            {"unknown": {}}                                                    | operations.unknown
            {"resizing": {"width": 0}}                                         | operations.resizing.width
            {"resizing": {"width": 1.5}}                                       | operations.resizing.width
            {"resizing": {"width": "wide"}}                                    | operations.resizing.width
            {"resizing": {"width": true}}                                      | operations.resizing.width
            {"resizing": {"width": null}}                                      | operations.resizing.width
            {"resizing": {"width": 10, "height": "10%"}}                       | operations.resizing
            {"resizing": {"width": "20%", "height": "10%"}}                    | operations.resizing
            {"resizing": {"fit": {"crop": "smart"}}}                           | operations.resizing.fit.type
            {"resizing": {"fit": {"type": "crop", "crop": "left"}}}            | operations.resizing.fit.crop
            {"resizing": {"fit": {"type": "cover", "crop": "smart"}}}          | operations.resizing.fit.crop
            {"resizing": {"fit": {"type": "outpaint", "feathering": "05%"}}}   | operations.resizing.fit.feathering
            {"resizing": {"fit": {"type": "outpaint", "outpaint_by": "big"}}}  | operations.resizing.fit.outpaint_by
            {"adjustments": {"exposure": 101}}                                 | operations.adjustments.exposure
            {"adjustments": {"sharpness": -1}}                                 | operations.adjustments.sharpness
            {"adjustments": {"hdr": {"intensity": "much"}}}                    | operations.adjustments.hdr.intensity
            {"adjustments": {"hdr": "much"}}                                   | operations.adjustments.hdr
            {"background": {"use_original_alpha": false}}                      | operations.background.use_original_alpha
            {"background": {"remove": "yes"}}                                  | operations.background.remove
            {"background": {"remove": {"category": "shoes"}}}                  | operations.background.remove.category
            {"background": {"remove": {"selective": {}}}}                      | operations.background.remove.selective.object_to_keep
            {"background": {"blur": {"level": 3}}}                             | operations.background.blur.level
            {"background": {"color": "#12345"}}                                | operations.background.color
            {"padding": "60%"}                                                 | operations.padding
            {"padding": "1 2 3"}                                               | operations.padding
            {"privacy": {"blur_car_plate": 1}}                                 | operations.privacy.blur_car_plate
            {"restorations": {"decompress": {}}}                               | operations.restorations.decompress
            {"restorations": {"upscale": {"type": "photo"}}}                   | operations.restorations.upscale.version
            {"restorations": {"upscale": {"type": "photo", "version": 2}}}     | operations.restorations.upscale.version
            {"generative": {"style_transfer": {"prompt": "xx"}}}               | operations.generative.style_transfer.prompt
            """)
    void operationsAreChecked(String operations, String path) {
        JsonNode refusal = refusal("{\"input\": \"https://x/y.jpg\", \"operations\": " + operations + "}");

        assertThat(refusal.path("error_details").has(path)).as("%s", refusal).isTrue();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            {"format": "heic"}                                                       | output.format
            {"format": {"type": "jpeg", "quality": 0}}                               | output.format.quality
            {"format": {"type": "png", "quality": 3}}                                | output.format.quality
            {"format": {"type": "webp", "compression": {"type": "lossless", "quality": 5}}} | output.format.compression.quality
            {"format": {}}                                                           | output.format.type
            {"metadata": {"dpi": "300"}}                                             | output.metadata.dpi
            {"metadata": {"color_space": {"type": "CMYK", "color_profile": "x"}}}    | output.metadata.color_space.color_profile
            {"destination": "https://x/y.jpg"}                                       | output.destination
            {"callback": "https://x"}                                                | output.callback
            "somewhere"                                                              | output
            3                                                                        | output
            """)
    void theOutputIsChecked(String output, String path) {
        JsonNode refusal = refusal("{\"input\": \"https://x/y.jpg\", \"operations\": {}, \"output\": " + output + "}");

        assertThat(refusal.path("error_details").has(path)).as("%s", refusal).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"https://x/y.jpg\"]",
                "{\"source\": \"storage://shop/\"}",
                "\"storage://shop/folder/\"",
                "\"data:image/png;base64,AAAA\"",
                "\"shoe.jpg\"",
                "\"\"",
                "17"
            })
    void theInputIsOneAddress(String input) {
        JsonNode refusal = refusal("{\"input\": " + input + ", \"operations\": {}}");

        assertThat(refusal.path("error_details").has("input")).as("%s", refusal).isTrue();
    }

    @Test
    void aMemberThatNobodyKnowsIsRefused() {
        assertThat(refusal("{\"input\": \"https://x/y.jpg\", \"operations\": {}, \"callback\": \"https://x\"}")
                        .path("error_details")
                        .has("callback"))
                .isTrue();
    }

    @Test
    void aBodyThatIsNotJsonIsABadRequest() {
        assertThat(new Client(claid.simulator()).post("{").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"resizing\": {\"width\": 40.0}}",
                "{\"adjustments\": {\"exposure\": -100.0, \"hdr\": {\"intensity\": 1e2}}}"
            })
    void aWholeNumberMayBeWrittenWithAPoint(String operations) {
        assertThat(new Client(claid.simulator())
                        .submit("https://x/y.jpg", operations)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aRequestThatUsesEverythingIsAccepted() {
        Client.Reply reply = new Client(claid.simulator()).post("""
                {"input": "https://x/y.jpg",
                 "operations": {
                   "restorations": {"decompress": "auto", "upscale": {"type": "photo", "version": "2"}, "polish": true},
                   "adjustments": {"hdr": {"intensity": 40, "stitching": true}, "exposure": -5, "saturation": 5,
                                   "contrast": 5, "sharpness": 5},
                   "background": {"remove": {"clipping": true, "category": "cars"}, "color": "#ffffff",
                                  "blur": {"type": "lens", "level": "low",
                                           "selective": {"object_to_keep": "the shoe"}}},
                   "resizing": {"width": 100, "height": "auto",
                                "fit": {"type": "outpaint", "feathering": "250%", "outpaint_by": "5% 512px"}},
                   "padding": "5% 15%",
                   "privacy": {"blur_car_plate": true, "identity_crop": false},
                   "generative": {"style_transfer": {"style_reference_image": "https://x/z.jpg", "prompt": "oil",
                                                     "depth_strength": 0.5, "style_strength": 1}}},
                 "output": {"format": {"type": "webp", "compression": {"type": "lossy", "quality": 80}},
                            "destination": "storage://shop/out/y.webp",
                            "metadata": {"dpi": 300, "color_space": {"type": "CMYK",
                                                                     "color_profile": "ISO_Coated"}}}}
                """);

        assertThat(reply.status()).as("%s", reply.json()).isEqualTo(200);
    }
}
