package io.github.camelclaid.transfer;

import java.util.Locale;

/**
 * What Claid reported about a result, to compare with the bytes that come.
 *
 * @param mime such as {@code image/png}; null if nothing was reported
 */
public record Expected(String mime) {

    /** Any image. */
    public static final Expected ANY_IMAGE = new Expected(null);

    boolean isImage() {
        return mime != null && mime.toLowerCase(Locale.ROOT).startsWith("image/");
    }
}
