package io.github.camelclaid.simulator.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelclaid.simulator.time.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * A change to the {@code data} object of an otherwise true answer of an edit, a batch, an ai-edit, a poll or an upload: what the documents
 * of the API leave open, or show in one place and not in another. Any lambda over that object is a deviation too.
 */
@FunctionalInterface
public non-sealed interface Deviation extends Effect {

    /** Changes the object in place. It is a copy that only this answer shows. */
    void change(ObjectNode data);

    @Override
    default boolean appliesTo(Call call) {
        return call != Call.RESULT && call != Call.STORAGE;
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

    /** No {@code result}, or {@code results} of a batch. */
    static Deviation resultAbsent() {
        return data -> data.remove(List.of("result", "results"));
    }

    /** {@code "result": null}, or {@code "results": null} of a batch. */
    static Deviation resultNull() {
        return data -> data.putNull(resultMember(data));
    }

    /** {@code "result": {}}, or {@code "results": []} of a batch, which is the published default. */
    static Deviation resultEmpty() {
        return data -> {
            if (resultMember(data).equals("results")) {
                data.putArray("results");
            } else {
                data.putObject("result");
            }
        };
    }

    /** A batch of which only some pictures could be made ends in ERROR, its results still there. */
    static Deviation partlyFailedIsError() {
        return data -> {
            if (!data.path("results").isEmpty() && !data.path("errors").isEmpty()) {
                data.put("status", "ERROR");
            }
        };
    }

    /** Output objects with nothing but where the object is stored. */
    static Deviation storageFieldsOnly() {
        return outputObject(output -> output.retain("object_key", "object_bucket", "object_uri", "claid_storage_uri"));
    }

    /** Output objects with nothing but their temporary URL. */
    static Deviation tmpUrlOnly() {
        return outputObject(output -> output.retain("tmp_url"));
    }

    /** The storage fields of output objects that are not there are null, and so is the temporary URL of a stored one. */
    static Deviation nullMembers() {
        return outputObject(output -> {
            for (String member : List.of("tmp_url", "object_key", "object_bucket", "object_uri", "claid_storage_uri")) {
                if (!output.has(member)) {
                    output.putNull(member);
                }
            }
        });
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

    /** Every {@code created_at} is wrong by that much: the server's clock goes fast, or slow where it is negative. */
    static Deviation clockSkew(Duration by) {
        Deviation skewed = holder -> rewrite(
                holder,
                "created_at",
                time -> Timestamp.text(OffsetDateTime.parse(time).toInstant().plus(by)));
        return skewed.and(eachError(skewed));
    }

    /** {@code input_object} of results and errors is null. */
    static Deviation nullInputObject() {
        return inputHolders(holder -> holder.putNull("input_object"));
    }

    /** Results and errors without {@code input_object}. */
    static Deviation inputObjectAbsent() {
        return inputHolders(holder -> holder.remove("input_object"));
    }

    /** {@code input_object} of results and errors has its format and nothing else. */
    static Deviation partialInputObject() {
        return inputHolders(holder -> change(holder.path("input_object"), image -> image.retain("format")));
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
            for (JsonNode pair : pairs(data)) {
                change(pair.path("output_object"), inOutput);
                pair.path("output_objects").forEach(output -> change(output, inOutput));
            }
            change(data.path("output"), inOutput);
        };
    }

    private static Deviation eachImage(Deviation inImage) {
        Deviation inInput = data -> {
            for (JsonNode pair : pairs(data)) {
                change(pair.path("input_object"), inImage);
            }
            change(data.path("input"), inImage);
        };
        return inInput.and(outputObject(inImage));
    }

    private static Deviation inputHolders(Deviation inHolder) {
        return eachError(inHolder).and(data -> pairs(data).stream()
                .filter(pair -> pair.has("input_object"))
                .forEach(pair -> change(pair, inHolder)));
    }

    /** The pairs of input and output, or outputs: of an edit and an ai-edit one, of a batch any number. */
    private static List<JsonNode> pairs(ObjectNode data) {
        List<JsonNode> pairs = new ArrayList<>();
        pairs.add(data.path("result"));
        data.path("results").forEach(pairs::add);
        return pairs;
    }

    private static String resultMember(ObjectNode data) {
        return data.has("results") ? "results" : "result";
    }

    private static void change(JsonNode node, Deviation deviation) {
        if (node instanceof ObjectNode object) {
            deviation.change(object);
        }
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
