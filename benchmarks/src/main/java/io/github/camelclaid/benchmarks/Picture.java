package io.github.camelclaid.benchmarks;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.imageio.ImageIO;

/**
 * What is to be edited: each is another one, so that nobody can answer it from memory.
 *
 * @param url where it lies
 * @param bytes the picture itself, to be uploaded; null if the URL is handed over
 */
record Picture(String url, byte[] bytes) {

    static final String HOST = "pictures.example";
    static final String FILE = "picture.png";
    static final byte[] SMALL = small();

    static Picture at(int number) {
        return new Picture("https://" + HOST + "/" + FILE + "?n=" + number, null);
    }

    /** Alike to look at, but what is behind the end of a PNG makes another file of it. */
    static Picture of(int number) {
        byte[] bytes = Arrays.copyOf(SMALL, SMALL.length + Integer.BYTES);
        ByteBuffer.wrap(bytes).putInt(SMALL.length, number);
        return new Picture(null, bytes);
    }

    boolean isUploaded() {
        return bytes != null;
    }

    private static byte[] small() {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }
}
