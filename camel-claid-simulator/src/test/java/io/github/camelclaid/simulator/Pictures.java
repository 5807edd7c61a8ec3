package io.github.camelclaid.simulator;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Small pictures for tests. */
final class Pictures {

    private Pictures() {}

    /** One colour; with alpha where the colour has it. */
    static BufferedImage plain(int width, int height, Color color) {
        int type = color.getAlpha() < 255 ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        BufferedImage image = new BufferedImage(width, height, type);
        return filled(image, color, 0, 0, width, height);
    }

    /** The left half in one colour, the right half in another. */
    static BufferedImage halves(int width, int height, Color left, Color right) {
        BufferedImage image = plain(width, height, right);
        return filled(image, left, 0, 0, width / 2, height);
    }

    static BufferedImage filled(BufferedImage image, Color color, int x, int y, int width, int height) {
        Graphics2D graphics = image.createGraphics();
        graphics.setBackground(color);
        graphics.clearRect(x, y, width, height);
        graphics.dispose();
        return image;
    }

    static byte[] encoded(BufferedImage image, String format) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException("no writer for " + format);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path saved(BufferedImage image, Path file) {
        String name = file.getFileName().toString();
        try {
            return Files.write(file, encoded(image, name.substring(name.lastIndexOf('.') + 1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static BufferedImage decoded(byte[] bytes) {
        try {
            return ImageIO.read(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Color at(BufferedImage image, int x, int y) {
        return new Color(image.getRGB(x, y), true);
    }
}
