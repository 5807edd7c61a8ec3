package io.github.camelclaid.simulator.edit;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/** Writes pictures to files. The picture must already be opaque where the format has no alpha. */
final class Encoder {

    private static final double METRES_PER_INCH = 0.0254;

    private Encoder() {}

    /** @param dpi 0 for none; kept by jpeg and png */
    static void encode(BufferedImage image, OutputFormat format, int dpi, Path file) throws IOException {
        ImageWriter writer = writer(format.type());
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            prepare(param, format);
            IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), param);
            if (dpi > 0 && format instanceof OutputFormat.Png) {
                addPngDensity(metadata, dpi);
            }
            writer.setOutput(out);
            boolean plain = format instanceof OutputFormat.Webp;
            writer.write(null, new IIOImage(image, null, plain ? null : metadata), param);
        } finally {
            writer.dispose();
        }
        if (dpi > 0 && format instanceof OutputFormat.Jpeg) {
            patchJfifDensity(file, dpi);
        }
    }

    /** The JDK's own writer where there is one: the others on the class path take other parameters. */
    private static ImageWriter writer(String format) throws IOException {
        ImageWriter found = null;
        for (Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName(format); writers.hasNext(); ) {
            ImageWriter writer = writers.next();
            if (found == null || writer.getClass().getName().startsWith("com.sun.")) {
                found = writer;
            }
        }
        if (found == null) {
            throw new IOException("no writer for " + format);
        }
        return found;
    }

    private static void prepare(ImageWriteParam param, OutputFormat format) {
        if (format instanceof OutputFormat.Jpeg jpeg) {
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(jpeg.quality() / 100f);
            param.setProgressiveMode(jpeg.progressive() ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        } else if (format instanceof OutputFormat.Png png) {
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            // for a lossless format "quality" is the speed of the deflater
            param.setCompressionQuality(
                    switch (png.effort()) {
                        case "fast" -> 0.9f;
                        case "best" -> 0f;
                        default -> 0.5f;
                    });
        } else if (format instanceof OutputFormat.Webp webp) {
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionType(webp.lossless() ? "Lossless" : "Lossy");
            param.setCompressionQuality(webp.lossless() ? 0.5f : webp.quality() / 100f);
        } else if (format instanceof OutputFormat.Tiff tiff) {
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionType(tiff.lossless() ? "LZW" : "JPEG");
            if (!tiff.lossless()) {
                param.setCompressionQuality(tiff.quality() / 100f);
            }
        }
    }

    private static void addPngDensity(IIOMetadata metadata, int dpi) throws IIOInvalidTreeException {
        String perMetre = Long.toString(Math.round(dpi / METRES_PER_INCH));
        IIOMetadataNode density = new IIOMetadataNode("pHYs");
        density.setAttribute("pixelsPerUnitXAxis", perMetre);
        density.setAttribute("pixelsPerUnitYAxis", perMetre);
        density.setAttribute("unitSpecifier", "meter");
        IIOMetadataNode root = new IIOMetadataNode("javax_imageio_png_1.0");
        root.appendChild(density);
        metadata.mergeTree("javax_imageio_png_1.0", root);
    }

    /** The JFIF header is the first segment of what the JDK writes; unit, x and y density lie at fixed places in it. */
    private static void patchJfifDensity(Path file, int dpi) throws IOException {
        try (RandomAccessFile jpeg = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] start = new byte[11];
            jpeg.readFully(start);
            boolean jfif = start[3] == (byte) 0xE0 && start[6] == 'J' && start[7] == 'F' && start[8] == 'I';
            if (!jfif) {
                throw new IOException("the JPEG has no JFIF header");
            }
            jpeg.seek(13);
            jpeg.writeByte(1);
            jpeg.writeShort(Math.min(dpi, 65535));
            jpeg.writeShort(Math.min(dpi, 65535));
        }
    }
}
