package io.github.camelclaid.simulator.edit;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Writes JPEGs with four inks, as everyone does since Adobe did: inverted, and with Adobe's mark, by which readers know
 * it. The JDK's encoder writes the four channels; the segments that name them are put in front.
 */
final class CmykJpeg {

    private CmykJpeg() {}

    static void encode(BufferedImage image, OutputFormat.Jpeg format, int dpi, Path file) throws IOException {
        byte[] jpeg = fourChannels(image, format);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(jpeg, 0, 2);
            if (dpi > 0) {
                out.write(segment(0xE1, "Exif\0\0", new Density(dpi).exif()));
            }
            // version 100, no flags, and no transformation of colours
            out.write(segment(0xEE, "Adobe", new byte[] {0, 100, 0, 0, 0, 0, 0}));
            out.write(jpeg, 2, jpeg.length - 2);
        }
    }

    private static byte[] fourChannels(BufferedImage image, OutputFormat.Jpeg format) throws IOException {
        BufferedImage inks = DeviceCmyk.of(image);
        byte[] levels = ((DataBufferByte) inks.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (byte) ~levels[i];
        }
        ImageWriter writer = Encoder.writer("jpeg");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            Encoder.prepare(param, format);
            writer.setOutput(out);
            writer.write(null, new IIOImage(inks.getRaster(), null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static byte[] segment(int marker, String name, byte[] content) {
        int length = 2 + name.length() + content.length;
        return ByteBuffer.allocate(2 + length)
                .put((byte) 0xFF)
                .put((byte) marker)
                .putShort((short) length)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .array();
    }
}
