package io.github.camelclaid.transfer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** What the first bytes of a file give away. */
final class MagicBytes {

    /** So many bytes tell every format, the brands of an AVIF included. */
    static final int ENOUGH = 64;

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
    private static final Set<String> AVIF_BRANDS = Set.of("avif", "avis");
    private static final Set<String> HEIC_BRANDS =
            Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1");
    private static final Set<Integer> BMP_HEADER_SIZES = Set.of(12, 16, 40, 52, 56, 64, 108, 124);
    private static final int SHOWN = 16;

    private MagicBytes() {}

    static Optional<ImageFormat> formatOf(byte[] head) {
        if (startsWith(head, JPEG)) {
            return Optional.of(ImageFormat.JPEG);
        }
        if (startsWith(head, PNG)) {
            return Optional.of(ImageFormat.PNG);
        }
        if (textAt(head, 0, 4).equals("RIFF") && textAt(head, 8, 4).equals("WEBP")) {
            return Optional.of(ImageFormat.WEBP);
        }
        if (Set.of("GIF87a", "GIF89a").contains(textAt(head, 0, 6))) {
            return Optional.of(ImageFormat.GIF);
        }
        // the second and third are BigTIFF
        if (Set.of("II*\0", "MM\0*", "II+\0", "MM\0+").contains(textAt(head, 0, 4))) {
            return Optional.of(ImageFormat.TIFF);
        }
        if (isBitmap(head)) {
            return Optional.of(ImageFormat.BMP);
        }
        return textAt(head, 4, 4).equals("ftyp") ? formatOfBrands(head) : Optional.empty();
    }

    /** The first bytes for a person: as text if they are text, in hexadecimal digits otherwise. */
    static String describe(byte[] head) {
        String text = textAt(head, 0, Math.min(SHOWN, head.length));
        boolean isText = text.chars().allMatch(c -> c >= ' ' && c < 0x7f || c == '\n' || c == '\r' || c == '\t');
        return isText
                ? '"' + text.replaceAll("\\s+", " ") + '"'
                : HexFormat.ofDelimiter(" ").formatHex(head, 0, Math.min(SHOWN, head.length));
    }

    /** "BM" alone begins many a text. */
    private static boolean isBitmap(byte[] head) {
        return head.length >= 18
                && textAt(head, 0, 2).equals("BM")
                && BMP_HEADER_SIZES.contains(
                        ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(14));
    }

    /** AVIF and HEIC share a container and may share the brand {@code mif1}; the compatible brands tell them apart. */
    private static Optional<ImageFormat> formatOfBrands(byte[] head) {
        int end = Math.min(head.length, ByteBuffer.wrap(head).getInt(0));
        Set<String> brands = new HashSet<>(Set.of(textAt(head, 8, 4)));
        for (int at = 16; at + 4 <= end; at += 4) {
            brands.add(textAt(head, at, 4));
        }
        if (brands.stream().anyMatch(AVIF_BRANDS::contains)) {
            return Optional.of(ImageFormat.AVIF);
        }
        return brands.stream().anyMatch(HEIC_BRANDS::contains) ? Optional.of(ImageFormat.HEIC) : Optional.empty();
    }

    private static boolean startsWith(byte[] head, byte[] magic) {
        return head.length >= magic.length
                && ByteBuffer.wrap(head, 0, magic.length).equals(ByteBuffer.wrap(magic));
    }

    /** Empty if there are not so many bytes. */
    private static String textAt(byte[] head, int from, int length) {
        return head.length < from + length ? "" : new String(head, from, length, StandardCharsets.ISO_8859_1);
    }
}
