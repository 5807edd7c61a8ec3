package io.github.camelclaid.client;

import static io.github.camelclaid.client.RequestRulesTest.json;
import static io.github.camelclaid.client.RequestRulesTest.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionTextsTest {

    @ParameterizedTest(name = "{0}={1} is {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            resizing.width             | 1000      | 1000
            resizing.width             | 50%       | '50%'
            resizing.height            | auto      | 'auto'
            resizing.fit               | bounds    | 'bounds'
            resizing.fit.type          | crop      | 'crop'
            resizing.fit.crop          | smart     | 'smart'
            resizing.fit.feathering    | 20%       | '20%'
            background.remove          | true      | true
            background.remove          | false     | false
            background.remove.category | products  | 'products'
            background.remove.clipping | true      | true
            background.blur.selective.object_to_keep | two shoes | 'two shoes'
            background.color           | #ffffff   | '#ffffff'
            background.color           | 000000    | '000000'
            adjustments.hdr            | 50        | 50
            adjustments.hdr.stitching  | true      | true
            adjustments.exposure       | -20       | -20
            restorations.upscale       | photo     | 'photo'
            restorations.upscale.version | 2       | '2'
            padding                    | 5% 15%    | '5% 15%'
            generative.style_transfer.style_strength | 0.5 | 0.5
            resizing.fit               | {"type":"crop","crop":"smart"} | {'type':'crop','crop':'smart'}
            background                 | {"remove":true} | {'remove':true}
            """)
    void aTextBecomesWhatTheOptionIs(String path, String text, String value) throws Exception {
        assertThat(RequestRules.coerce(path, text)).isEqualTo(json(value));
    }

    @ParameterizedTest(name = "{0}={1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            resizing.widht         | 5     | op.resizing.widht is unknown, did you mean width? Allowed: width, height, fit
            rezising.width         | 5     | op.rezising is unknown, did you mean resizing? Allowed: restorations, adjustments, background, resizing, padding, privacy, generative
            padding.left           | 5px   | op.padding.left is unknown, allowed: no member
            resizing.fit           | bound | op.resizing.fit is "bound", allowed: crop, cover, bounds, canvas, outpaint or an object with type
            background.remove      | yes   | op.background.remove is "yes", allowed: true, false or an object with category, clipping, selective
            background             | true  | op.background is "true", allowed: an object with remove, blur, color
            adjustments.exposure   | 200   | op.adjustments.exposure is "200", allowed: a whole number from -100 to 100
            adjustments.exposure   | much  | op.adjustments.exposure is "much", allowed: a whole number from -100 to 100
            resizing.fit           | {"type":"smart"} | op.resizing.fit.type is "smart", allowed: crop, cover, bounds, canvas, outpaint
            resizing.fit           | {type}| op.resizing.fit is "{type}", allowed: crop, cover, bounds, canvas, outpaint or an object with type, as JSON
            """)
    void anImpossibleOptionIsNamedAsItWasWritten(String path, String text, String message) {
        assertThat(refusalOf(() -> RequestRules.coerce(path, text))).hasMessage(message);
    }

    @Test
    void flatOptionsBecomeNestedObjects() throws Exception {
        Map<String, String> options = Map.of(
                "resizing.width", "1000",
                "resizing.height", "800",
                "background.remove.category", "products",
                "padding", "10%");

        assertThat(Operations.fromOptions(options).toJson())
                .isEqualTo(json("{'resizing':{'width':1000,'height':800},"
                        + "'background':{'remove':{'category':'products'}},'padding':'10%'}"));
    }

    @ParameterizedTest
    @CsvSource({
        "background.remove, background.remove.category",
        "background.remove.category, background.remove",
    })
    void membersWinOverTrueInEitherOrder(String first, String second) throws Exception {
        Map<String, String> options = new LinkedHashMap<>();
        options.put(first, first.endsWith("category") ? "cars" : "true");
        options.put(second, second.endsWith("category") ? "cars" : "true");

        assertThat(Operations.fromOptions(options).toJson())
                .isEqualTo(json("{'background':{'remove':{'category':'cars'}}}"));
    }

    @Test
    void falseAndMembersContradictEachOther() {
        Map<String, String> options = Map.of("background.remove", "false", "background.remove.category", "cars");

        assertThat(refusalOf(() -> Operations.fromOptions(options)))
                .hasMessage("op.background.remove is false and contradicts op.background.remove.category,"
                        + " allowed: one of the two");
    }

    @Test
    void aNumberAndMembersContradictEachOther() {
        Map<String, String> options = Map.of("adjustments.hdr", "50", "adjustments.hdr.stitching", "true");

        assertThat(refusalOf(() -> Operations.fromOptions(options)).path()).isEqualTo("op.adjustments.hdr");
    }

    @Test
    void aNameJoinsTheMembersOfWhatItNames() throws Exception {
        Map<String, String> options = Map.of("resizing.fit", "outpaint", "resizing.fit.feathering", "20%");

        assertThat(Operations.fromOptions(options).toJson())
                .isEqualTo(json("{'resizing':{'fit':{'type':'outpaint','feathering':'20%'}}}"));
    }

    @Test
    void jsonAndMembersJoinUnlessTheyContradictEachOther() throws Exception {
        Map<String, String> joined = Map.of("resizing", "{\"width\":5}", "resizing.height", "6");
        Map<String, String> torn = Map.of("resizing", "{\"width\":5}", "resizing.width", "6");

        assertThat(Operations.fromOptions(joined).toJson()).isEqualTo(json("{'resizing':{'width':5,'height':6}}"));
        assertThat(refusalOf(() -> Operations.fromOptions(torn)))
                .hasMessage("op.resizing.width is 5 and contradicts another option of that name,"
                        + " allowed: one of the two");
    }

    @Test
    void lenientOptionsLetNewPathsAndNamesPass() throws Exception {
        Map<String, String> options = Map.of(
                "sparkle.amount", "5",
                "sparkle.on", "true",
                "resizing.fit", "stretch");

        assertThat(Operations.fromOptions(options, Validation.LENIENT).toJson())
                .isEqualTo(json("{'sparkle':{'amount':5,'on':true},'resizing':{'fit':'stretch'}}"));
    }
}
