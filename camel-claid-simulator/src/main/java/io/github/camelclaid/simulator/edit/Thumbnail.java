package io.github.camelclaid.simulator.edit;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Makes one of {@link Thumbnails}: looks at few pixels only, so that it costs about a millisecond. */
final class Thumbnail {

    private static final int SQUARE = 8;
    private static final int LIGHT = 0xFFFFFF;
    private static final int GREY = 0xDDDDDD;

    private Thumbnail() {}

    static byte[] of(BufferedImage image) throws IOException {
        double scale = Math.min(1, (double) Thumbnails.LONGEST_SIDE / Math.max(image.getWidth(), image.getHeight()));
        BufferedImage small = new BufferedImage(
                side(image.getWidth(), scale), side(image.getHeight(), scale), BufferedImage.TYPE_INT_RGB);
        sample(image, small);
        return jpeg(small);
    }

    private static int side(int length, double scale) {
        return (int) Math.max(1, Math.round(length * scale));
    }

    private static void sample(BufferedImage image, BufferedImage small) {
        int[] from = Pixels.of(image);
        int[] to = Pixels.of(small);
        boolean alpha = image.getColorModel().hasAlpha();
        int width = image.getWidth();
        for (int y = 0; y < small.getHeight(); y++) {
            int top = (int) ((long) y * image.getHeight() / small.getHeight());
            int bottom = (int) ((2L * y + 1) * image.getHeight() / (2L * small.getHeight()));
            for (int x = 0; x < small.getWidth(); x++) {
                int left = (int) ((long) x * width / small.getWidth());
                int right = (int) ((2L * x + 1) * width / (2L * small.getWidth()));
                int ground = (x / SQUARE + y / SQUARE) % 2 == 0 ? LIGHT : GREY;
                int[] four = {
                    from[top * width + left], from[top * width + right],
                    from[bottom * width + left], from[bottom * width + right]
                };
                to[y * small.getWidth() + x] = mean(four, alpha, ground);
            }
        }
    }

    private static int mean(int[] pixels, boolean alpha, int ground) {
        int mean = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            int sum = 0;
            for (int pixel : pixels) {
                int opacity = alpha ? pixel >>> 24 : 255;
                sum += (pixel >> shift & 0xFF) * opacity + (ground >> shift & 0xFF) * (255 - opacity);
            }
            mean |= sum / (255 * pixels.length) << shift;
        }
        return mean;
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8 * 1024);
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(0.7f);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
