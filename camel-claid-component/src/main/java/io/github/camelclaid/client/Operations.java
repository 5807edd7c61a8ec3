package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The edits of a request, {@code ImageOperations} in Claid's OpenAPI document. Immutable.
 *
 * <pre>{@code
 * Operations.builder()
 *         .resizing(r -> r.width(1000).height(800).fit(Fit.BOUNDS))
 *         .background(b -> b.remove().color("#ffffff"))
 *         .padding("10%")
 *         .build()
 * }</pre>
 */
public final class Operations extends JsonPart {

    private static final Operations NONE = new Operations(JsonNodeFactory.instance.objectNode());

    private Operations(ObjectNode json) {
        super(json);
    }

    /** No edit at all: {@code {}}, which Claid's schema allows. */
    public static Operations none() {
        return NONE;
    }

    /** Takes a copy of {@code json} as it is, without members that are null. */
    public static Operations fromJson(ObjectNode json) {
        return new Operations(json);
    }

    /**
     * Builds operations from flat options such as {@code resizing.width=1000} or {@code background.remove=true}.
     * Where an option is given both as {@code true} and with members, the members win; a name and members of the thing
     * it names ({@code resizing.fit=outpaint} and {@code resizing.fit.feathering=20%}) join.
     *
     * @param options dotted paths below {@code operations} and their texts
     * @throws ClaidInvalidRequestException if a path is unknown, a value impossible, or two options contradict each
     *     other; it names the option as {@code op.<path>}
     */
    public static Operations fromOptions(Map<String, String> options) throws ClaidInvalidRequestException {
        return fromOptions(options, Validation.STRICT);
    }

    /** As {@link #fromOptions(Map)}, with unknown paths and values let through unless {@code mode} is strict. */
    public static Operations fromOptions(Map<String, String> options, Validation mode)
            throws ClaidInvalidRequestException {
        return new Operations(new OptionTexts(mode).read(options));
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The {@code operations} member of a request, a fresh tree. */
    @Override
    public ObjectNode toJson() {
        return (ObjectNode) super.toJson();
    }

    public boolean isEmpty() {
        return json().isEmpty();
    }

    /** Writes down operations; naming a group twice adds to it. Not for several threads. */
    public static final class Builder extends OptionGroup<Builder> {

        private Builder() {}

        /** Removes compression artefacts, enlarges, polishes. */
        public Builder restorations(UnaryOperator<Restorations> options) {
            return nested("restorations", new Restorations(), options);
        }

        /** Light and colour. */
        public Builder adjustments(UnaryOperator<Adjustments> options) {
            return nested("adjustments", new Adjustments(), options);
        }

        /** Removes, blurs or colours what is behind the object. */
        public Builder background(UnaryOperator<Background> options) {
            return nested("background", new Background(), options);
        }

        /** The size of the result, and how the picture is fitted to it. */
        public Builder resizing(UnaryOperator<Resizing> options) {
            return nested("resizing", new Resizing(), options);
        }

        /** One, two or four values, in per cent or pixels: {@code 10%}, {@code 5% 15%}, {@code 0px 40px 0px 0px}. */
        public Builder padding(String padding) {
            return with("padding", padding);
        }

        /** Number plates and faces. */
        public Builder privacy(UnaryOperator<Privacy> options) {
            return nested("privacy", new Privacy(), options);
        }

        /** Edits that invent pixels. */
        public Builder generative(UnaryOperator<Generative> options) {
            return nested("generative", new Generative(), options);
        }

        public Operations build() {
            return new Operations(toJson());
        }
    }
}
