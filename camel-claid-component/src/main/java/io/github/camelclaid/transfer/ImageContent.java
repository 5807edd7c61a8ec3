package io.github.camelclaid.transfer;

import io.github.camelclaid.client.ClaidInvalidRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is known of an image after all its bytes went by once. */
record ImageContent(ImageFormat format, long size, String sha256) {

    private static final int BUFFER = 32 * 1024;
    private static final String PATH = "body";
    private static final String FORMATS =
            Arrays.stream(ImageFormat.values()).map(Enum::name).collect(Collectors.joining(", "));
    private static final String ALLOWED =
            "the URL of an image (http://, https://, storage://), a JSON request, or the bytes of an image (" + FORMATS
                    + ")";

    static ImageContent copy(InputStream in, OutputStream out, long maxBytes)
            throws IOException, ClaidInvalidRequestException {
        byte[] buffer = new byte[BUFFER];
        int filled = in.readNBytes(buffer, 0, MagicBytes.ENOUGH);
        byte[] head = Arrays.copyOf(buffer, filled);
        ImageFormat format = ImageFormat.sniff(head).orElseThrow(() -> noImage(head));
        MessageDigest digest = sha256Digest();
        long size = 0;
        for (; filled > 0; filled = in.read(buffer)) {
            size += filled;
            if (size > maxBytes) {
                throw tooLarge(format, maxBytes);
            }
            digest.update(buffer, 0, filled);
            out.write(buffer, 0, filled);
        }
        return new ImageContent(format, size, HexFormat.of().formatHex(digest.digest()));
    }

    private static ClaidInvalidRequestException noImage(byte[] head) {
        String found = head.length == 0 ? null : MagicBytes.describe(head);
        String what = head.length == 0 ? " is empty" : " is no image, it starts with " + found;
        return new ClaidInvalidRequestException(PATH + what + ", allowed: " + ALLOWED, PATH, found, ALLOWED);
    }

    private static ClaidInvalidRequestException tooLarge(ImageFormat format, long maxBytes) {
        String allowed = "at most " + maxBytes + " bytes";
        String found = format.name().toLowerCase(Locale.ROOT);
        String message = PATH + " is a " + found + " of more than " + maxBytes + " bytes, allowed: " + allowed;
        return new ClaidInvalidRequestException(message, PATH, found, allowed);
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
