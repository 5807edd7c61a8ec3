package io.github.camelclaid.simulator.edit;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageOutputStream;

/** Writes pictures to files. The picture must already be opaque where the format, or CMYK, has no alpha. */
final class Encoder {

    private Encoder() {}

    /**
     * @param dpi 0 for none; not kept by avif
     * @param cmyk only where the format keeps it
     */
    record Form(OutputFormat format, int dpi, boolean cmyk) {}

    static void encode(BufferedImage image, Form form, Path file) throws IOException {
        if (form.format() instanceof OutputFormat.Avif avif) {
            Avif.encode(image, avif, file);
        } else if (form.format() instanceof OutputFormat.Jpeg jpeg && form.cmyk()) {
            CmykJpeg.encode(image, jpeg, form.dpi(), file);
        } else {
            write(form.cmyk() ? DeviceCmyk.of(image) : image, form, file);
        }
    }

    private static void write(BufferedImage image, Form form, Path file) throws IOException {
        OutputFormat format = form.format();
        ImageWriter writer = writer(format.type());
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            prepare(param, format);
            IIOMetadata metadata = format instanceof OutputFormat.Webp
                    ? null
                    : writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), param);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, withDensity(metadata, form)), param);
        } finally {
            writer.dispose();
        }
        if (form.dpi() > 0 && format instanceof OutputFormat.Jpeg) {
            new Density(form.dpi()).intoJfif(file);
        } else if (form.dpi() > 0 && format instanceof OutputFormat.Webp) {
            new Density(form.dpi()).intoWebp(file, image);
        }
    }

    private static IIOMetadata withDensity(IIOMetadata metadata, Form form) throws IOException {
        if (form.dpi() > 0 && form.format() instanceof OutputFormat.Png) {
            return new Density(form.dpi()).inPng(metadata);
        }
        if (form.dpi() > 0 && form.format() instanceof OutputFormat.Tiff) {
            return new Density(form.dpi()).inTiff(metadata);
        }
        return metadata;
    }

    /** The JDK's own writer where there is one: the others on the class path take other parameters. */
    static ImageWriter writer(String format) throws IOException {
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

    static void prepare(ImageWriteParam param, OutputFormat format) {
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
}
