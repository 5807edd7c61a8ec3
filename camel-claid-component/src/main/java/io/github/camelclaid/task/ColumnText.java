package io.github.camelclaid.task;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Texts of any length and any characters as a column can hold them, and different ones differently: what does not fit is
 * shortened, and its SHA-256 appended.
 */
final class ColumnText {

    private static final String MARK = "#sha256:";
    private static final int DIGITS = 64;

    private ColumnText() {}

    /**
     * @param text may be null
     * @param most how many characters the column holds
     */
    static String of(String text, int most) {
        if (text == null || fits(text, most)) {
            return text;
        }
        int kept = Math.min(text.length(), most - MARK.length() - DIGITS);
        return storable(text.substring(0, kept)) + MARK + sha256(text);
    }

    private static boolean fits(String text, int most) {
        return text.length() <= most
                && !isMarked(text)
                && (isPlain(text) || storable(text).equals(text));
    }

    /** Nearly all are, and this is asked several times per poll. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == 0 || Character.isSurrogate(letter)) {
                return false;
            }
        }
        return true;
    }

    /** One that looks shortened could be taken for another that is. */
    private static boolean isMarked(String text) {
        int mark = text.length() - MARK.length() - DIGITS;
        return mark >= 0 && text.startsWith(MARK, mark);
    }

    /** PostgreSQL stores no NUL, and UTF-8 has no half characters. */
    private static String storable(String text) {
        StringBuilder storable = new StringBuilder(text.length());
        text.codePoints()
                .map(letter -> letter == 0 || Character.getType(letter) == Character.SURROGATE ? '?' : letter)
                .forEach(storable::appendCodePoint);
        return storable.toString();
    }

    private static String sha256(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length() * Character.BYTES);
        bytes.asCharBuffer().put(text);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
