package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.Directory;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.jfif.JfifDirectory;
import com.drew.metadata.png.PngDirectory;
import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatsTest extends InStudio {

    @BeforeEach
    void pictures() {
        studio.save(noise(), "noise.png");
    }

    private static BufferedImage noise() {
        BufferedImage image = Pictures.plain(64, 48, Color.WHITE);
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            image.setRGB(random.nextInt(64), random.nextInt(48), random.nextInt(0x1000000));
        }
        return image;
    }

    private byte[] bytes(String name, String output) {
        return studio.bytes(name, "{}", output);
    }

    private String failure(String name) {
        return studio.failure(name, "{}");
    }

    @Nested
    class Outputs {

        private byte[] edited(String format) {
            return studio.encoded("noise.png", format);
        }

        @Shows({"format", "format.progressive"})
        @Test
        void withoutAnyOutputTheResultIsAProgressiveJpeg() {
            Client client = new Client(claid.simulator());
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

        @Shows({"format jpeg", "format.quality"})
        @Test
        void aLowerQualityMakesASmallerJpeg() {
            assertThat(edited("{\"type\": \"jpeg\", \"quality\": 20}"))
                    .hasSizeLessThan(edited("{\"type\": \"jpeg\", \"quality\": 95}").length);
        }

        @Shows("format png")
        @ParameterizedTest
        @ValueSource(strings = {"\"png\"", "{\"type\": \"png\", \"compression\": \"best\"}"})
        void aPngKeepsEveryPixel(String format) {
            byte[] png = edited(format);

            assertThat(png).startsWith(0x89, 'P', 'N', 'G');
            assertSamePixels(Pictures.decoded(png));
        }

        @Shows("format.compression png")
        @Test
        void theBestPngIsNotLargerThanTheFastOne() {
            assertThat(edited("{\"type\": \"png\", \"compression\": \"best\"}"))
                    .hasSizeLessThanOrEqualTo(edited("{\"type\": \"png\", \"compression\": \"fast\"}").length);
        }

        @Shows("format webp")
        @Test
        void aWebpIsLossyByDefault() {
            assertThat(chunk(edited("\"webp\""))).isIn("VP8 ", "VP8X");
        }

        @Shows("format.compression webp")
        @Test
        void aLosslessWebpKeepsEveryPixel() {
            byte[] webp = edited("{\"type\": \"webp\", \"compression\": {\"type\": \"lossless\"}}");

            assertThat(chunk(webp)).isEqualTo("VP8L");
            assertSamePixels(Pictures.decoded(webp));
        }

        @Shows("format.compression.quality")
        @Test
        void aLowerQualityMakesASmallerWebp() {
            String format = "{\"type\": \"webp\", \"compression\": {\"type\": \"lossy\", \"quality\": %d}}";

            assertThat(edited(format.formatted(5))).hasSizeLessThan(edited(format.formatted(95)).length);
        }

        @Shows("format tiff")
        @Test
        void aTiffIsLosslessByDefault() {
            byte[] tiff = edited("\"tiff\"");

            assertThat(new String(tiff, 0, 2, StandardCharsets.US_ASCII)).isIn("II", "MM");
            assertSamePixels(Pictures.decoded(tiff));
        }

        @Shows("format.compression tiff")
        @Test
        void aTiffCanBeLossy() {
            BufferedImage image = Pictures.decoded(edited("{\"type\": \"tiff\", \"compression\": \"lossy\"}"));

            assertThat(image.getWidth()).isEqualTo(64);
        }

        @Shows("metadata.dpi jpeg")
        @Test
        void theResolutionIsWrittenIntoAJpeg() throws Exception {
            byte[] jpeg = bytes("noise.png", "{\"format\": \"jpeg\", \"metadata\": {\"dpi\": 300}}");

            Directory jfif = directory(jpeg, JfifDirectory.class);
            assertThat(jfif.getInt(JfifDirectory.TAG_RESX)).isEqualTo(300);
            assertThat(jfif.getInt(JfifDirectory.TAG_UNITS)).isEqualTo(1);
        }

        @Shows("metadata.dpi png")
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

        @Test
        void theDefaultsAreThoseOfTheDocuments() {
            assertThat(edited("\"jpeg\""))
                    .isEqualTo(edited("{\"type\": \"jpeg\", \"quality\": 85, \"progressive\": true}"))
                    .isEqualTo(bytes("noise.png", "{}"));
            assertThat(edited("\"png\"")).isEqualTo(edited("{\"type\": \"png\", \"compression\": \"optimal\"}"));
            assertThat(edited("\"webp\""))
                    .isEqualTo(edited("{\"type\": \"webp\", \"compression\": {\"type\": \"lossy\", \"quality\": 75}}"));
            assertThat(edited("\"tiff\"")).isEqualTo(edited("{\"type\": \"tiff\", \"compression\": \"lossless\"}"));
        }

        @Test
        void aLowerQualityMakesASmallerTiff() {
            String format = "{\"type\": \"tiff\", \"compression\": {\"type\": \"lossy\", \"quality\": %d}}";

            assertThat(edited(format.formatted(5))).hasSizeLessThan(edited(format.formatted(95)).length);
        }

        @Shows({"metadata.dpi tiff", "metadata.dpi webp"})
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"tiff\"",
                    "{\"type\": \"tiff\", \"compression\": \"lossy\"}",
                    "\"webp\"",
                    "{\"type\": \"webp\", \"compression\": \"lossless\"}"
                })
        void theResolutionIsWrittenWhereExifHasIt(String format) throws Exception {
            byte[] bytes = bytes("noise.png", "{\"format\": %s, \"metadata\": {\"dpi\": 300}}".formatted(format));

            Directory exif = directory(bytes, ExifIFD0Directory.class);
            assertThat(exif.getInt(ExifIFD0Directory.TAG_X_RESOLUTION)).isEqualTo(300);
            assertThat(exif.getInt(ExifIFD0Directory.TAG_RESOLUTION_UNIT)).isEqualTo(2);
            assertThat(Pictures.decoded(bytes).getWidth()).isEqualTo(64);
        }

        @Shows("destination")
        @Test
        void aDestinationIsAFileOfAStorage() throws Exception {
            studio.finished("noise.png", "{}", "{\"format\": \"png\", \"destination\": \"storage://shop/out/a.png\"}");

            assertSamePixels(Pictures.decoded(Files.readAllBytes(shop.resolve("out/a.png"))));
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
            studio.save(noise(), "some." + ext);

            JsonNode input =
                    studio.finished("some." + ext, "{}", "{}").path("result").path("input_object");

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
            Files.write(shop.resolve("large.bin"), new byte[1_000_001]);

            assertThat(failure("large.bin")).contains("1000000 bytes");
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
