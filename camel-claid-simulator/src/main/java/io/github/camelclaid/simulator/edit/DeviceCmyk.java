package io.github.camelclaid.simulator.edit;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/**
 * CMYK without a profile: ink is what light lacks, and black is what all three inks have in common. Back and forth gives
 * the colour that it was; what a press would make of it, it does not know.
 */
final class DeviceCmyk extends ColorSpace {

    private static final long serialVersionUID = 1L;

    DeviceCmyk() {
        super(TYPE_CMYK, 4);
    }

    /** An opaque picture in four inks, 255 for the most of each. */
    static BufferedImage of(BufferedImage image) {
        int[] from = Pixels.of(image);
        byte[] inks = new byte[4 * from.length];
        for (int i = 0; i < from.length; i++) {
            int cyan = 255 - (from[i] >> 16 & 0xFF);
            int magenta = 255 - (from[i] >> 8 & 0xFF);
            int yellow = 255 - (from[i] & 0xFF);
            int black = Math.min(cyan, Math.min(magenta, yellow));
            int rest = Math.max(1, 255 - black);
            inks[4 * i] = ink(cyan - black, rest);
            inks[4 * i + 1] = ink(magenta - black, rest);
            inks[4 * i + 2] = ink(yellow - black, rest);
            inks[4 * i + 3] = (byte) black;
        }
        int width = image.getWidth();
        WritableRaster raster = Raster.createInterleavedRaster(
                new DataBufferByte(inks, inks.length),
                width,
                image.getHeight(),
                4 * width,
                4,
                new int[] {0, 1, 2, 3},
                null);
        var model = new ComponentColorModel(
                new DeviceCmyk(), false, false, ComponentColorModel.OPAQUE, DataBuffer.TYPE_BYTE);
        return new BufferedImage(model, raster, false, null);
    }

    /** Whether a picture is in inks without a profile that would say what they look like. */
    static boolean is(BufferedImage image) {
        ColorSpace space = image.getColorModel().getColorSpace();
        return space.getType() == TYPE_CMYK && !(space instanceof ICC_ColorSpace);
    }

    /** The picture in light; of eight bits a channel. */
    static BufferedImage lit(BufferedImage image) {
        int width = image.getWidth();
        BufferedImage lit = new BufferedImage(width, image.getHeight(), BufferedImage.TYPE_INT_RGB);
        int[] to = Pixels.of(lit);
        int[] row = new int[image.getRaster().getNumBands() * width];
        int bands = row.length / width;
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRaster().getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int light = 255 - row[bands * x + 3];
                int red = (255 - row[bands * x]) * light / 255;
                int green = (255 - row[bands * x + 1]) * light / 255;
                to[y * width + x] = red << 16 | green << 8 | (255 - row[bands * x + 2]) * light / 255;
            }
        }
        return lit;
    }

    private static byte ink(int amount, int rest) {
        return (byte) ((255 * amount + rest / 2) / rest);
    }

    @Override
    public float[] toRGB(float[] inks) {
        float light = 1 - inks[3];
        return new float[] {(1 - inks[0]) * light, (1 - inks[1]) * light, (1 - inks[2]) * light};
    }

    @Override
    public float[] fromRGB(float[] rgb) {
        float light = Math.max(rgb[0], Math.max(rgb[1], rgb[2]));
        float whole = light == 0 ? 1 : light;
        return new float[] {(light - rgb[0]) / whole, (light - rgb[1]) / whole, (light - rgb[2]) / whole, 1 - light};
    }

    @Override
    public float[] toCIEXYZ(float[] inks) {
        return ColorSpace.getInstance(CS_sRGB).toCIEXYZ(toRGB(inks));
    }

    @Override
    public float[] fromCIEXYZ(float[] xyz) {
        return fromRGB(ColorSpace.getInstance(CS_sRGB).fromCIEXYZ(xyz));
    }
}
