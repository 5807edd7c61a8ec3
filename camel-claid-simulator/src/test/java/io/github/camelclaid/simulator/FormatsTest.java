package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.Directory;
import com.drew.metadata.jfif.JfifDirectory;
import com.drew.metadata.png.PngDirectory;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelclaid.simulator.script.Timing;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatsTest {

    @TempDir
    static Path shop;

    @RegisterExtension
    static final ClaidSimulatorExtension claid = ClaidSimulatorExtension.with(builder -> builder.noQuota()
            .duration(Timing.fixed(Duration.ZERO))
            .maxPixels(1_000_000)
            .maxInputBytes(200_000)
            .storage("shop", shop));

    private Client client;

    @BeforeEach
    void pictures() {
        client = new Client(claid.simulator());
        Pictures.saved(noise(), shop.resolve("noise.png"));
    }

    private static BufferedImage noise() {
        BufferedImage image = Pictures.plain(64, 48, Color.WHITE);
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            image.setRGB(random.nextInt(64), random.nextInt(48), random.nextInt(0x1000000));
        }
        return image;
    }

    private JsonNode finished(String name, String output) {
        JsonNode accepted =
                client.submit("storage://shop/" + name, "{}", output).data();
        return client.poll(accepted.path("id").asLong()).data();
    }

    private byte[] bytes(String name, String output) {
        JsonNode task = finished(name, output);
        String url = task.path("result").path("output_object").path("tmp_url").asText();
        assertThat(url).as("%s", task).isNotEmpty();
        return client.open(url).body();
    }

    private String failure(String name) {
        JsonNode task = finished(name, "{}");
        assertThat(task.path("status").asText()).as("%s", task).isEqualTo("ERROR");
        return task.path("errors").path(0).path("error").asText();
    }

    @Nested
    class Outputs {

        private byte[] edited(String format) {
            return bytes("noise.png", "{\"format\": " + format + "}");
        }

        @Test
        void withoutAnyOutputTheResultIsAProgressiveJpeg() {
            JsonNode accepted = client.submit("storage://shop/noise.png").data();
            JsonNode output = client.poll(accepted.path("id").asLong())
                    .data()
                    .path("result")
                    .path("output_object");

            byte[] jpeg = client.open(output.path("tmp_url").asText()).body();

            assertThat(jpeg).startsWith(0xFF, 0xD8, 0xFF);
            assertThat(isProgressive(jpeg)).isTrue();
            assertThat(output.path("mime").asText()).isEqualTo("image/jpeg");
        }

        @Test
        void aJpegCanBeSequential() {
            assertThat(isProgressive(edited("{\"type\": \"jpeg\", \"progressive\": false}")))
                    .isFalse();
        }

        @Test
        void aLowerQualityMakesASmallerJpeg() {
            assertThat(edited("{\"type\": \"jpeg\", \"quality\": 20}"))
                    .hasSizeLessThan(edited("{\"type\": \"jpeg\", \"quality\": 95}").length);
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"png\"", "{\"type\": \"png\", \"compression\": \"best\"}"})
        void aPngKeepsEveryPixel(String format) {
            byte[] png = edited(format);

            assertThat(png).startsWith(0x89, 'P', 'N', 'G');
            assertSamePixels(Pictures.decoded(png));
        }

        @Test
        void theBestPngIsNotLargerThanTheFastOne() {
            assertThat(edited("{\"type\": \"png\", \"compression\": \"best\"}"))
                    .hasSizeLessThanOrEqualTo(edited("{\"type\": \"png\", \"compression\": \"fast\"}").length);
        }

        @Test
        void aWebpIsLossyByDefault() {
            assertThat(chunk(edited("\"webp\""))).isIn("VP8 ", "VP8X");
        }

        @Test
        void aLosslessWebpKeepsEveryPixel() {
            byte[] webp = edited("{\"type\": \"webp\", \"compression\": {\"type\": \"lossless\"}}");

            assertThat(chunk(webp)).isEqualTo("VP8L");
            assertSamePixels(Pictures.decoded(webp));
        }

        @Test
        void aLowerQualityMakesASmallerWebp() {
            String format = "{\"type\": \"webp\", \"compression\": {\"type\": \"lossy\", \"quality\": %d}}";

            assertThat(edited(format.formatted(5))).hasSizeLessThan(edited(format.formatted(95)).length);
        }

        @Test
        void aTiffIsLosslessByDefault() {
            byte[] tiff = edited("\"tiff\"");

            assertThat(new String(tiff, 0, 2, StandardCharsets.US_ASCII)).isIn("II", "MM");
            assertSamePixels(Pictures.decoded(tiff));
        }

        @Test
        void aTiffCanBeLossy() {
            BufferedImage image = Pictures.decoded(edited("{\"type\": \"tiff\", \"compression\": \"lossy\"}"));

            assertThat(image.getWidth()).isEqualTo(64);
        }

        @Test
        void avifIsRefusedWithAReason() {
            Client.Reply reply = client.submit("storage://shop/noise.png", "{}", "{\"format\": \"avif\"}");

            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.json()
                            .path("error_details")
                            .path("output.format")
                            .path(0)
                            .asText())
                    .contains("cannot write");
        }

        @Test
        void theResolutionIsWrittenIntoAJpeg() throws Exception {
            byte[] jpeg = bytes("noise.png", "{\"format\": \"jpeg\", \"metadata\": {\"dpi\": 300}}");

            Directory jfif = directory(jpeg, JfifDirectory.class);
            assertThat(jfif.getInt(JfifDirectory.TAG_RESX)).isEqualTo(300);
            assertThat(jfif.getInt(JfifDirectory.TAG_UNITS)).isEqualTo(1);
        }

        @Test
        void theResolutionIsWrittenIntoAPng() throws Exception {
            byte[] png = bytes("noise.png", "{\"format\": \"png\", \"metadata\": {\"dpi\": 300}}");

            boolean found = false;
            for (Directory directory : ImageMetadataReader.readMetadata(new ByteArrayInputStream(png))
                    .getDirectoriesOfType(PngDirectory.class)) {
                if (directory.containsTag(PngDirectory.TAG_PIXELS_PER_UNIT_X)) {
                    found = true;
                    assertThat(directory.getInt(PngDirectory.TAG_PIXELS_PER_UNIT_X))
                            .isEqualTo(11811);
                }
            }
            assertThat(found).isTrue();
        }

        private void assertSamePixels(BufferedImage image) {
            BufferedImage expected = noise();
            for (int y = 0; y < expected.getHeight(); y++) {
                for (int x = 0; x < expected.getWidth(); x++) {
                    assertThat(Pictures.at(image, x, y)).isEqualTo(Pictures.at(expected, x, y));
                }
            }
        }

        private <T extends Directory> T directory(byte[] image, Class<T> type) throws Exception {
            return ImageMetadataReader.readMetadata(new ByteArrayInputStream(image))
                    .getFirstDirectoryOfType(type);
        }

        private String chunk(byte[] webp) {
            assertThat(new String(webp, 8, 4, StandardCharsets.US_ASCII)).isEqualTo("WEBP");
            return new String(webp, 12, 4, StandardCharsets.US_ASCII);
        }

        /** A progressive JPEG starts its frame with SOF2 instead of SOF0. */
        private boolean isProgressive(byte[] jpeg) {
            int at = 2;
            while (jpeg[at + 1] != (byte) 0xC0 && jpeg[at + 1] != (byte) 0xC2) {
                at += 2 + ((jpeg[at + 2] & 0xFF) << 8 | jpeg[at + 3] & 0xFF);
            }
            return jpeg[at + 1] == (byte) 0xC2;
        }
    }

    @Nested
    class Inputs {

        @ParameterizedTest
        @CsvSource({"jpg, jpeg", "png, png", "gif, gif", "bmp, bmp", "tif, tiff", "webp, webp"})
        void aFormatIsReadAndNamed(String ext, String format) {
            Pictures.saved(noise(), shop.resolve("some." + ext));

            JsonNode input = finished("some." + ext, "{}").path("result").path("input_object");

            assertThat(input.path("format").asText()).isEqualTo(format);
            assertThat(input.path("mime").asText()).isEqualTo("image/" + format);
            assertThat(input.path("width").asInt()).isEqualTo(64);
            assertThat(input.path("mps").asDouble()).isEqualTo(0.003072);
        }

        @ParameterizedTest(name = "orientation {0}: red is at {1},{2}")
        @CsvSource({
            "1, 8, 8, 96, 48", "2, 88, 8, 96, 48", "3, 88, 40, 96, 48", "4, 8, 40, 96, 48",
            "5, 8, 8, 48, 96", "6, 40, 8, 48, 96", "7, 40, 88, 48, 96", "8, 8, 88, 48, 96"
        })
        void aPictureIsTurnedAsItsExifSays(int orientation, int x, int y, int width, int height) throws Exception {
            BufferedImage picture = Pictures.plain(96, 48, Color.WHITE);
            Pictures.filled(picture, Color.RED, 0, 0, 16, 16);
            Files.write(shop.resolve("turned.jpg"), withOrientation(Pictures.encoded(picture, "jpg"), orientation));

            BufferedImage image = Pictures.decoded(bytes("turned.jpg", "{\"format\": \"png\"}"));

            assertThat(image.getWidth()).isEqualTo(width);
            assertThat(image.getHeight()).isEqualTo(height);
            Color corner = Pictures.at(image, x, y);
            assertThat(corner.getRed()).isGreaterThan(200);
            assertThat(corner.getGreen()).isLessThan(80);
        }

        @Test
        void aSmallFileThatClaimsToBeAHugePictureFails() throws Exception {
            Files.write(shop.resolve("bomb.png"), pngHeader(50_000, 50_000));

            assertThat(failure("bomb.png")).contains("50000x50000");
        }

        @Test
        void aFileThatIsTooLargeFails() throws Exception {
            Files.write(shop.resolve("large.bin"), new byte[200_001]);

            assertThat(failure("large.bin")).contains("200000 bytes");
        }

        @Test
        void aFileThatIsNoPictureFails() throws Exception {
            Files.writeString(shop.resolve("text.jpg"), "not a picture");

            assertThat(failure("text.jpg")).contains("not an image");
        }

        @Test
        void aBrokenPictureFails() throws Exception {
            Files.write(shop.resolve("broken.png"), pngHeader(10, 10));

            assertThat(failure("broken.png")).contains("not a readable image");
        }

        /** Puts an EXIF segment with nothing but the orientation behind the first two bytes. */
        private byte[] withOrientation(byte[] jpeg, int orientation) {
            ByteBuffer exif = ByteBuffer.allocate(36);
            exif.putShort((short) 0xFFE1).putShort((short) 34);
            exif.put("Exif\0\0MM".getBytes(StandardCharsets.US_ASCII))
                    .putShort((short) 42)
                    .putInt(8);
            exif.putShort((short) 1)
                    .putShort((short) 0x0112)
                    .putShort((short) 3)
                    .putInt(1);
            exif.putShort((short) orientation).putShort((short) 0).putInt(0);
            return ByteBuffer.allocate(jpeg.length + 36)
                    .put(jpeg, 0, 2)
                    .put(exif.array())
                    .put(jpeg, 2, jpeg.length - 2)
                    .array();
        }

        private byte[] pngHeader(int width, int height) {
            ByteBuffer header = ByteBuffer.allocate(33);
            header.putLong(0x89504E470D0A1A0AL).putInt(13);
            header.put("IHDR".getBytes(StandardCharsets.US_ASCII)).putInt(width).putInt(height);
            header.put(new byte[] {8, 2, 0, 0, 0});
            CRC32 sum = new CRC32();
            sum.update(header.array(), 12, 17);
            header.putInt((int) sum.getValue());
            return header.array();
        }
    }
}
