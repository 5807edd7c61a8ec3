package io.github.camelclaid.client;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * A picture on disk that is to be sent to Claid.
 *
 * @param file read while it is sent; must not change meanwhile
 * @param fileName what Claid names the result after. The page "Upload" advises to leave the extension off, so that of a
 *     picture is cut; folders, quotes and control characters never get into the request. {@code image} where nothing is
 *     left, or null
 * @param mime the media type of the picture, such as {@code image/jpeg}
 * @param output the format and destination of the result; null for Claid's default, a JPEG at a temporary URL
 */
public record Upload(Path file, String fileName, String mime, Output output) {

    private static final int LONGEST_NAME = 200;
    private static final Set<String> EXTENSIONS =
            Set.of("jpg", "jpeg", "png", "webp", "avif", "tif", "tiff", "bmp", "gif", "heic", "heif");
    private static final String TOKEN = "[A-Za-z0-9!#$&^_.+-]{1,100}";

    /** @throws IllegalArgumentException if {@code mime} is not of the form {@code type/subtype} */
    public Upload {
        Objects.requireNonNull(file, "file");
        if (mime == null || !mime.matches(TOKEN + "/" + TOKEN)) {
            throw new IllegalArgumentException(
                    "mime is '" + UntrustedText.line(mime, LONGEST_NAME) + "', but must be like image/jpeg");
        }
        fileName = bare(fileName == null ? "" : fileName);
    }

    private static String bare(String fileName) {
        String name = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        name = UntrustedText.line(name.replace('"', ' '), LONGEST_NAME).trim();
        int dot = name.lastIndexOf('.');
        if (dot >= 0 && EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT))) {
            name = name.substring(0, dot).trim();
        }
        return name.isEmpty() ? "image" : name;
    }
}
