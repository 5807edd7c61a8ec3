package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.jpeg.JpegDirectory;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColorSpaceTest extends InStudio {

    private static final String CMYK = "{\"format\": \"%s\", \"metadata\": {\"color_space\": \"CMYK\"}}";
    private static final Color TEAL = new Color(20, 140, 150);

    @BeforeEach
    void pictures() {
        studio.save(Pictures.halves(96, 64, Color.RED, TEAL), "two.png");
        studio.save(Pictures.plain(40, 40, new Color(0, 0, 0, 0)), "clear.png");
    }

    @Shows("metadata.color_space jpeg")
    @Test
    void aJpegCanHaveFourInks() throws Exception {
        byte[] jpeg = studio.bytes("two.png", "{}", CMYK.formatted("jpeg"));

        assertThat(channels(jpeg)).isEqualTo(4);
        assertColours(Pictures.decoded(jpeg));
    }

    @Shows("metadata.color_space tiff")
    @Test
    void aTiffCanHaveFourInks() throws Exception {
        byte[] tiff = studio.bytes("two.png", "{}", CMYK.formatted("tiff"));

        ExifIFD0Directory tags = metadata(tiff).getFirstDirectoryOfType(ExifIFD0Directory.class);
        assertThat(tags.getInt(ExifIFD0Directory.TAG_PHOTOMETRIC_INTERPRETATION))
                .as("5 is separated inks")
                .isEqualTo(5);
        assertThat(tags.getInt(ExifIFD0Directory.TAG_SAMPLES_PER_PIXEL)).isEqualTo(4);
        studio.save(tiff, "inks.tif");
        assertColours(studio.png("inks.tif", "{}"));
    }

    @Shows("metadata.color_space")
    @Test
    void withoutAWordTheColourSpaceOfTheInputIsKept() throws Exception {
        studio.save(studio.bytes("two.png", "{}", CMYK.formatted("jpeg")), "inks.jpg");

        byte[] kept = studio.encoded("inks.jpg", "\"jpeg\"");
        byte[] rgb = studio.bytes("inks.jpg", "{}", "{\"metadata\": {\"color_space\": {\"type\": \"RGB\"}}}");

        assertThat(channels(kept)).isEqualTo(4);
        assertColours(Pictures.decoded(kept));
        assertThat(channels(rgb)).isEqualTo(3);
        assertColours(Pictures.decoded(rgb));
        assertThat(channels(studio.encoded("two.png", "\"jpeg\""))).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "webp"})
    void aFormatWithoutInksStaysWithLight(String format) {
        assertThat(studio.bytes("two.png", "{}", CMYK.formatted(format)))
                .isEqualTo(studio.encoded("two.png", '"' + format + '"'));
    }

    @Test
    void inksHaveNoAlpha() {
        byte[] tiff = studio.bytes("clear.png", "{}", CMYK.formatted("tiff"));
        studio.save(tiff, "inks.tif");

        assertThat(Pictures.at(studio.png("inks.tif", "{}"), 20, 20)).isEqualTo(Color.WHITE);
    }

    @Shows("metadata.color_space.color_profile")
    @ParameterizedTest
    @ValueSource(strings = {"ISO_Coated", "ISO_Uncoated", "USWeb_Coated", "USWeb_Uncoated"})
    void aProfileChangesNothing(String profile) {
        String space = "{\"type\": \"CMYK\", \"color_profile\": \"%s\"}".formatted(profile);

        assertThat(studio.bytes("two.png", "{}", "{\"metadata\": {\"color_space\": %s}}".formatted(space)))
                .isEqualTo(studio.bytes("two.png", "{}", CMYK.formatted("jpeg")));
    }

    @Test
    void theResolutionIsWrittenToo() throws Exception {
        String output = "{\"format\": \"%s\", \"metadata\": {\"color_space\": \"CMYK\", \"dpi\": 300}}";
        for (String format : new String[] {"jpeg", "tiff"}) {
            byte[] bytes = studio.bytes("two.png", "{}", output.formatted(format));

            ExifIFD0Directory exif = metadata(bytes).getFirstDirectoryOfType(ExifIFD0Directory.class);
            assertThat(exif.getInt(ExifIFD0Directory.TAG_X_RESOLUTION)).isEqualTo(300);
        }
    }

    private static void assertColours(BufferedImage image) {
        assertNear(Pictures.at(image, 20, 30), Color.RED);
        assertNear(Pictures.at(image, 80, 30), TEAL);
    }

    private static void assertNear(Color actual, Color expected) {
        int distance = Math.abs(actual.getRed() - expected.getRed())
                + Math.abs(actual.getGreen() - expected.getGreen())
                + Math.abs(actual.getBlue() - expected.getBlue());
        assertThat(distance).as("from %s to %s", actual, expected).isLessThan(24);
    }

    private static int channels(byte[] jpeg) throws Exception {
        return metadata(jpeg).getFirstDirectoryOfType(JpegDirectory.class).getNumberOfComponents();
    }

    private static Metadata metadata(byte[] bytes) throws Exception {
        return ImageMetadataReader.readMetadata(new ByteArrayInputStream(bytes));
    }
}
