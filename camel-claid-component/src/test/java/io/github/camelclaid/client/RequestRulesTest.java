package io.github.camelclaid.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestRulesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'restorations':{'decompress':'moderate','upscale':'smart_enhance','polish':true}}",
                "{'restorations':{'decompress':'strong','upscale':'smart_resize'}}",
                "{'restorations':{'decompress':'auto','upscale':'faces'}}",
                "{'restorations':{'upscale':'digital_art'}}",
                "{'restorations':{'upscale':'photo'}}",
                "{'restorations':{'upscale':{'type':'photo','version':'2'}}}",
                "{'adjustments':{'hdr':0,'exposure':-100,'saturation':100,'contrast':0,'sharpness':100}}",
                "{'adjustments':{'hdr':{'intensity':100,'stitching':false}}}",
                "{'adjustments':{'hdr':{}}}",
                "{'adjustments':{'hdr':50.0}}",
                "{'background':{'remove':true,'blur':false,'color':'#fff'}}",
                "{'background':{'remove':{'clipping':true,'category':'cars'},'color':'transparent'}}",
                "{'background':{'remove':{'selective':{'object_to_keep':'shoe'}}}}",
                "{'background':{'blur':{'type':'lens','level':'high','category':'general'}}}",
                "{'background':{'blur':{'type':'regular','level':'low','selective':{'object_to_keep':'two shoes'}}}}",
                "{'resizing':{'width':1000,'height':'auto','fit':'crop'}}",
                "{'resizing':{'width':'50%','height':-1,'fit':'cover'}}",
                "{'resizing':{'fit':'bounds'}}",
                "{'resizing':{'fit':'canvas'}}",
                "{'resizing':{'fit':'outpaint'}}",
                "{'resizing':{'fit':{'type':'crop','crop':'smart'}}}",
                "{'resizing':{'fit':{'type':'cover'}}}",
                "{'resizing':{'fit':{'type':'bounds'}}}",
                "{'resizing':{'fit':{'type':'canvas'}}}",
                "{'resizing':{'fit':{'type':'outpaint','feathering':'250%','outpaint_by':'1024px 512px'}}}",
                "{'padding':'0px 400px 0px 0px'}",
                "{'privacy':{'blur_car_plate':true,'identity_crop':false}}",
                "{'generative':{'style_transfer':{'style_reference_image':'https://a.example/b','prompt':'oil',"
                        + "'depth_strength':1,'denoising_strength':0.75,'style_strength':0}}}",
                "{'restorations':null,'background':{'remove':null}}"
            })
    void theseOperationsAreAccepted(String operations) {
        assertThatCode(() -> RequestRules.checkOperations(json(operations), Validation.STRICT))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'storage://shop/out/a.webp'",
                "{}",
                "{'format':'jpeg'}",
                "{'format':'png'}",
                "{'format':'webp'}",
                "{'format':'avif'}",
                "{'format':'tiff'}",
                "{'format':{'type':'jpeg','quality':1,'progressive':false}}",
                "{'format':{'type':'png','compression':'fast'}}",
                "{'format':{'type':'webp','compression':'lossless'}}",
                "{'format':{'type':'webp','compression':{'type':'lossy','quality':100}}}",
                "{'format':{'type':'avif','compression':{'type':'lossless'}}}",
                "{'format':{'type':'tiff','compression':'lossy'}}",
                "{'destination':'storage://shop/out/my shoe.jpg'}",
                "{'metadata':{'dpi':300,'color_space':'RGB'}}",
                "{'metadata':{'color_space':'CMYK'}}",
                "{'metadata':{'color_space':{'type':'RGB'}}}",
                "{'metadata':{'color_space':{'type':'CMYK','color_profile':'ISO_Coated'}}}"
            })
    void theseOutputsAreAccepted(String output) {
        assertThatCode(() -> RequestRules.checkOutput(json(output), Validation.STRICT))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'restorations':{'decompress':'weak'}}               | restorations.decompress          | is "weak", allowed: moderate, strong, auto
            {'restorations':{'upscale':'big'}}                   | restorations.upscale             | is "big", allowed: smart_enhance, smart_resize, faces, digital_art, photo or an object with type
            {'restorations':{'upscale':{'version':'1'}}}         | restorations.upscale.type        | is missing, allowed: photo
            {'restorations':{'upscale':{'type':'photo'}}}        | restorations.upscale.version     | is missing, allowed: 1, 2, 3
            {'restorations':{'upscale':{'type':'photo','version':2}}} | restorations.upscale.version | is 2, allowed: 1, 2, 3
            {'restorations':{'polish':'true'}}                   | restorations.polish              | is "true", allowed: true, false
            {'adjustments':{'hdr':101}}                          | adjustments.hdr                  | is 101, allowed: a whole number from 0 to 100 or an object with intensity, stitching
            {'adjustments':{'hdr':{'intensity':-1}}}             | adjustments.hdr.intensity        | is -1, allowed: a whole number from 0 to 100
            {'adjustments':{'hdr':{'stitching':1}}}              | adjustments.hdr.stitching        | is 1, allowed: true, false
            {'adjustments':{'exposure':-101}}                    | adjustments.exposure             | is -101, allowed: a whole number from -100 to 100
            {'adjustments':{'saturation':101}}                   | adjustments.saturation           | is 101, allowed: a whole number from -100 to 100
            {'adjustments':{'contrast':'5'}}                     | adjustments.contrast             | is "5", allowed: a whole number from -100 to 100
            {'adjustments':{'contrast':0.5}}                     | adjustments.contrast             | is 0.5, allowed: a whole number from -100 to 100
            {'adjustments':{'sharpness':-1}}                     | adjustments.sharpness            | is -1, allowed: a whole number from 0 to 100
            {'background':{'remove':'yes'}}                      | background.remove                | is "yes", allowed: true, false or an object with category, clipping, selective
            {'background':{'remove':{'clipping':'no'}}}          | background.remove.clipping       | is "no", allowed: true, false
            {'background':{'remove':{'category':'shoes'}}}       | background.remove.category       | is "shoes", allowed: general, cars, products
            {'background':{'remove':{'selective':{}}}}           | background.remove.selective.object_to_keep | is missing, allowed: a description of 3 to 128 characters
            {'background':{'remove':{'selective':{'object_to_keep':'ab'}}}} | background.remove.selective.object_to_keep | is "ab", allowed: a description of 3 to 128 characters
            {'background':{'blur':{'type':'soft'}}}              | background.blur.type             | is "soft", allowed: regular, lens
            {'background':{'blur':{'level':5}}}                  | background.blur.level            | is 5, allowed: low, medium, high
            {'background':{'color':255}}                         | background.color                 | is 255, allowed: transparent or a colour such as #ffffff
            {'resizing':{'width':true}}                          | resizing.width                   | is true, allowed: a whole number, auto or a percentage such as 50%
            {'resizing':{'height':1.5}}                          | resizing.height                  | is 1.5, allowed: a whole number, auto or a percentage such as 50%
            {'resizing':{'fit':'bound'}}                         | resizing.fit                     | is "bound", allowed: crop, cover, bounds, canvas, outpaint or an object with type
            {'resizing':{'fit':{'crop':'smart'}}}                | resizing.fit.type                | is missing, allowed: crop, cover, bounds, canvas, outpaint
            {'resizing':{'fit':{'type':'smart'}}}                | resizing.fit.type                | is "smart", allowed: crop, cover, bounds, canvas, outpaint
            {'resizing':{'fit':{'type':'crop','crop':'left'}}}   | resizing.fit.crop                | is "left", allowed: center, smart
            {'resizing':{'fit':{'type':'cover','crop':'smart'}}} | resizing.fit.crop                | is unknown, allowed: type
            {'resizing':{'fit':{'type':'outpaint','feathering':'05%'}}} | resizing.fit.feathering   | is "05%", allowed: a percentage such as 15%
            {'resizing':{'fit':{'type':'outpaint','outpaint_by':10}}} | resizing.fit.outpaint_by    | is 10, allowed: one or two lengths such as 10% or 1024px 512px
            {'padding':10}                                       | padding                          | is 10, allowed: one, two or four lengths such as 10% or 30px 60px
            {'privacy':{'blur_car_plate':'on'}}                  | privacy.blur_car_plate           | is "on", allowed: true, false
            {'privacy':{'identity_crop':0}}                      | privacy.identity_crop            | is 0, allowed: true, false
            {'privacy':true}                                     | privacy                          | is true, allowed: an object with blur_car_plate, identity_crop
            {'generative':{'style_transfer':{}}}                 | generative.style_transfer.style_reference_image | is missing, allowed: the address of an image
            {'generative':{'style_transfer':{'style_reference_image':'a','prompt':'ab'}}} | generative.style_transfer.prompt | is "ab", allowed: a description of 3 to 1024 characters
            {'generative':{'style_transfer':{'style_reference_image':'a','depth_strength':1.01}}} | generative.style_transfer.depth_strength | is 1.01, allowed: a number from 0 to 1
            {'generative':{'style_transfer':{'style_reference_image':'a','denoising_strength':'1'}}} | generative.style_transfer.denoising_strength | is "1", allowed: a number from 0 to 1
            {'generative':{'style_transfer':{'style_reference_image':'a','style_strength':-0.1}}} | generative.style_transfer.style_strength | is -0.1, allowed: a number from 0 to 1
            {'resizing':{'widht':5}}                             | resizing.widht                   | is unknown, did you mean width? Allowed: width, height, fit
            {'background':{'remove':{'selective':{'objectToKeep':'shoe'}}}} | background.remove.selective.objectToKeep | is unknown, did you mean object_to_keep? Allowed: object_to_keep
            {'sparkle':true}                                     | sparkle                          | is unknown, allowed: restorations, adjustments, background, resizing, padding, privacy, generative
            {'background':{'use_original_alpha':false}}          | background.use_original_alpha    | is unknown, allowed: remove, blur, color
            """)
    void aRefusedOperationNamesItsPathValueAndWhatIsAllowed(String operations, String path, String rest) {
        var refusal = refusalOf(() -> RequestRules.checkOperations(json(operations), Validation.STRICT));

        assertThat(refusal).hasMessage("operations." + path + " " + rest);
        assertThat(refusal.path()).isEqualTo("operations." + path);
        assertThat(rest).endsWith(refusal.allowed());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'webp'                                               | output is "webp", allowed: a URI such as storage://shop/out/a.webp of 1 to 4096 characters or an object with format, destination, metadata
            {'format':'jpg'}                                     | output.format is "jpg", allowed: jpeg, png, webp, avif, tiff or an object with type
            {'format':{'type':'gif'}}                            | output.format.type is "gif", allowed: jpeg, png, webp, avif, tiff
            {'format':{'type':'jpeg','quality':0}}               | output.format.quality is 0, allowed: a whole number from 1 to 100
            {'format':{'type':'jpeg','progressive':'x'}}         | output.format.progressive is "x", allowed: true, false
            {'format':{'type':'png','compression':'lossy'}}      | output.format.compression is "lossy", allowed: fast, best, optimal
            {'format':{'type':'webp','quality':80}}              | output.format.quality is unknown, allowed: type, compression
            {'format':{'type':'avif','compression':{'type':'lossy','quality':101}}} | output.format.compression.quality is 101, allowed: a whole number from 1 to 100
            {'format':{'type':'tiff','compression':{'type':'lossless','quality':5}}} | output.format.compression.quality is unknown, allowed: type
            {'destination':''}                                   | output.destination is "", allowed: a URI such as storage://shop/out/a.webp of 1 to 4096 characters
            {'metadata':{'dpi':'300'}}                           | output.metadata.dpi is "300", allowed: a whole number
            {'metadata':{'color_space':'rgb'}}                   | output.metadata.color_space is "rgb", allowed: RGB, CMYK or an object with type
            {'metadata':{'color_space':{'type':'RGB','color_profile':'ISO_Coated'}}} | output.metadata.color_space.color_profile is unknown, allowed: type
            {'metadata':{'color_space':{'type':'CMYK','color_profile':'ISO'}}} | output.metadata.color_space.color_profile is "ISO", allowed: ISO_Coated, ISO_Uncoated, USWeb_Coated, USWeb_Uncoated
            {'metdata':{}}                                       | output.metdata is unknown, did you mean metadata? Allowed: format, destination, metadata
            """)
    void aRefusedOutputSaysWhatIsAllowed(String output, String message) {
        assertThat(refusalOf(() -> RequestRules.checkOutput(json(output), Validation.STRICT)))
                .hasMessage(message);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'operations':{}}                              | input is missing, allowed: an http://, https:// or storage:// URL of 1 to 4096 characters
            {'input':'','operations':{}}                   | input is "", allowed: an http://, https:// or storage:// URL of 1 to 4096 characters
            {'input':'shoe.jpg','operations':{}}           | input is "shoe.jpg", allowed: an http://, https:// or storage:// URL of 1 to 4096 characters
            {'input':'https://','operations':{}}           | input is "https://", allowed: an http://, https:// or storage:// URL of 1 to 4096 characters
            {'input':'data:image/png;base64,x','operations':{}} | input is "data:image/png;base64,x", allowed: an http://, https:// or storage:// URL of 1 to 4096 characters
            {'input':5,'operations':{}}                    | input is 5, allowed: an http://, https:// or storage:// URL of 1 to 4096 characters
            {'input':[],'operations':{}}                   | input is an empty list, allowed: a list of at least one URL
            {'input':['https://a.example/1.jpg','2.jpg'],'operations':{}} | input[1] is "2.jpg", allowed: an http://, https:// or storage:// URL of 1 to 4096 characters
            {'input':['https://a.example/1.jpg',{'a':1}],'operations':{}} | input[1] is {"a":1}, allowed: an http://, https:// or storage:// URL of 1 to 4096 characters
            {'input':['storage://shop/in/'],'operations':{}} | input[0] is a folder, allowed: the URL of one image; a folder is an input of its own
            {'input':{'source':'storage://shop/in'},'operations':{}} | input.source is "storage://shop/in", allowed: a folder of a storage, such as storage://shop/in/, with the slash at its end
            {'input':{'source':'https://a.example/in/'},'operations':{}} | input.source is "https://a.example/in/", allowed: a folder of a storage, such as storage://shop/in/, with the slash at its end
            {'input':{'recursive':true},'operations':{}}   | input.source is missing, allowed: a folder of a storage, such as storage://shop/in/, with the slash at its end
            {'input':{'source':'storage://shop/in/','recursive':'yes'},'operations':{}} | input.recursive is "yes", allowed: true, false
            {'input':{'source':'storage://shop/in/','recursiv':true},'operations':{}} | input.recursiv is unknown, did you mean recursive? Allowed: source, recursive
            {'input':['https://a.example/1.jpg'],'operations':{},'output':'storage://shop/out/a.jpg'} | output is "storage://shop/out/a.jpg", allowed: a folder, with a slash at its end, for the results of a list or of a folder
            {'input':'storage://shop/in/','operations':{},'output':{'destination':'storage://shop/out'}} | output.destination is "storage://shop/out", allowed: a folder, with a slash at its end, for the results of a list or of a folder
            {'input':'https://a.example/1.jpg'}            | operations is missing, allowed: an object with restorations, adjustments, background, resizing, padding, privacy, generative
            {'input':'https://a.example/1.jpg','operations':[]} | operations is [], allowed: an object with restorations, adjustments, background, resizing, padding, privacy, generative
            {'input':'https://a.example/1.jpg','operation':{}} | operation is unknown, did you mean operations? Allowed: input, operations, output
            """)
    void aRefusedRequestSaysWhatIsAllowed(String request, String message) {
        assertThat(refusalOf(() -> RequestRules.check((ObjectNode) json(request), Validation.STRICT)))
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a.example/1.jpg",
                "HTTPS://a.example/dir/",
                "storage://shop/in/my shoe.jpg",
                "https://a.example/1.jpg?a=b/"
            })
    void theseInputsAreAccepted(String input) {
        ObjectNode request = JSON.createObjectNode().put("input", input);
        request.putObject("operations");

        assertThatCode(() -> RequestRules.check(request, Validation.STRICT)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'input':'storage://shop/','operations':{}}",
                "{'input':['https://a.example/1.jpg'],'operations':{},'output':'storage://shop/out/'}",
                "{'input':{'source':'storage://shop/in/'},'operations':{},'output':{'format':'webp'}}",
                "{'input':{'source':'storage://shop/in/','recursive':true},'operations':{}}"
            })
    void theseBatchesAreAccepted(String request) {
        assertThatCode(() -> RequestRules.check((ObjectNode) json(request), Validation.STRICT))
                .doesNotThrowAnyException();
    }

    @Test
    void anInputMayHave4096CharactersAndNoMore() {
        String longest = "https://a.example/" + "x".repeat(4096 - 18);

        assertThatCode(() -> RequestRules.checkInput(JsonTree.of(longest), Validation.STRICT))
                .doesNotThrowAnyException();
        assertThat(refusalOf(() -> RequestRules.checkInput(JsonTree.of(longest + "x"), Validation.STRICT)))
                .hasMessageStartingWith("input is 4097 characters long, allowed:");
    }

    @Test
    void aSignatureIsInNoMessage() {
        JsonNode input = JsonTree.of("ftp://a.example/1.jpg?X-Amz-Signature=secret");

        var refusal = refusalOf(() -> RequestRules.checkInput(input, Validation.STRICT));

        assertThat(refusal).hasMessageContaining("ftp://a.example/1.jpg?…").hasMessageNotContaining("secret");
        assertThat(refusal.value()).doesNotContain("secret");
    }

    @Test
    void aLongValueIsCutTo100Characters() {
        var refusal = refusalOf(() -> RequestRules.checkOperations(
                json("{'resizing':{'fit':'" + "x".repeat(500) + "'}}"), Validation.STRICT));

        assertThat(refusal.value()).hasSize(100).startsWith("\"xxx").endsWith("…");
    }

    @ParameterizedTest
    @ValueSource(strings = {"remove", "blur"})
    void categoryAndSelectiveExcludeEachOther(String name) {
        JsonNode operations =
                json("{'background':{'" + name + "':{'category':'cars','selective':{'object_to_keep':'shoe'}}}}");

        assertThat(refusalOf(() -> RequestRules.checkOperations(operations, Validation.LENIENT)))
                .hasMessage("operations.background." + name
                        + " has both category and selective, allowed: either category or selective");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'sparkle':true}",
                "{'resizing':{'gravity':'north','fit':'stretch'}}",
                "{'resizing':{'fit':{'type':'stretch','by':5}}}",
                "{'background':{'remove':{'category':'shoes'}}}"
            })
    void aLenientCheckLetsNewMembersAndNewNamesPass(String operations) {
        assertThatCode(() -> RequestRules.checkOperations(json(operations), Validation.LENIENT))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'adjustments':{'exposure':101}}",
                "{'resizing':{'fit':5}}",
                "{'resizing':{'fit':{'crop':'smart'}}}",
                "{'privacy':[]}"
            })
    void aLenientCheckStillRefusesWrongTypesAndRanges(String operations) {
        refusalOf(() -> RequestRules.checkOperations(json(operations), Validation.LENIENT));
    }

    @Test
    void withoutValidationEverythingPasses() {
        assertThatCode(() -> RequestRules.check((ObjectNode) json("{'operations':5}"), Validation.OFF))
                .doesNotThrowAnyException();
    }

    static ClaidInvalidRequestException refusalOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        ClaidInvalidRequestException refusal = catchThrowableOfType(ClaidInvalidRequestException.class, call);
        assertThat(refusal).as("nothing was refused").isNotNull();
        return refusal;
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
