package io.github.camelclaid.examples.folderdrop;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Writes pictures to files. */
final class Darkroom {

    private final Path folder;

    Darkroom(Path folder) {
        this.folder = folder;
    }

    void png(BufferedImage picture, String name) throws IOException {
        store(encoded(picture, "png", null, 0), name);
    }

    void jpeg(BufferedImage picture, String name, double quality) throws IOException {
        store(encoded(opaque(picture), "jpeg", "JPEG", quality), name);
    }

    void webp(BufferedImage picture, String name, double quality) throws IOException {
        store(encoded(opaque(picture), "webp", "Lossy", quality), name);
    }

    /** Stored lying on its left side, as a camera held upright does, with a note to turn it a quarter clockwise. */
    void sidewaysJpeg(BufferedImage picture, String name, double quality) throws IOException {
        int width = picture.getHeight();
        int height = picture.getWidth();
        BufferedImage lying = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                lying.setRGB(x, y, picture.getRGB(height - 1 - y, x));
            }
        }
        store(withOrientation(encoded(lying, "jpeg", "JPEG", quality), 6), name);
    }

    /** Puts an Exif segment with nothing but the orientation behind the JFIF header. */
    private static byte[] withOrientation(byte[] jpeg, int orientation) {
        int behindHeader = 4 + ((jpeg[4] & 0xff) << 8 | jpeg[5] & 0xff);
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        result.write(jpeg, 0, behindHeader);
        result.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe1, 0, 34});
        result.writeBytes("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        result.writeBytes("MM".getBytes(StandardCharsets.US_ASCII));
        result.writeBytes(new byte[] {0, 42, 0, 0, 0, 8}); // TIFF, first directory at byte 8
        result.writeBytes(new byte[] {0, 1}); // one entry
        result.writeBytes(new byte[] {0x01, 0x12, 0, 3, 0, 0, 0, 1}); // orientation, one short
        result.writeBytes(new byte[] {0, (byte) orientation, 0, 0});
        result.writeBytes(new byte[4]); // no further directory
        result.write(jpeg, behindHeader, jpeg.length - behindHeader);
        return result.toByteArray();
    }

    static BufferedImage opaque(BufferedImage picture) {
        BufferedImage opaque = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = opaque.createGraphics();
        g.drawImage(picture, 0, 0, Color.WHITE, null);
        g.dispose();
        return opaque;
    }

    private static byte[] encoded(BufferedImage picture, String format, String compression, double quality)
            throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam settings = writer.getDefaultWriteParam();
            if (compression != null) {
                settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                settings.setCompressionType(compression);
                settings.setCompressionQuality((float) quality);
            } else if (settings.canWriteCompressed()) {
                settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                settings.setCompressionQuality(0); // smallest
            }
            writer.setOutput(output);
            writer.write(null, new IIOImage(picture, null, null), settings);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private void store(byte[] bytes, String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }
}
