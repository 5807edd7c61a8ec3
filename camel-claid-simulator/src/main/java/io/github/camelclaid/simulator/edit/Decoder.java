package io.github.camelclaid.simulator.edit;

import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;

/** Reads pictures into 8-bit RGB, with alpha where they have it, turned as their EXIF orientation says. */
final class Decoder {

    private final long maxPixels;

    /** @param maxPixels the largest picture that is decoded; a small file can claim to be a huge one */
    Decoder(long maxPixels) {
        this.maxPixels = maxPixels;
    }

    /**
     * A decoded picture and what it was.
     *
     * @param cmyk whether its colours were four inks
     */
    record Decoded(BufferedImage image, ImageFacts facts, boolean cmyk) {}

    Decoded decode(Path file) throws EditFailure {
        try (ImageInputStream stream = ImageIO.createImageInputStream(file.toFile())) {
            if (stream == null) {
                throw new EditFailure("The input cannot be read.");
            }
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext() && Avif.is(file)) {
                return avif(file);
            }
            if (!readers.hasNext()) {
                throw new EditFailure("The input is not an image in a supported format.");
            }
            ImageReader reader = readers.next();
            try {
                String format = format(reader);
                // the texts of a small PNG can be gigabytes
                reader.setInput(stream, true, format.equals("png"));
                return decode(reader, Orientation.of(file, format));
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // readers of broken pictures throw more than they declare
            throw new EditFailure("The input is not a readable image.", null, e);
        }
    }

    private Decoded decode(ImageReader reader, Orientation orientation) throws IOException, EditFailure {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        ImageFacts facts = orientation.swapsSides()
                ? new ImageFacts(format(reader), height, width)
                : new ImageFacts(format(reader), width, height);
        if ((long) width * height > maxPixels) {
            String claim = width + "x" + height;
            throw new EditFailure("The input has " + claim + " pixels, more than " + maxPixels + ".", facts, null);
        }
        try {
            BufferedImage read = reader.read(0);
            BufferedImage lit = DeviceCmyk.is(read) ? DeviceCmyk.lit(read) : read;
            return new Decoded(upright(lit, orientation), facts, isCmyk(reader));
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new EditFailure("The input is not a readable image.", facts, e);
        }
    }

    private Decoded avif(Path file) throws IOException, EditFailure {
        if (!Avif.isThere()) {
            throw new EditFailure("The input is AVIF, which " + Avif.MISSING + ".");
        }
        Path png = Avif.toPng(file, maxPixels);
        try {
            Decoded decoded = decode(png);
            ImageFacts facts = decoded.facts();
            return new Decoded(decoded.image(), new ImageFacts("avif", facts.width(), facts.height()), false);
        } finally {
            TemporaryFolder.deleteQuietly(png);
        }
    }

    private static boolean isCmyk(ImageReader reader) throws IOException {
        ImageTypeSpecifier raw = reader.getRawImageType(0);
        return raw != null && raw.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_CMYK;
    }

    private static BufferedImage upright(BufferedImage image, Orientation orientation) {
        boolean alpha = image.getColorModel().hasAlpha();
        int width = orientation.swapsSides() ? image.getHeight() : image.getWidth();
        int height = orientation.swapsSides() ? image.getWidth() : image.getHeight();
        int type = alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        BufferedImage upright = new BufferedImage(width, height, type);
        AffineTransform turn = orientation.transform(image.getWidth(), image.getHeight());
        Graphics2D graphics = upright.createGraphics();
        graphics.drawImage(image, turn, null);
        graphics.dispose();
        return upright;
    }

    private static String format(ImageReader reader) throws IOException {
        String name = reader.getFormatName().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "jpg", "jpeg", "jpeg-lossless" -> "jpeg";
            case "tif", "tiff" -> "tiff";
            default -> name;
        };
    }
}
