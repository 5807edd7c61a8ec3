package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EditingTest extends InStudio {

    @BeforeEach
    void pictures() {
        studio.save(Pictures.plain(200, 100, Color.RED), "red.png");
        studio.save(Pictures.halves(200, 100, Color.RED, Color.BLUE), "halves.png");
        studio.save(Pictures.plain(80, 60, new Color(0, 0, 255, 0)), "clear.png");
    }

    private BufferedImage png(String name, String operations) {
        return studio.png(name, operations);
    }

    private byte[] bytes(String name, String operations, String output) {
        return studio.bytes(name, operations, output);
    }

    private String failure(String name, String operations) {
        return studio.failure(name, operations);
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

        @Shows({"resizing.width", "resizing.height", "resizing.fit", "resizing.fit cover", "resizing.fit bounds"})
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

        @Shows("resizing.fit crop")
        @Test
        void withCropASideThatIsNotNamedKeepsItsLength() {
            BufferedImage image = png("red.png", "{\"resizing\": {\"width\": 50}}");

            assertThat(image.getWidth()).isEqualTo(50);
            assertThat(image.getHeight()).isEqualTo(100);
        }

        @Shows("resizing.fit.crop center")
        @Test
        void aCropKeepsTheMiddle() {
            BufferedImage image = png("halves.png", "{\"resizing\": {\"width\": 100, \"height\": 100}}");

            assertNear(Pictures.at(image, 10, 50), Color.RED);
            assertNear(Pictures.at(image, 90, 50), Color.BLUE);
        }

        @Shows("resizing.fit.crop smart")
        @Test
        void aSmartCropKeepsTheBusyPart() {
            BufferedImage picture = Pictures.plain(200, 100, Color.WHITE);
            Pictures.filled(picture, Color.BLACK, 20, 40, 20, 20);
            studio.save(picture, "corner.png");

            BufferedImage image = png(
                    "corner.png",
                    "{\"resizing\": {\"width\": 60, \"height\": 100, \"fit\": {\"type\": \"crop\", \"crop\": \"smart\"}}}");

            assertThat(SamePixels.count(image, Color.BLACK)).isEqualTo(400);
        }

        @Shows("resizing.fit canvas")
        @Test
        void aCanvasIsFilledWithTheBackgroundColour() {
            BufferedImage image = png(
                    "red.png",
                    "{\"resizing\": {\"width\": 100, \"height\": 100, \"fit\": \"canvas\"},"
                            + " \"background\": {\"color\": \"#0f0\"}}");

            assertNear(Pictures.at(image, 50, 5), Color.GREEN);
            assertNear(Pictures.at(image, 50, 50), Color.RED);
        }

        @Shows({"resizing.fit outpaint", "resizing.fit.outpaint_by"})
        @Test
        void outpaintingGoesOnWithTheEdges() {
            BufferedImage image = png(
                    "halves.png", "{\"resizing\": {\"fit\": {\"type\": \"outpaint\", \"outpaint_by\": \"10% 20px\"}}}");

            assertThat(image.getWidth()).isEqualTo(240);
            assertThat(image.getHeight()).isEqualTo(140);
            assertNear(Pictures.at(image, 2, 2), Color.RED);
            assertNear(Pictures.at(image, 237, 137), Color.BLUE);
        }

        @Shows({"resizing.fit.feathering"})
        @Test
        void feathersMakeAPictureFadeIntoWhatIsAdded() {
            BufferedImage stripes = Pictures.plain(100, 100, Color.WHITE);
            for (int x = 0; x < 100; x += 10) {
                Pictures.filled(stripes, Color.BLACK, x, 0, 5, 100);
            }
            studio.save(stripes, "stripes.png");
            String operations =
                    "{\"resizing\": {\"fit\": {\"type\": \"outpaint\", \"outpaint_by\": \"20px\", \"feathering\": \"%s\"}}}";

            BufferedImage hard = png("stripes.png", operations.formatted("0%"));
            BufferedImage soft = png("stripes.png", operations.formatted("30%"));

            assertThat(Pictures.at(hard, 27, 70)).isEqualTo(Color.WHITE);
            assertThat(Pictures.at(soft, 27, 70).getRed()).isLessThan(220);
            assertThat(Pictures.at(soft, 67, 70)).isEqualTo(Color.WHITE);
        }

        @Shows({"restorations.upscale", "restorations.upscale.version"})
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"smart_enhance\"",
                    "\"smart_resize\"",
                    "\"faces\"",
                    "\"digital_art\"",
                    "\"photo\"",
                    "{\"type\": \"photo\", \"version\": \"2\"}"
                })
        void upscalingInterpolates(String upscale) {
            BufferedImage image = png(
                    "red.png",
                    "{\"restorations\": {\"upscale\": %s}, \"resizing\": {\"width\": \"300%%\", \"height\": \"300%%\"}}"
                            .formatted(upscale));

            assertThat(image.getWidth()).isEqualTo(600);
            assertNear(Pictures.at(image, 0, 0), Color.RED);
        }

        @Shows({
            "restorations.decompress",
            "restorations.polish",
            "privacy.blur_car_plate",
            "privacy.identity_crop",
            "generative.style_transfer.style_reference_image",
            "generative.style_transfer.prompt",
            "generative.style_transfer.depth_strength",
            "generative.style_transfer.denoising_strength",
            "generative.style_transfer.style_strength"
        })
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"restorations\": {\"decompress\": \"moderate\"}}",
                    "{\"restorations\": {\"decompress\": \"strong\"}}",
                    "{\"restorations\": {\"decompress\": \"auto\"}}",
                    "{\"restorations\": {\"polish\": true}}",
                    "{\"privacy\": {\"blur_car_plate\": true, \"identity_crop\": true}}",
                    "{\"generative\": {\"style_transfer\": {\"style_reference_image\": \"https://host/a.jpg\","
                            + " \"prompt\": \"in oil\", \"depth_strength\": 0.5, \"denoising_strength\": 0.5,"
                            + " \"style_strength\": 0.5}}}"
                })
        void whatNeedsAModelLeavesEveryPixelAlone(String operations) {
            studio.save(Pictures.halves(90, 70, Color.ORANGE, Color.CYAN), "two.png");

            assertThat(studio.bytes("two.png", operations, "{\"format\": \"png\"}"))
                    .isEqualTo(studio.encoded("two.png", "\"png\""));
        }

        @Test
        void aResultThatIsTooLargeFails() {
            assertThat(failure("red.png", "{\"resizing\": {\"width\": 2000, \"height\": 2000}}"))
                    .contains("1000000 pixels");
        }
    }

    @Nested
    class Paddings {

        @Shows("padding")
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

        @Shows("background.color")
        @ParameterizedTest(name = "{0}")
        @CsvSource({"#00ff00, 255", "#0f0, 255", "00ff00, 255", "#00ff0080, 128", "#0f08, 136", "lime, 255"})
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
    }

    @Nested
    class Levels {

        private Color grey(String adjustments) {
            studio.save(Pictures.plain(20, 20, new Color(140, 120, 100)), "grey.png");
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
            studio.save(Pictures.halves(20, 20, new Color(100, 100, 100), new Color(150, 150, 150)), "edge.png");

            BufferedImage image = png("edge.png", "{\"adjustments\": {\"sharpness\": 100}}");

            assertThat(Pictures.at(image, 9, 10).getRed()).isLessThan(90);
            assertThat(Pictures.at(image, 10, 10).getRed()).isGreaterThan(160);
        }

        @Test
        void hdrLiftsShadows() {
            assertThat(grey("\"hdr\": {\"intensity\": 100}").getBlue()).isGreaterThan(105);
        }

        @Shows({
            "adjustments.exposure",
            "adjustments.contrast",
            "adjustments.saturation",
            "adjustments.sharpness",
            "adjustments.hdr"
        })
        @ParameterizedTest
        @CsvSource({
            "exposure, -100 -60 -25 0 25 60 100",
            "contrast, -100 -60 -25 0 25 60 100",
            "saturation, -100 -60 -25 0 25 60 100",
            "sharpness, 0 20 50 100",
            "hdr, 0 20 50 100"
        })
        void moreIsAlwaysMore(String adjustment, String values) {
            studio.save(tones(), "tones.png");
            double before = Double.NEGATIVE_INFINITY;
            for (String value : values.split(" ")) {
                BufferedImage image = png("tones.png", "{\"adjustments\": {\"%s\": %s}}".formatted(adjustment, value));
                double effect = effect(adjustment, image);
                assertThat(effect).as("%s %s", adjustment, value).isGreaterThan(before + 0.5);
                before = effect;
            }
        }

        @Shows({"adjustments.hdr.intensity", "adjustments.hdr.stitching"})
        @Test
        void hdrMayBeAnObjectAndStitchingChangesNothing() {
            studio.save(tones(), "tones.png");
            String png = "{\"format\": \"png\"}";

            assertThat(bytes(
                            "tones.png", "{\"adjustments\": {\"hdr\": {\"intensity\": 40, \"stitching\": true}}}", png))
                    .isEqualTo(bytes("tones.png", "{\"adjustments\": {\"hdr\": 40}}", png))
                    .isNotEqualTo(bytes("tones.png", "{}", png));
            assertThat(bytes("tones.png", "{\"adjustments\": {\"hdr\": {}}}", png))
                    .isEqualTo(bytes("tones.png", "{\"adjustments\": {\"hdr\": 100}}", png));
        }

        /** Two dull colours side by side, one of them darker. */
        private BufferedImage tones() {
            return Pictures.halves(80, 40, new Color(100, 90, 80), new Color(150, 145, 130));
        }

        private double effect(String adjustment, BufferedImage image) {
            Color dark = Pictures.at(image, 10, 20);
            Color light = Pictures.at(image, 70, 20);
            return switch (adjustment) {
                case "exposure" -> light.getGreen() + dark.getGreen();
                case "contrast" -> light.getGreen() - dark.getGreen();
                case "saturation" -> dark.getRed() - dark.getBlue();
                case "sharpness" ->
                    Pictures.at(image, 40, 20).getGreen()
                            - Pictures.at(image, 39, 20).getGreen();
                default -> dark.getBlue();
            };
        }
    }
}
