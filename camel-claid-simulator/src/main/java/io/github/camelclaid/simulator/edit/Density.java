package io.github.camelclaid.simulator.edit;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.plugins.tiff.TIFFTag;

/** How many pixels lie on an inch, said as each format says it. */
record Density(int dpi) {

    private static final double METRES_PER_INCH = 0.0254;

    IIOMetadata inPng(IIOMetadata metadata) throws IIOInvalidTreeException {
        String perMetre = Long.toString(Math.round(dpi / METRES_PER_INCH));
        IIOMetadataNode density = new IIOMetadataNode("pHYs");
        density.setAttribute("pixelsPerUnitXAxis", perMetre);
        density.setAttribute("pixelsPerUnitYAxis", perMetre);
        density.setAttribute("unitSpecifier", "meter");
        IIOMetadataNode root = new IIOMetadataNode("javax_imageio_png_1.0");
        root.appendChild(density);
        metadata.mergeTree("javax_imageio_png_1.0", root);
        return metadata;
    }

    IIOMetadata inTiff(IIOMetadata metadata) throws IIOInvalidTreeException {
        TIFFDirectory directory = TIFFDirectory.createFromMetadata(metadata);
        BaselineTIFFTagSet tags = BaselineTIFFTagSet.getInstance();
        long[][] resolution = {{dpi, 1}};
        char[] inch = {BaselineTIFFTagSet.RESOLUTION_UNIT_INCH};
        for (int number : new int[] {BaselineTIFFTagSet.TAG_X_RESOLUTION, BaselineTIFFTagSet.TAG_Y_RESOLUTION}) {
            directory.addTIFFField(new TIFFField(tags.getTag(number), TIFFTag.TIFF_RATIONAL, 1, resolution));
        }
        TIFFTag unit = tags.getTag(BaselineTIFFTagSet.TAG_RESOLUTION_UNIT);
        directory.addTIFFField(new TIFFField(unit, TIFFTag.TIFF_SHORT, 1, inch));
        return directory.getAsMetadata();
    }

    /** The JFIF header is the first segment of what the JDK writes; unit, x and y density lie at fixed places in it. */
    void intoJfif(Path file) throws IOException {
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

    /** Needs the extended form of the container, whose first chunk says what else there is. */
    void intoWebp(Path file, BufferedImage image) throws IOException {
        ByteBuffer old = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        boolean extended = old.get(15) == 'X';
        int content = extended ? 30 : 12;
        byte[] exif = exif();
        int size = 30 + old.capacity() - content + 8 + exif.length;
        ByteBuffer webp = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        webp.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(webp.capacity() - 8);
        webp.put("WEBPVP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10);
        int flags = (extended ? old.get(20) : image.getColorModel().hasAlpha() ? 0x10 : 0) | 0x08;
        webp.putInt(flags);
        put24(webp, image.getWidth() - 1);
        put24(webp, image.getHeight() - 1);
        webp.put(old.array(), content, old.capacity() - content);
        webp.put("EXIF".getBytes(StandardCharsets.US_ASCII)).putInt(exif.length).put(exif);
        Files.write(file, webp.array());
    }

    private static void put24(ByteBuffer buffer, int value) {
        buffer.put((byte) value).put((byte) (value >> 8)).put((byte) (value >> 16));
    }

    /** A TIFF structure with nothing but the resolution. */
    byte[] exif() {
        ByteBuffer exif = ByteBuffer.allocate(66);
        exif.put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
        exif.putShort((short) 3);
        exif.putShort((short) BaselineTIFFTagSet.TAG_X_RESOLUTION).putShort((short) TIFFTag.TIFF_RATIONAL);
        exif.putInt(1).putInt(50);
        exif.putShort((short) BaselineTIFFTagSet.TAG_Y_RESOLUTION).putShort((short) TIFFTag.TIFF_RATIONAL);
        exif.putInt(1).putInt(58);
        exif.putShort((short) BaselineTIFFTagSet.TAG_RESOLUTION_UNIT).putShort((short) TIFFTag.TIFF_SHORT);
        exif.putInt(1).putShort((short) BaselineTIFFTagSet.RESOLUTION_UNIT_INCH).putShort((short) 0);
        exif.putInt(0);
        exif.putInt(dpi).putInt(1).putInt(dpi).putInt(1);
        return exif.array();
    }
}
