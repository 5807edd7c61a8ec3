package io.github.camelclaid.simulator.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThumbnailTest {

    @ParameterizedTest(name = "{0} x {1} becomes {2} x {3}")
    @CsvSource({"1600, 1200, 160, 120", "300, 1000, 48, 160", "50, 40, 50, 40", "1, 5000, 1, 160", "1, 1, 1, 1"})
    void aThumbnailKeepsTheProportionsAndNeverGrows(int width, int height, int wide, int high) throws IOException {
        BufferedImage thumbnail = thumbnail(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB));

        assertThat(thumbnail.getWidth()).isEqualTo(wide);
        assertThat(thumbnail.getHeight()).isEqualTo(high);
    }

    @Test
    void aThumbnailShowsThePicture() throws IOException {
        BufferedImage picture = new BufferedImage(1000, 500, BufferedImage.TYPE_INT_RGB);
        filled(picture, Color.RED, 500);

        BufferedImage thumbnail = thumbnail(picture);

        assertThat(new Color(thumbnail.getRGB(40, 40)).getRed()).isGreaterThan(240);
        assertThat(new Color(thumbnail.getRGB(120, 40)).getRed()).isLessThan(16);
    }

    @Test
    void whatIsTransparentIsChequered() throws IOException {
        BufferedImage thumbnail = thumbnail(new BufferedImage(160, 160, BufferedImage.TYPE_INT_ARGB));

        assertThat(new Color(thumbnail.getRGB(4, 4)).getRed()).isGreaterThan(245);
        assertThat(new Color(thumbnail.getRGB(12, 4)).getRed()).isBetween(200, 235);
    }

    private static void filled(BufferedImage picture, Color color, int width) {
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(color);
        graphics.fillRect(0, 0, width, picture.getHeight());
        graphics.dispose();
    }

    private static BufferedImage thumbnail(BufferedImage picture) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(Thumbnail.of(picture)));
    }
}
