package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelclaid.simulator.script.Timing;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EditingTest {

    @TempDir
    static Path shop;

    @RegisterExtension
    static final ClaidSimulatorExtension claid = ClaidSimulatorExtension.with(builder -> builder.noQuota()
            .duration(Timing.fixed(Duration.ZERO))
            .maxPixels(1_000_000)
            .storage("shop", shop));

    private Client client;

    @BeforeEach
    void pictures() {
        client = new Client(claid.simulator());
        Pictures.saved(Pictures.plain(200, 100, Color.RED), shop.resolve("red.png"));
        Pictures.saved(Pictures.halves(200, 100, Color.RED, Color.BLUE), shop.resolve("halves.png"));
        Pictures.saved(Pictures.plain(80, 60, new Color(0, 0, 255, 0)), shop.resolve("clear.png"));
    }

    private JsonNode finished(String name, String operations, String output) {
        JsonNode accepted =
                client.submit("storage://shop/" + name, operations, output).data();
        return client.poll(accepted.path("id").asLong()).data();
    }

    private byte[] bytes(String name, String operations, String output) {
        JsonNode task = finished(name, operations, output);
        String url = task.path("result").path("output_object").path("tmp_url").asText();
        assertThat(url).as("%s", task).isNotEmpty();
        return client.open(url).body();
    }

    private BufferedImage png(String name, String operations) {
        return Pictures.decoded(bytes(name, operations, "{\"format\": \"png\"}"));
    }

    private String failure(String name, String operations) {
        JsonNode task = finished(name, operations, "{}");
        assertThat(task.path("status").asText()).isEqualTo("ERROR");
        return task.path("errors").path(0).path("error").asText();
    }

    private static void assertNear(Color actual, Color expected) {
        assertThat(Math.abs(actual.getRed() - expected.getRed()))
                .as("red of %s", actual)
                .isLessThan(12);
        assertThat(Math.abs(actual.getGreen() - expected.getGreen()))
                .as("green of %s", actual)
                .isLessThan(12);
        assertThat(Math.abs(actual.getBlue() - expected.getBlue()))
                .as("blue of %s", actual)
                .isLessThan(12);
        assertThat(actual.getAlpha()).as("alpha of %s", actual).isEqualTo(expected.getAlpha());
    }

    @Nested
    class Sizes {

        @ParameterizedTest(name = "{0} x {1}, {2} makes {3} x {4}")
        @CsvSource({
            "'\"width\": 50, \"height\": 50', crop, 50, 50",
            "'\"width\": 50, \"height\": 50', cover, 100, 50",
            "'\"width\": 50, \"height\": 50', bounds, 50, 25",
            "'\"width\": 50, \"height\": 50', canvas, 50, 50",
            "'\"width\": 50, \"height\": 50', outpaint, 50, 50",
            "'\"width\": 400, \"height\": 400', bounds, 400, 200",
            "'\"width\": \"50%\", \"height\": \"50%\"', bounds, 100, 50",
            "'\"width\": \"50%\"', bounds, 100, 50",
            "'\"width\": \"200%\", \"height\": \"auto\"', crop, 400, 200",
            "'\"width\": 50, \"height\": \"auto\"', crop, 50, 25",
            "'\"height\": 50', cover, 100, 50",
            "'\"width\": \"auto\", \"height\": \"auto\"', crop, 200, 100",
        })
        void aFitDecidesTheSize(String sides, String fit, int width, int height) {
            BufferedImage image = png("red.png", "{\"resizing\": {%s, \"fit\": \"%s\"}}".formatted(sides, fit));

            assertThat(image.getWidth()).isEqualTo(width);
            assertThat(image.getHeight()).isEqualTo(height);
            assertNear(Pictures.at(image, width / 2, height / 2), Color.RED);
        }

        @Test
        void withCropASideThatIsNotNamedKeepsItsLength() {
            BufferedImage image = png("red.png", "{\"resizing\": {\"width\": 50}}");

            assertThat(image.getWidth()).isEqualTo(50);
            assertThat(image.getHeight()).isEqualTo(100);
        }

        @Test
        void aCropKeepsTheMiddle() {
            BufferedImage image = png("halves.png", "{\"resizing\": {\"width\": 100, \"height\": 100}}");

            assertNear(Pictures.at(image, 10, 50), Color.RED);
            assertNear(Pictures.at(image, 90, 50), Color.BLUE);
        }

        @Test
        void aSmartCropKeepsTheBusyPart() {
            BufferedImage picture = Pictures.plain(200, 100, Color.WHITE);
            Pictures.filled(picture, Color.BLACK, 20, 40, 20, 20);
            Pictures.saved(picture, shop.resolve("corner.png"));

            BufferedImage image = png(
                    "corner.png",
                    "{\"resizing\": {\"width\": 60, \"height\": 100, \"fit\": {\"type\": \"crop\", \"crop\": \"smart\"}}}");

            assertThat(SamePixels.count(image, Color.BLACK)).isEqualTo(400);
        }

        @Test
        void aCanvasIsFilledWithTheBackgroundColour() {
            BufferedImage image = png(
                    "red.png",
                    "{\"resizing\": {\"width\": 100, \"height\": 100, \"fit\": \"canvas\"},"
                            + " \"background\": {\"color\": \"#0f0\"}}");

            assertNear(Pictures.at(image, 50, 5), Color.GREEN);
            assertNear(Pictures.at(image, 50, 50), Color.RED);
        }

        @Test
        void outpaintingGoesOnWithTheEdges() {
            BufferedImage image = png(
                    "halves.png", "{\"resizing\": {\"fit\": {\"type\": \"outpaint\", \"outpaint_by\": \"10% 20px\"}}}");

            assertThat(image.getWidth()).isEqualTo(240);
            assertThat(image.getHeight()).isEqualTo(140);
            assertNear(Pictures.at(image, 2, 2), Color.RED);
            assertNear(Pictures.at(image, 237, 137), Color.BLUE);
        }

        @Test
        void upscalingInterpolates() {
            BufferedImage image = png(
                    "red.png",
                    "{\"restorations\": {\"upscale\": \"smart_enhance\"}, \"resizing\": {\"width\": \"300%\","
                            + " \"height\": \"300%\"}}");

            assertThat(image.getWidth()).isEqualTo(600);
            assertNear(Pictures.at(image, 0, 0), Color.RED);
        }

        @Test
        void aResultThatIsTooLargeFails() {
            assertThat(failure("red.png", "{\"resizing\": {\"width\": 2000, \"height\": 2000}}"))
                    .contains("1000000 pixels");
        }
    }

    @Nested
    class Paddings {

        @ParameterizedTest(name = "{0}: picture from {1},{2} to {3},{4}")
        @CsvSource({
            "10%, 20, 10, 180, 90",
            "25% 0%, 50, 25, 150, 75",
            "20px, 40, 20, 160, 80",
            "0px 100px 0px 0px, 0, 25, 100, 75",
        })
        void aPaddingLeavesRoomWithinTheSize(String padding, int left, int top, int right, int bottom) {
            BufferedImage image = png(
                    "red.png", "{\"padding\": \"%s\", \"background\": {\"color\": \"#0000ff\"}}".formatted(padding));

            assertThat(image.getWidth()).isEqualTo(200);
            assertThat(image.getHeight()).isEqualTo(100);
            assertNear(Pictures.at(image, left + 2, (top + bottom) / 2), Color.RED);
            assertNear(Pictures.at(image, right - 3, (top + bottom) / 2), Color.RED);
            assertNear(Pictures.at(image, (left + right) / 2, top + 2), Color.RED);
            assertNear(Pictures.at(image, (left + right) / 2, bottom - 3), Color.RED);
            if (left > 0) {
                assertNear(Pictures.at(image, left - 2, 50), Color.BLUE);
            }
            if (top > 0) {
                assertNear(Pictures.at(image, (left + right) / 2, top - 2), Color.BLUE);
            }
            assertNear(Pictures.at(image, right + 2, 50), Color.BLUE);
        }

        @Test
        void aPaddingWithoutRoomForThePictureFails() {
            assertThat(failure("red.png", "{\"padding\": \"100px\"}")).contains("no room");
        }
    }

    @Nested
    class Grounds {

        @ParameterizedTest(name = "{0}")
        @CsvSource({"#00ff00, 255", "#0f0, 255", "00ff00, 255", "#00ff0080, 128", "#0f08, 136"})
        void aColourLiesBehindWhatIsTransparent(String color, int alpha) {
            BufferedImage image = png("clear.png", "{\"background\": {\"color\": \"%s\"}}".formatted(color));

            assertNear(Pictures.at(image, 40, 30), new Color(0, 255, 0, alpha));
        }

        @Test
        void alphaIsKeptWhereTheFormatHasIt() {
            assertThat(Pictures.at(png("clear.png", "{}"), 40, 30).getAlpha()).isZero();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"webp\"",
                    "{\"type\": \"webp\", \"compression\": \"lossless\"}",
                    "{\"type\": \"tiff\", \"compression\": \"lossless\"}"
                })
        void alphaIsKeptByEveryFormatThatHasIt(String format) {
            BufferedImage image = Pictures.decoded(bytes("clear.png", "{}", "{\"format\": " + format + "}"));

            assertThat(Pictures.at(image, 40, 30).getAlpha()).isZero();
        }

        @Test
        void alphaIsFlattenedOnWhiteForALossyTiff() {
            BufferedImage image = Pictures.decoded(
                    bytes("clear.png", "{}", "{\"format\": {\"type\": \"tiff\", \"compression\": \"lossy\"}}"));

            assertNear(Pictures.at(image, 40, 30), Color.WHITE);
        }

        @Test
        void alphaIsFlattenedOnWhiteForJpeg() {
            BufferedImage image = Pictures.decoded(bytes("clear.png", "{}", "{\"format\": \"jpeg\"}"));

            assertNear(Pictures.at(image, 40, 30), Color.WHITE);
        }

        @Test
        void aRemovedBackgroundIsTransparentIfThatIsWanted() {
            saveObject();

            BufferedImage image = png("object.png", "{\"background\": {\"remove\": true, \"color\": \"transparent\"}}");

            assertThat(Pictures.at(image, 2, 2).getAlpha()).isZero();
            assertNear(Pictures.at(image, 50, 50), Color.RED);
        }

        @Test
        void aRemovedBackgroundIsWhiteByDefault() {
            saveObject();

            BufferedImage image = png("object.png", "{\"background\": {\"remove\": {\"category\": \"products\"}}}");

            assertNear(Pictures.at(image, 2, 2), Color.WHITE);
        }

        @Test
        void aClippedSubjectIsScaledBackToTheInputsSize() {
            saveObject();

            BufferedImage image = png("object.png", "{\"background\": {\"remove\": {\"clipping\": true}}}");

            assertThat(image.getWidth()).isEqualTo(100);
            assertNear(Pictures.at(image, 2, 2), Color.RED);
        }

        @Test
        void aBlurLeavesTheSubjectAlone() {
            saveObject();
            BufferedImage noisy = Pictures.decoded(Pictures.encoded(object(), "png"));
            Pictures.filled(noisy, new Color(90, 110, 90), 0, 0, 10, 100);
            Pictures.saved(noisy, shop.resolve("object.png"));

            BufferedImage image = png("object.png", "{\"background\": {\"blur\": {\"level\": \"high\"}}}");

            assertThat(Pictures.at(image, 9, 50)).isNotEqualTo(Pictures.at(noisy, 9, 50));
            assertNear(Pictures.at(image, 50, 50), Color.RED);
        }

        private BufferedImage object() {
            BufferedImage picture = Pictures.plain(100, 100, new Color(100, 120, 100));
            return Pictures.filled(picture, Color.RED, 40, 40, 20, 20);
        }

        private void saveObject() {
            Pictures.saved(object(), shop.resolve("object.png"));
        }
    }

    @Nested
    class Levels {

        private Color grey(String adjustments) {
            Pictures.saved(Pictures.plain(20, 20, new Color(140, 120, 100)), shop.resolve("grey.png"));
            return Pictures.at(png("grey.png", "{\"adjustments\": {%s}}".formatted(adjustments)), 10, 10);
        }

        @Test
        void exposureBrightens() {
            assertThat(grey("\"exposure\": 50").getGreen()).isGreaterThan(150);
        }

        @Test
        void negativeExposureDarkens() {
            assertThat(grey("\"exposure\": -50").getGreen()).isLessThan(90);
        }

        @Test
        void withoutSaturationAllChannelsAreEqual() {
            Color color = grey("\"saturation\": -100");

            assertThat(color.getRed()).isEqualTo(color.getGreen()).isEqualTo(color.getBlue());
        }

        @Test
        void contrastDrivesChannelsApart() {
            Color color = grey("\"contrast\": 100");

            assertThat(color.getRed() - color.getBlue()).isEqualTo(80);
        }

        @Test
        void sharpnessRaisesEdges() {
            Pictures.saved(
                    Pictures.halves(20, 20, new Color(100, 100, 100), new Color(150, 150, 150)),
                    shop.resolve("edge.png"));

            BufferedImage image = png("edge.png", "{\"adjustments\": {\"sharpness\": 100}}");

            assertThat(Pictures.at(image, 9, 10).getRed()).isLessThan(90);
            assertThat(Pictures.at(image, 10, 10).getRed()).isGreaterThan(160);
        }

        @Test
        void hdrLiftsShadows() {
            assertThat(grey("\"hdr\": {\"intensity\": 100}").getBlue()).isGreaterThan(105);
        }
    }
}
