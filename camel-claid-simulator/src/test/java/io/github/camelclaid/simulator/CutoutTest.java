package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CutoutTest extends InStudio {

    private static final int WIDTH = 600;
    private static final int HEIGHT = 450;
    private static final Color SUBJECT = new Color(190, 40, 50);

    /** A mug seen from the side: a body, and a handle with ground inside. */
    private static BufferedImage withMug(BufferedImage image, Color color) {
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(color);
        graphics.fillRoundRect(180, 110, 180, 230, 60, 60);
        graphics.setStroke(new BasicStroke(24));
        graphics.drawOval(310, 160, 120, 120);
        graphics.dispose();
        return image;
    }

    /** Grounds that are plain to people, but not to the pixel. */
    enum Ground {
        WHITE("png") {
            @Override
            int brightness(int x, int y, Random random) {
                return 255;
            }
        },
        SHADED("png") {
            @Override
            int brightness(int x, int y, Random random) {
                return 245 - 70 * x / WIDTH - 20 * y / HEIGHT;
            }
        },
        VIGNETTED("jpg") {
            @Override
            int brightness(int x, int y, Random random) {
                double r = Math.hypot(x - WIDTH * 0.5, y - HEIGHT * 0.45) / WIDTH;
                return (int) (250 - 160 * r * r);
            }
        },
        NOISY("png") {
            @Override
            int brightness(int x, int y, Random random) {
                return (int) Math.round(Math.max(0, Math.min(255, 215 + 5 * random.nextGaussian())));
            }
        },
        SHADOWED("jpg") {
            @Override
            int brightness(int x, int y, Random random) {
                double distance = Math.hypot((x - 290) / 200.0, (y - 340) / 50.0);
                return (int) (240 - 90 * Math.pow(Math.max(0, Math.cos(Math.min(1, distance) * Math.PI / 2)), 2));
            }
        },
        DARK("jpg") {
            @Override
            int brightness(int x, int y, Random random) {
                return 30 + 20 * y / HEIGHT;
            }
        };

        private final String ext;

        Ground(String ext) {
            this.ext = ext;
        }

        abstract int brightness(int x, int y, Random random);

        BufferedImage picture() {
            BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
            Random random = new Random(1);
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    image.setRGB(x, y, brightness(x, y, random) * 0x010101);
                }
            }
            return image;
        }
    }

    @Nested
    class Removal {

        @Shows("background.remove")
        @ParameterizedTest
        @EnumSource(Ground.class)
        void aSubjectOnAPlainGroundIsCutOutCleanly(Ground ground) {
            String name = "mug." + ground.ext;
            studio.save(withMug(ground.picture(), SUBJECT), name);

            BufferedImage cutout = studio.png(name, "{\"background\": {\"remove\": true, \"color\": \"#00ff00\"}}");

            BufferedImage wanted = withMug(Pictures.plain(WIDTH, HEIGHT, Color.GREEN), SUBJECT);
            assertThat(meanDifference(cutout, wanted)).as("mean difference").isLessThan(1.2);
            assertThat(shareOfOdd(cutout, wanted))
                    .as("share of pixels that are far off")
                    .isLessThan(0.002);
        }

        @Test
        void edgesAreSoftAndKeepNothingOfTheGround() {
            studio.save(withMug(Ground.WHITE.picture(), new Color(20, 20, 20)), "black.png");

            BufferedImage cutout =
                    studio.png("black.png", "{\"background\": {\"remove\": true, \"color\": \"transparent\"}}");

            int soft = 0;
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    Color pixel = Pictures.at(cutout, x, y);
                    if (pixel.getAlpha() > 30 && pixel.getAlpha() < 225) {
                        soft++;
                        assertThat(pixel.getRed())
                                .as("%s at %d,%d", pixel, x, y)
                                .isLessThan(90);
                    }
                }
            }
            assertThat(soft).isGreaterThan(100);
        }

        @Test
        void dustOnTheGroundGoesAway() {
            BufferedImage dusty = withMug(Ground.SHADED.picture(), SUBJECT);
            Pictures.filled(dusty, Color.DARK_GRAY, 60, 60, 2, 2);
            studio.save(dusty, "dusty.png");

            BufferedImage cutout = studio.png("dusty.png", "{\"background\": {\"remove\": true}}");

            assertThat(Pictures.at(cutout, 60, 60)).isEqualTo(Color.WHITE);
        }

        @Test
        void aGreyThingIsNoShadow() {
            BufferedImage grey = Ground.WHITE.picture();
            for (int x = 150; x < 450; x++) {
                int level = 120 + (x - 150) / 3;
                Pictures.filled(grey, new Color(level, level, level), x, 100, 1, 250);
            }
            studio.save(grey, "grey.png");

            BufferedImage cutout =
                    studio.png("grey.png", "{\"background\": {\"remove\": true, \"color\": \"transparent\"}}");

            assertThat(Pictures.at(cutout, 200, 200).getAlpha()).isEqualTo(255);
            assertThat(Pictures.at(cutout, 400, 200).getAlpha()).isEqualTo(255);
            assertThat(Pictures.at(cutout, 100, 200).getAlpha()).isZero();
        }

        @Test
        void aPictureWithoutABackgroundStaysAsItIs() {
            BufferedImage cutOut = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
            withMug(cutOut, new Color(190, 40, 50, 120));
            studio.save(cutOut, "glass.png");

            BufferedImage again = studio.png("glass.png", "{\"background\": {\"remove\": true}}");

            // but for what rounding makes of pixels that are hardly seen
            assertThat(meanDifference(again, cutOut)).isLessThan(0.2);
        }

        @Test
        void aRemovedBackgroundIsWhiteByDefault() {
            studio.save(withMug(Ground.DARK.picture(), SUBJECT), "mug.png");

            BufferedImage image = studio.png("mug.png", "{\"background\": {\"remove\": true}}");

            assertThat(Pictures.at(image, 2, 2)).isEqualTo(Color.WHITE);
        }

        @Shows("background.remove.clipping")
        @Test
        void aClippedSubjectIsScaledBackToTheInputsSize() {
            studio.save(withMug(Ground.SHADED.picture(), SUBJECT), "mug.png");

            BufferedImage image = studio.png("mug.png", "{\"background\": {\"remove\": {\"clipping\": true}}}");

            // the mug is higher than wide compared with the picture: it reaches from the top to the bottom
            assertThat(image.getWidth()).isEqualTo(WIDTH);
            assertThat(image.getHeight()).isEqualTo(HEIGHT);
            assertThat(Pictures.at(image, 200, 1).getGreen()).isLessThan(80);
            assertThat(Pictures.at(image, 200, HEIGHT - 2).getGreen()).isLessThan(80);
            assertThat(Pictures.at(image, 2, 2)).isEqualTo(Color.WHITE);
        }

        @Shows({
            "background.remove.category",
            "background.remove.selective.object_to_keep",
        })
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"category\": \"cars\"}",
                    "{\"category\": \"products\"}",
                    "{\"selective\": {\"object_to_keep\": \"the mug\"}}"
                })
        void categoryAndSelectiveChangeNothing(String remove) {
            studio.save(withMug(Ground.SHADED.picture(), SUBJECT), "mug.png");
            String png = "{\"format\": \"png\"}";

            assertThat(studio.bytes("mug.png", "{\"background\": {\"remove\": %s}}".formatted(remove), png))
                    .isEqualTo(studio.bytes("mug.png", "{\"background\": {\"remove\": true}}", png));
        }
    }

    @Nested
    class Blurs {

        @BeforeEach
        void aMugBeforeALightlyWovenCloth() {
            BufferedImage cloth = Pictures.plain(WIDTH, HEIGHT, new Color(200, 200, 190));
            for (int y = 0; y < HEIGHT; y += 8) {
                for (int x = 0; x < WIDTH; x += 8) {
                    Pictures.filled(cloth, new Color(206, 206, 196), x, y, 4, 4);
                }
            }
            // a glint, too small for a subject
            Pictures.filled(cloth, Color.WHITE, 80, 200, 3, 3);
            studio.save(withMug(cloth, SUBJECT), "cloth.png");
        }

        private BufferedImage blurred(String blur) {
            return studio.png("cloth.png", "{\"background\": {\"blur\": %s}}".formatted(blur));
        }

        @Shows("background.blur")
        @Test
        void aBlurLeavesTheSubjectAlone() {
            BufferedImage sharp = studio.png("cloth.png", "{}");
            BufferedImage image = blurred("true");

            assertThat(Pictures.at(image, 270, 220)).isEqualTo(SUBJECT);
            assertThat(Pictures.at(image, 186, 220)).isEqualTo(SUBJECT);
            assertThat(roughness(image)).isLessThan(roughness(sharp) / 4);
            // the subject has not run into the ground around it
            assertThat(Pictures.at(image, 172, 220).getGreen()).isGreaterThan(190);
        }

        @Shows("background.blur.level")
        @Test
        void aHigherLevelBlursMore() {
            double low = glint(blurred("{\"level\": \"low\"}"));
            double medium = glint(blurred("{\"level\": \"medium\"}"));
            double high = glint(blurred("{\"level\": \"high\"}"));

            assertThat(low).isGreaterThan(medium + 1);
            assertThat(medium).isGreaterThan(high);
            assertThat(studio.bytes("cloth.png", "{\"background\": {\"blur\": {\"level\": \"medium\"}}}", "{}"))
                    .isEqualTo(studio.bytes("cloth.png", "{\"background\": {\"blur\": true}}", "{}"));
        }

        @Shows("background.blur.type")
        @Test
        void aLensMakesDiscsOfPoints() {
            BufferedImage regular = blurred("{\"type\": \"regular\", \"level\": \"high\"}");
            BufferedImage lens = blurred("{\"type\": \"lens\", \"level\": \"high\"}");

            // nearly as bright towards the rim as in the middle, where the other one has faded
            double lensFade = brightness(lens, 81, 201) - brightness(lens, 91, 201);
            double regularFade = brightness(regular, 81, 201) - brightness(regular, 91, 201);
            assertThat(lensFade).isLessThanOrEqualTo(regularFade);
            assertThat(meanDifference(lens, regular)).isGreaterThan(0.01);
            assertThat(Pictures.at(lens, 270, 220)).isEqualTo(SUBJECT);
        }

        @Shows({"background.blur.category", "background.blur.selective.object_to_keep"})
        @ParameterizedTest
        @ValueSource(strings = {"{\"category\": \"cars\"}", "{\"selective\": {\"object_to_keep\": \"the mug\"}}"})
        void categoryAndSelectiveChangeNothing(String blur) {
            assertThat(meanDifference(blurred(blur), blurred("true"))).isZero();
        }

        private double glint(BufferedImage image) {
            return brightness(image, 81, 201);
        }

        /** How much neighbours differ in a part of the ground. */
        private double roughness(BufferedImage image) {
            double sum = 0;
            for (int y = 20; y < 80; y++) {
                for (int x = 20; x < 140; x++) {
                    sum += Math.abs(brightness(image, x, y) - brightness(image, x + 1, y));
                }
            }
            return sum / (60 * 120);
        }

        private double brightness(BufferedImage image, int x, int y) {
            Color color = Pictures.at(image, x, y);
            return (color.getRed() + color.getGreen() + color.getBlue()) / 3.0;
        }
    }

    private static double meanDifference(BufferedImage one, BufferedImage other) {
        long sum = 0;
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            sum += difference(one.getRGB(i % WIDTH, i / WIDTH), other.getRGB(i % WIDTH, i / WIDTH));
        }
        return (double) sum / (WIDTH * HEIGHT);
    }

    private static double shareOfOdd(BufferedImage one, BufferedImage other) {
        int odd = 0;
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            odd += difference(one.getRGB(i % WIDTH, i / WIDTH), other.getRGB(i % WIDTH, i / WIDTH)) > 80 ? 1 : 0;
        }
        return (double) odd / (WIDTH * HEIGHT);
    }

    /** Of the channel, alpha included, that differs most; of two that are transparent none. */
    private static int difference(int one, int other) {
        if (one >>> 24 == 0 && other >>> 24 == 0) {
            return 0;
        }
        int most = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            most = Math.max(most, Math.abs((one >>> shift & 0xFF) - (other >>> shift & 0xFF)));
        }
        return most;
    }
}
