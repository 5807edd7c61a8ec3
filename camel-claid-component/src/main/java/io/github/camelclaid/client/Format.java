package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The file format of a result, {@code output.format}. Immutable: every method gives a new format.
 *
 * <pre>{@code Format.webp().quality(80)   Format.tiff().lossless()   Format.png().compression(Format.Png.Compression.BEST)}</pre>
 */
public abstract sealed class Format extends JsonPart {

    private Format(JsonNode json) {
        super(json);
    }

    /** Quality 85 and progressive unless said otherwise. */
    public static Jpeg jpeg() {
        return new Jpeg(named("jpeg"));
    }

    public static Png png() {
        return new Png(named("png"));
    }

    /** Lossy with quality 75 unless said otherwise. */
    public static Compressed webp() {
        return new Compressed(named("webp"));
    }

    /** Lossy with quality 50 unless said otherwise. */
    public static Compressed avif() {
        return new Compressed(named("avif"));
    }

    /** Lossless unless said otherwise; lossy is JPEG within TIFF, of quality 75 unless given. */
    public static Compressed tiff() {
        return new Compressed(named("tiff"));
    }

    /** Sets a member by its name in Claid's API: the way through for options that this release does not know. */
    public abstract Format with(String name, Object value);

    final ObjectNode set(String name, Object value) {
        return ((ObjectNode) toJson()).set(name, JsonTree.of(value));
    }

    private static ObjectNode named(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    /** A JPEG. */
    public static final class Jpeg extends Format {

        private Jpeg(ObjectNode json) {
            super(json);
        }

        /** @param quality 1 to 100 */
        public Jpeg quality(int quality) {
            return with("quality", quality);
        }

        public Jpeg progressive(boolean progressive) {
            return with("progressive", progressive);
        }

        @Override
        public Jpeg with(String name, Object value) {
            return new Jpeg(set(name, value));
        }
    }

    /** A PNG, never lossy. */
    public static final class Png extends Format {

        /** How much time the compression may take; optimal unless said otherwise. */
        public enum Compression {
            FAST,
            BEST,
            OPTIMAL
        }

        private Png(ObjectNode json) {
            super(json);
        }

        public Png compression(Compression compression) {
            return with("compression", compression);
        }

        @Override
        public Png with(String name, Object value) {
            return new Png(set(name, value));
        }
    }

    /** A format that has a lossy and a lossless kind: WebP, AVIF, TIFF. */
    public static final class Compressed extends Format {

        private static final String COMPRESSION = "compression";

        private Compressed(ObjectNode json) {
            super(json);
        }

        /**
         * Lossy, of a certain quality.
         *
         * @param quality 1 to 100
         */
        public Compressed quality(int quality) {
            return with(COMPRESSION, named("lossy").put("quality", quality));
        }

        public Compressed lossy() {
            return with(COMPRESSION, "lossy");
        }

        public Compressed lossless() {
            return with(COMPRESSION, "lossless");
        }

        @Override
        public Compressed with(String name, Object value) {
            return new Compressed(set(name, value));
        }
    }
}
