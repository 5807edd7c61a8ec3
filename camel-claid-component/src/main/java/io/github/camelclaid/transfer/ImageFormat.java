package io.github.camelclaid.transfer;

import io.github.camelclaid.client.Format;
import io.github.camelclaid.client.Output;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The image formats that Claid reads; it writes the first five ("Image I/O" of its documents). Names are taken as they
 * occur there: samples write {@code JPEG}, and {@code av1} is an extension.
 */
public enum ImageFormat {
    JPEG("image/jpeg", "jpg", "jpeg", "image/jpg", "image/pjpeg"),
    PNG("image/png", "png", "image/x-png"),
    WEBP("image/webp", "webp"),
    AVIF("image/avif", "avif", "av1"),
    TIFF("image/tiff", "tiff", "tif", "image/tif"),
    GIF("image/gif", "gif"),
    BMP("image/bmp", "bmp", "image/x-bmp", "image/x-ms-bmp"),
    HEIC("image/heic", "heic", "heif", "image/heif");

    private final String mime;
    private final String extension;
    private final List<String> otherNames;

    ImageFormat(String mime, String extension, String... otherNames) {
        this.mime = mime;
        this.extension = extension;
        this.otherNames = List.of(otherNames);
    }

    /**
     * Tells the format of a file by its first bytes.
     *
     * @param head the first {@link MagicBytes#ENOUGH} bytes or more, fewer only if there are no more
     * @return empty if it is none of these formats
     */
    public static Optional<ImageFormat> sniff(byte[] head) {
        return MagicBytes.formatOf(head);
    }

    /** The format of a MIME type, parameters and case aside; empty for null and for what is unknown. */
    public static Optional<ImageFormat> ofMime(String mime) {
        if (mime == null || mime.indexOf('/') < 0) {
            return Optional.empty();
        }
        return named(mime.split(";", 2)[0]);
    }

    /** The format of a name or file extension such as {@code JPEG}, {@code jpg}; empty for null and the unknown. */
    public static Optional<ImageFormat> ofName(String name) {
        return name == null || name.indexOf('/') >= 0 ? Optional.empty() : named(name);
    }

    public String mime() {
        return mime;
    }

    /** The usual extension of a file name, without the dot. */
    public String extension() {
        return extension;
    }

    /**
     * The output to ask for when an image of this format is only to be passed on: nothing of it is to be lost. What may
     * have an alpha channel and cannot be written losslessly becomes a PNG; a JPEG stays one, at the highest quality.
     */
    public Output losslessOutput() {
        Format format =
                switch (this) {
                    case JPEG -> Format.jpeg().quality(100).progressive(false);
                    case WEBP -> Format.webp().lossless();
                    case TIFF -> Format.tiff().lossless();
                    case PNG, AVIF, GIF, BMP, HEIC -> Format.png();
                };
        return Output.builder().format(format).build();
    }

    private static Optional<ImageFormat> named(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format ->
                        format.mime.equals(name) || format.extension.equals(name) || format.otherNames.contains(name))
                .findFirst();
    }
}
