package io.github.camelclaid.simulator.script;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * A change to the {@code data} object of an otherwise true answer of a submit, a poll or an upload: what the documents
 * of the API leave open, or show in one place and not in another. Any lambda over that object is a deviation too.
 */
@FunctionalInterface
public non-sealed interface Deviation extends Effect {

    /** Changes the object in place. It is a copy that only this answer shows. */
    void change(ObjectNode data);

    @Override
    default boolean appliesTo(Call call) {
        return call != Call.RESULT;
    }

    /** Both, this one first. */
    default Deviation and(Deviation next) {
        return data -> {
            change(data);
            next.change(data);
        };
    }

    /** No such member. */
    static Deviation without(String member) {
        return data -> data.remove(member);
    }

    /** The member is there, and null. */
    static Deviation nulled(String member) {
        return data -> data.putNull(member);
    }

    /** {@code result_url} leads to another scheme and host, for instance {@code http://api.claid.ai}. */
    static Deviation resultUrlAt(String schemeAndHost) {
        return data -> rewrite(data, "result_url", url -> moved(url, schemeAndHost));
    }

    static Deviation resultUrlAbsent() {
        return without("result_url");
    }

    /** {@code tmp_url} leads to another scheme and host. */
    static Deviation tmpUrlAt(String schemeAndHost) {
        return outputObject(output -> rewrite(output, "tmp_url", url -> moved(url, schemeAndHost)));
    }

    /** {@code tmp_url} is exactly this. */
    static Deviation tmpUrl(String url) {
        return outputObject(output -> output.put("tmp_url", url));
    }

    static Deviation resultAbsent() {
        return without("result");
    }

    static Deviation resultNull() {
        return nulled("result");
    }

    /** {@code "result": {}}, which is the published default. */
    static Deviation resultEmpty() {
        return data -> data.putObject("result");
    }

    static Deviation errorsAbsent() {
        return without("errors");
    }

    static Deviation errorsNull() {
        return nulled("errors");
    }

    /** {@code errors[].created_at} as seconds since 1970, as the older table says. */
    static Deviation integerErrorTime() {
        return eachError(error -> {
            String time = error.path("created_at").asText();
            error.put("created_at", Instant.parse(time.replace("+00:00", "Z")).getEpochSecond());
        });
    }

    /** {@code errors[].input_object} is null. */
    static Deviation nullInputObject() {
        return eachError(error -> error.putNull("input_object"));
    }

    /** Image objects without {@code width} and {@code height}. */
    static Deviation withoutSize() {
        return eachImage(image -> image.remove(List.of("width", "height")));
    }

    /** {@code "format": "JPEG"}, as the samples have it. */
    static Deviation upperCaseFormat() {
        return eachImage(image -> rewrite(image, "format", format -> format.toUpperCase(Locale.ROOT)));
    }

    /** {@code "ext": "pnj"}, a typing error of the published sample. */
    static Deviation extPnj() {
        return eachImage(image -> image.put("ext", "pnj"));
    }

    /** Members that nobody knows, in the task and in its images. */
    static Deviation extraMembers() {
        Deviation inTask =
                data -> data.putObject("profiling").put("seconds", 1.5).putArray("steps");
        return inTask.and(eachImage(image -> image.put("color_space", "RGB").putNull("blurhash")));
    }

    /** The echoed request names every group of operations, as null. */
    static Deviation echoWithNulls() {
        return echo(operations -> {
            for (String group : List.of("restorations", "adjustments", "background", "resizing", "padding")) {
                if (!operations.has(group)) {
                    operations.putNull(group);
                }
            }
        });
    }

    /** The echoed request is filled with the published defaults, {@code use_original_alpha} included. */
    static Deviation echoWithDefaults() {
        return echo(operations -> {
            JsonNodeFactory json = JsonNodeFactory.instance;
            operations.putIfAbsent("restorations", json.objectNode().put("polish", false));
            operations.putIfAbsent(
                    "background",
                    json.objectNode().put("remove", false).put("blur", false).put("use_original_alpha", false));
            operations.putIfAbsent(
                    "resizing",
                    json.objectNode().put("width", "auto").put("height", "auto").put("fit", "crop"));
        });
    }

    private static Deviation echo(Deviation inOperations) {
        return data -> {
            if (data.path("request").path("operations") instanceof ObjectNode operations) {
                inOperations.change(operations);
            }
        };
    }

    private static Deviation outputObject(Deviation inOutput) {
        return data -> {
            if (data.path("result").path("output_object") instanceof ObjectNode output) {
                inOutput.change(output);
            } else if (data.path("output") instanceof ObjectNode output) {
                inOutput.change(output);
            }
        };
    }

    private static Deviation eachImage(Deviation inImage) {
        return data -> {
            for (String name : List.of("input_object", "output_object")) {
                if (data.path("result").path(name) instanceof ObjectNode image) {
                    inImage.change(image);
                }
            }
            for (String name : List.of("input", "output")) {
                if (data.path(name) instanceof ObjectNode image) {
                    inImage.change(image);
                }
            }
        };
    }

    private static Deviation eachError(Deviation inError) {
        return data -> data.path("errors").forEach(error -> inError.change((ObjectNode) error));
    }

    private static void rewrite(ObjectNode node, String member, UnaryOperator<String> change) {
        if (node.path(member).isTextual()) {
            node.put(member, change.apply(node.get(member).asText()));
        }
    }

    private static String moved(String url, String schemeAndHost) {
        int path = url.indexOf('/', url.indexOf("://") + 3);
        return schemeAndHost + (path < 0 ? "" : url.substring(path));
    }
}
