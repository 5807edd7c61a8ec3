package io.github.camelclaid.simulator.edit;

/**
 * What the API tells about a picture.
 *
 * @param format {@code jpeg}, {@code png}, ...
 * @param width in pixels, as seen (EXIF orientation applied)
 * @param height in pixels, as seen
 */
public record ImageFacts(String format, int width, int height) {

    /** The usual file name extension, without the dot. */
    public String ext() {
        return format.equals("jpeg") ? "jpg" : format;
    }

    public String mime() {
        return "image/" + format;
    }

    /** Millions of pixels. */
    public double megapixels() {
        return (double) width * height / 1_000_000;
    }
}
