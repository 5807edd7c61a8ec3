package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelclaid.simulator.edit.Avif;
import io.github.camelclaid.simulator.validation.Validation;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class AvifTest {

    @TempDir
    static Path shop;

    @RegisterExtension
    static final ClaidSimulatorExtension claid =
            ClaidSimulatorExtension.with(builder -> Studio.simulator(builder, shop));

    @Nested
    class WithFfmpeg {

        private Studio studio;

        @BeforeEach
        void pictures() {
            assumeTrue(Avif.isThere(), "the tests have FFmpeg for linux-x86_64 only");
            studio = new Studio(claid.simulator(), shop);
            studio.save(noise(), "noise.png");
            BufferedImage half = new BufferedImage(100, 60, BufferedImage.TYPE_INT_ARGB);
            studio.save(Pictures.filled(half, new Color(200, 30, 30, 128), 0, 0, 50, 60), "half.png");
        }

        private BufferedImage noise() {
            BufferedImage image = Pictures.halves(97, 63, Color.ORANGE, Color.BLUE);
            Random random = new Random(1);
            for (int i = 0; i < 900; i++) {
                image.setRGB(random.nextInt(97), random.nextInt(63), random.nextInt(0x1000000));
            }
            return image;
        }

        @Shows("format avif")
        @Test
        void anAvifCanBeReadAgain() {
            studio.save(Pictures.halves(100, 60, Color.ORANGE, Color.BLUE), "two.png");
            studio.save(studio.encoded("two.png", "\"avif\""), "two.avif");

            JsonNode task = studio.finished("two.avif", "{}", "{\"format\": \"avif\"}");
            BufferedImage image = studio.png("two.avif", "{}");

            JsonNode result = task.path("result");
            assertThat(result.path("input_object").path("format").asText()).isEqualTo("avif");
            assertThat(result.path("input_object").path("width").asInt()).isEqualTo(100);
            assertThat(result.path("output_object").path("mime").asText()).isEqualTo("image/avif");
            assertThat(Pictures.at(image, 20, 30).getGreen()).isBetween(190, 210);
            assertThat(Pictures.at(image, 80, 30).getBlue()).isGreaterThan(240);
        }

        @Shows("format.compression avif")
        @Test
        void aLosslessAvifKeepsEveryPixel() {
            studio.save(
                    studio.encoded("noise.png", "{\"type\": \"avif\", \"compression\": \"lossless\"}"), "noise.avif");

            BufferedImage image = studio.png("noise.avif", "{}");

            BufferedImage expected = noise();
            for (int i = 0; i < 97 * 63; i++) {
                assertThat(Pictures.at(image, i % 97, i / 97)).isEqualTo(Pictures.at(expected, i % 97, i / 97));
            }
        }

        @Test
        void aLowerQualityMakesASmallerAvif() {
            String format = "{\"type\": \"avif\", \"compression\": {\"type\": \"lossy\", \"quality\": %d}}";
            byte[] usual = studio.encoded("noise.png", "\"avif\"");

            assertThat(studio.encoded("noise.png", format.formatted(5))).hasSizeLessThan(usual.length);
            assertThat(studio.encoded("noise.png", format.formatted(95))).hasSizeGreaterThan(usual.length);
            assertThat(studio.encoded("noise.png", format.formatted(50))).isEqualTo(usual);
        }

        @Test
        void alphaIsKept() {
            for (String compression : new String[] {"lossy", "lossless"}) {
                String format = "{\"type\": \"avif\", \"compression\": \"%s\"}".formatted(compression);
                studio.save(studio.encoded("half.png", format), "half.avif");

                BufferedImage image = studio.png("half.avif", "{}");

                assertThat(Pictures.at(image, 20, 30).getAlpha()).isBetween(120, 136);
                assertThat(Pictures.at(image, 20, 30).getRed()).isBetween(190, 210);
                assertThat(Pictures.at(image, 80, 30).getAlpha()).isLessThan(8);
            }
        }

        @Test
        void aSmallAvifThatIsAHugePictureFails() {
            studio.save(Pictures.plain(990, 990, Color.WHITE), "white.png");
            byte[] avif = studio.encoded("white.png", "\"avif\"");
            try (ClaidSimulator simulator = Studio.simulator(ClaidSimulator.builder(), shop)
                    .maxPixels(10_000)
                    .start()) {
                Studio small = new Studio(simulator, shop);
                small.save(avif, "white.avif");

                assertThat(small.failure("white.avif", "{}")).contains("not a readable image");
            }
        }

        @Test
        void aBrokenAvifFails() {
            byte[] avif = studio.encoded("noise.png", "\"avif\"");
            studio.save(Arrays.copyOf(avif, avif.length / 2), "broken.avif");

            assertThat(studio.failure("broken.avif", "{}")).contains("not a readable image");
        }
    }

    @Test
    void withoutFfmpegARequestForAvifIsRefusedWithWhatIsMissing() throws Exception {
        List<String> all = Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
        List<String> others =
                all.stream().filter(path -> !path.contains("bytedeco")).toList();
        assertThat(others).hasSizeLessThan(all.size());
        URL[] urls = new URL[others.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = Path.of(others.get(i)).toUri().toURL();
        }
        try (URLClassLoader without = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            Object message = without.loadClass(Refusal.class.getName())
                    .getMethod("ofFormat", String.class)
                    .invoke(null, "avif");

            assertThat((String) message)
                    .startsWith("output.format: avif is valid, but needs org.bytedeco:ffmpeg")
                    .contains("linux-x86_64");
        }
    }

    /** Runs among classes of its own. */
    public static final class Refusal {

        private Refusal() {}

        public static String ofFormat(String format) throws IOException {
            return Validation.ofEdit(new ObjectMapper()
                            .readTree(
                                    "{\"input\": \"https://host/a.jpg\", \"operations\": {}, \"output\": {\"format\": \"%s\"}}"
                                            .formatted(format)))
                    .sentence();
        }
    }
}
