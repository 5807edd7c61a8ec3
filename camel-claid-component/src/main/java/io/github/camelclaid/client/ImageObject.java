package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/**
 * What Claid says about one picture: {@code input_object} and {@code output_object} of a task ("Read a input_object and
 * output_object properties" in the Async API Reference), {@code input} and {@code output} of an upload. Every member
 * may be missing and is then null; an empty text counts as missing.
 *
 * @param ext the file extension; the documents show {@code jpg}, {@code jpeg}, {@code av1} and the slip {@code pnj}
 * @param mime the media type
 * @param format the file format, in either case ({@code jpeg}, {@code JPEG})
 * @param mps megapixels
 * @param width in pixels
 * @param height in pixels
 * @param tmpUrl where the result can be fetched by anybody, without a key, for 24 hours; only for results that went to
 *     no storage
 * @param objectKey the key of the object in its bucket, for results that went to a storage
 * @param objectBucket the bucket of that object
 * @param objectUri the address of that object at its provider
 * @param claidStorageUri its {@code storage://} address
 */
public record ImageObject(
        String ext,
        String mime,
        String format,
        Double mps,
        Integer width,
        Integer height,
        String tmpUrl,
        String objectKey,
        String objectBucket,
        String objectUri,
        String claidStorageUri) {

    /** Reads an image object; null for null, for anything but an object, and for {@code {}}. */
    public static ImageObject fromJson(JsonNode json) {
        if (json == null || !json.isObject() || json.isEmpty()) {
            return null;
        }
        return new ImageObject(
                ClaidJson.text(json.get("ext")),
                ClaidJson.text(json.get("mime")),
                ClaidJson.text(json.get("format")),
                decimal(json.get("mps")),
                integer(json.get("width")),
                integer(json.get("height")),
                ClaidJson.text(json.get("tmp_url")),
                ClaidJson.text(json.get("object_key")),
                ClaidJson.text(json.get("object_bucket")),
                ClaidJson.text(json.get("object_uri")),
                ClaidJson.text(json.get("claid_storage_uri")));
    }

    private static Double decimal(JsonNode node) {
        String text = ClaidJson.text(node);
        if (text == null) {
            return null;
        }
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Integer integer(JsonNode node) {
        String text = ClaidJson.text(node);
        if (text == null) {
            return null;
        }
        try {
            return new BigDecimal(text).intValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    /** Without the addresses: whoever knows a temporary one can fetch the picture. */
    @Override
    public String toString() {
        return "ImageObject[" + format + " " + width + "x" + height + "]";
    }
}
