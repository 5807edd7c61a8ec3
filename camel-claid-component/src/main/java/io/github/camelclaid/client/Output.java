package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Format and destination of the result, {@code ImageOutputOptions} in Claid's OpenAPI document. Immutable. A text is
 * the destination alone. Without a destination Claid keeps the result for 24 hours at a temporary URL; without a format
 * it is a JPEG.
 */
public final class Output extends JsonPart {

    private Output(JsonNode json) {
        super(json);
    }

    /** Takes a copy of {@code json}, an object or a text that holds the destination's URI. */
    public static Output fromJson(JsonNode json) {
        return new Output(json);
    }

    /** @param destination a URI of a storage that Claid knows, such as {@code storage://shop/out/a.webp} */
    public static Output to(String destination) {
        return new Output(TextNode.valueOf(destination));
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Where the result goes; empty means a temporary URL. */
    public Optional<String> destination() {
        JsonNode uri = json().isTextual() ? json() : json().path("destination");
        return Optional.ofNullable(uri.textValue());
    }

    /** The name of the format that is asked for, such as {@code webp}; empty means Claid's default. */
    public Optional<String> formatName() {
        JsonNode format = json().path("format");
        return Optional.ofNullable((format.isObject() ? format.path("type") : format).textValue());
    }

    /** Writes down an output. Not for several threads. */
    public static final class Builder extends OptionGroup<Builder> {

        private Builder() {}

        public Builder format(Format format) {
            return with("format", format);
        }

        /** @param uri 1 to 4096 characters; for one image the path of a file */
        public Builder destination(String uri) {
            return with("destination", uri);
        }

        public Builder metadata(UnaryOperator<Metadata> options) {
            return nested("metadata", new Metadata(), options);
        }

        public Output build() {
            return new Output(toJson());
        }
    }

    /** What is written into the file besides the picture. */
    public static final class Metadata extends OptionGroup<Metadata> {

        private Metadata() {}

        /** @param dpi dots per inch; Claid publishes no range */
        public Metadata dpi(int dpi) {
            return with("dpi", dpi);
        }

        /** That of the input unless given. */
        public Metadata colorSpace(ColorSpace space) {
            return with("color_space", space);
        }
    }
}
