package io.github.camelclaid.client;

import static io.github.camelclaid.client.RequestRulesTest.json;
import static io.github.camelclaid.client.RequestRulesTest.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditRequestTest {

    @Test
    void everyDocumentedOperationCanBeWrittenDown() throws Exception {
        Operations operations = Operations.builder()
                .restorations(r -> r.decompress(Restorations.Decompress.AUTO)
                        .upscalePhoto(2)
                        .polish())
                .adjustments(a ->
                        a.hdr(80, true).exposure(-5).saturation(6).contrast(7).sharpness(8))
                .background(b -> b.remove(
                                r -> r.category(Background.Category.PRODUCTS).clipping(true))
                        .blur(x -> x.type(Background.BlurType.LENS)
                                .level(Background.BlurLevel.HIGH)
                                .objectToKeep("shoe"))
                        .transparent())
                .resizing(r -> r.width(1000).heightPercent(50).fit(Fit.outpaint(o -> o.feathering(20)
                        .by("10%"))))
                .padding("10%")
                .privacy(p -> p.blurCarPlate(true).identityCrop(false))
                .generative(g -> g.styleTransfer("https://a.example/b.jpg", s -> s.prompt("oil on canvas")
                        .depthStrength(1)
                        .denoisingStrength(0.5)
                        .styleStrength(0.25)))
                .build();

        RequestRules.checkOperations(operations.toJson(), Validation.STRICT);
        assertThat(operations.toJson()).isEqualTo(json("""
                        {'restorations':{'decompress':'auto','upscale':{'type':'photo','version':'2'},'polish':true},
                         'adjustments':{'hdr':{'intensity':80,'stitching':true},'exposure':-5,'saturation':6,
                                        'contrast':7,'sharpness':8},
                         'background':{'remove':{'category':'products','clipping':true},
                                       'blur':{'type':'lens','level':'high','selective':{'object_to_keep':'shoe'}},
                                       'color':'transparent'},
                         'resizing':{'width':1000,'height':'50%',
                                     'fit':{'type':'outpaint','feathering':'20%','outpaint_by':'10%'}},
                         'padding':'10%',
                         'privacy':{'blur_car_plate':true,'identity_crop':false},
                         'generative':{'style_transfer':{'style_reference_image':'https://a.example/b.jpg',
                                       'prompt':'oil on canvas','depth_strength':1.0,'denoising_strength':0.5,
                                       'style_strength':0.25}}}"""));
    }

    @Test
    void theShortFormsAreShort() {
        Operations operations = Operations.builder()
                .restorations(r -> r.upscale(Restorations.Upscale.SMART_ENHANCE))
                .adjustments(a -> a.hdr(50))
                .background(b -> b.remove().blur().color("#ffffff"))
                .resizing(r -> r.widthAuto().heightAuto().fit(Fit.SMART_CROP))
                .build();

        assertThat(operations.toJson())
                .isEqualTo(json("{'restorations':{'upscale':'smart_enhance'},'adjustments':{'hdr':50},"
                        + "'background':{'remove':true,'blur':true,'color':'#ffffff'},"
                        + "'resizing':{'width':'auto','height':'auto','fit':{'type':'crop','crop':'smart'}}}"));
    }

    @Test
    void outputsOfEveryFormatCanBeWrittenDown() throws Exception {
        for (Format format : new Format[] {
            Format.jpeg().quality(80).progressive(false),
            Format.png().compression(Format.Png.Compression.BEST),
            Format.webp().quality(80),
            Format.avif().lossless(),
            Format.tiff().lossy()
        }) {
            Output output = Output.builder()
                    .format(format)
                    .destination("storage://shop/out/a")
                    .metadata(m -> m.dpi(300).colorSpace(ColorSpace.cmyk(ColorSpace.Profile.US_WEB_COATED)))
                    .build();
            RequestRules.checkOutput(output.toJson(), Validation.STRICT);
            assertThat(output.destination()).contains("storage://shop/out/a");
            assertThat(output.formatName()).isPresent();
        }
        assertThat(Format.webp().quality(80).toJson())
                .isEqualTo(json("{'type':'webp','compression':{'type':'lossy','quality':80}}"));
        assertThat(ColorSpace.cmyk(ColorSpace.Profile.US_WEB_COATED).toJson())
                .isEqualTo(json("{'type':'CMYK','color_profile':'USWeb_Coated'}"));
    }

    @Test
    void everyLevelLetsNewOptionsThrough() {
        EditRequest request = EditRequest.builder()
                .input("https://a.example/1.jpg")
                .operations(o -> o.with("sparkle", 5).resizing(r -> r.with("gravity", "north")))
                .output(o -> o.with("preview", true).format(Format.webp().with("effort", 6)))
                .with("priority", "high")
                .build();

        assertThat(request.toJson())
                .isEqualTo(json("{'input':'https://a.example/1.jpg','priority':'high',"
                        + "'operations':{'sparkle':5,'resizing':{'gravity':'north'}},"
                        + "'output':{'preview':true,'format':{'type':'webp','effort':6}}}"));
    }

    @Test
    void namingAGroupTwiceAddsToIt() {
        Operations operations = Operations.builder()
                .resizing(r -> r.width(5))
                .resizing(r -> r.height(6))
                .build();

        assertThat(operations.toJson()).isEqualTo(json("{'resizing':{'width':5,'height':6}}"));
    }

    @Test
    void nothingThatIsNullIsSent() throws Exception {
        EditRequest request = EditRequest.fromJson(
                json(
                        "{'input':null,'operations':{'padding':null,'resizing':{'width':5,'fit':null}},'output':null,'x':null}"));

        assertThat(request.toJson()).isEqualTo(json("{'operations':{'resizing':{'width':5}}}"));
    }

    @Test
    void aRequestSurvivesBeingReadBack() throws Exception {
        EditRequest request = new EditRequest(
                "https://a.example/1.jpg",
                Operations.builder().padding("5%").build(),
                Output.to("storage://shop/out/a.webp"));

        assertThat(EditRequest.fromJson(request.toJson())).isEqualTo(request).hasSameHashCodeAs(request);
        assertThat(request).hasToString(request.toJson().toString());
    }

    @Test
    void equalNumbersMakeEqualRequestsWhateverTheirJavaType() {
        ObjectNode wide = (ObjectNode) json("{'resizing':{}}");
        ((ObjectNode) wide.get("resizing")).set("width", LongNode.valueOf(5));

        assertThat(Operations.fromJson(wide))
                .isEqualTo(Operations.builder().resizing(r -> r.width(5)).build());
    }

    @Test
    void whatIsHandedOutOrTakenInCannotChangeARequest() {
        ObjectNode mine = (ObjectNode) json("{'resizing':{'width':5}}");
        Operations operations = Operations.fromJson(mine);

        mine.removeAll();
        operations.toJson().removeAll();

        assertThat(operations.toJson()).isEqualTo(json("{'resizing':{'width':5}}"));
    }

    @Test
    void aBodyThatIsNoRequestIsRefused() {
        assertThat(refusalOf(() -> EditRequest.fromJson(json("[1]"))))
                .hasMessage("request is [1], allowed: an object with input, operations, output");
        assertThat(refusalOf(() -> EditRequest.fromJson(json("{'operations':'x'}"))))
                .hasMessageStartingWith("operations is \"x\", allowed: an object with restorations");
        assertThat(refusalOf(() -> EditRequest.fromJson(json("{'input':5}"))))
                .hasMessageStartingWith("input is 5, allowed: an http://");
    }

    @ParameterizedTest(name = "{1} over {0} is {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'a':{'b':1,'c':2}}     | {'a':{'c':3}}        | {'a':{'b':1,'c':3}}
            {'a':1}                 | {'a':{'b':1}}        | {'a':{'b':1}}
            {'a':{'b':1}}           | {'a':true}           | {'a':true}
            {'a':[1,2]}             | {'a':[3]}            | {'a':[3]}
            {'a':{'b':1}}           | {}                   | {'a':{'b':1}}
            {'a':{'b':1,'c':2}}     | {'a':{'b':null}}     | {'a':{'c':2}}
            {'output':{'format':'webp'}} | {'output':'storage://s/a'} | {'output':{'format':'webp','destination':'storage://s/a'}}
            {'output':'storage://s/a'} | {'output':{'format':'webp'}} | {'output':{'destination':'storage://s/a','format':'webp'}}
            {'output':'storage://s/a'} | {'output':'storage://s/b'} | {'output':'storage://s/b'}
            {'f':{'type':'jpeg','quality':80}} | {'f':{'type':'webp'}} | {'f':{'type':'webp'}}
            {'f':{'type':'jpeg','quality':80}} | {'f':{'type':'jpeg','progressive':true}} | {'f':{'type':'jpeg','quality':80,'progressive':true}}
            {'b':{'type':'regular','level':'low'}} | {'b':{'type':'lens'}} | {'b':{'type':'lens','level':'low'}}
            """)
    void objectsMergeDeeplyAndEverythingElseReplaces(String under, String over, String merged) {
        assertThat(EditRequest.merge((ObjectNode) json(under), (ObjectNode) json(over)))
                .isEqualTo(json(merged));
    }

    @Test
    void aBatchIsWrittenDownLikeOneImage() {
        EditRequest list = EditRequest.builder()
                .inputs(List.of("https://a.example/1.jpg", "https://a.example/2.jpg"))
                .build();
        EditRequest folder =
                EditRequest.builder().folder("storage://shop/in/", true).build();

        assertThat(list.toJson())
                .isEqualTo(json("{'input':['https://a.example/1.jpg','https://a.example/2.jpg'],'operations':{}}"));
        assertThat(list.images().urls()).containsExactly("https://a.example/1.jpg", "https://a.example/2.jpg");
        assertThat(folder.toJson())
                .isEqualTo(json("{'input':{'source':'storage://shop/in/','recursive':true},'operations':{}}"));
        assertThat(folder.images().folder()).contains("storage://shop/in/");
        assertThat(list.input()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'https://a.example/1.jpg'   | EDIT
            'https://a.example/in/'     | EDIT
            'storage://shop/in/a.jpg'   | EDIT
            'storage://shop/in/'        | BATCH
            ['https://a.example/1.jpg'] | BATCH
            {'source':'storage://shop/in/'} | BATCH
            """)
    void whatTheInputIsSaysWhichEndpointIsMeant(String input, TaskFamily family) throws Exception {
        EditRequest request = EditRequest.fromJson(json("{'input':" + input + "}"));

        assertThat(request.family()).isEqualTo(family);
        assertThat(request.toJson().get("input")).isEqualTo(json(input));
    }
}
