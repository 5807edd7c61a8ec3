package io.github.camelclaid.task;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelclaid.client.ApiVersion;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.ClaidUnreadableTaskException;
import io.github.camelclaid.client.Input;
import io.github.camelclaid.client.TaskFamily;
import io.github.camelclaid.client.TaskStatus;
import io.github.camelclaid.task.TrackedTask.Acceptance;
import io.github.camelclaid.task.TrackedTask.Batch;
import io.github.camelclaid.task.TrackedTask.Delivery;
import io.github.camelclaid.task.TrackedTask.Item;
import io.github.camelclaid.task.TrackedTask.Outcome;
import io.github.camelclaid.task.TrackedTask.Polling;
import io.github.camelclaid.task.TrackedTask.Staging;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the rows of a task say beside their columns, as JSON, the progress and all else: members are named as those of {@link TrackedTask}, times are in
 * ISO 8601, what is null is left out. Members that are not known are ignored, so that the rows of a newer release can be
 * read. Safe for use by any thread.
 */
final class TaskDocument {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    // only ASCII, so that any database can hold it, and numbers digit by digit, so that a task comes out as it went in
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final CarriedHeaders headers = new CarriedHeaders();

    String writeProgress(TrackedTask task) {
        ObjectNode json = NODES.objectNode();
        set(json, "polling", write(task.polling()));
        set(json, "delivery", write(task.delivery()));
        return text(json);
    }

    String write(TrackedTask task) {
        ObjectNode json = NODES.objectNode();
        set(json, "exact", exact(task));
        set(json, "carried", task.carried().isEmpty() ? null : headers.write(task.carried()));
        set(json, "staging", task.staging() == null ? null : write(task.staging()));
        set(json, "acceptance", task.acceptance() == null ? null : write(task.acceptance()));
        set(json, "outcome", task.outcome() == null ? null : write(task.outcome()));
        set(json, "batch", task.batch() == null ? null : write(task.batch()));
        set(json, "item", task.item() == null ? null : write(task.item()));
        return text(json);
    }

    private static String text(ObjectNode json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree that cannot be written", e);
        }
    }

    TrackedTask read(TaskRow row) throws CorruptTaskException {
        try {
            return checked(read(row, object("DOCUMENT", row.document()), object("PROGRESS", row.progress())));
        } catch (IllegalArgumentException | DateTimeParseException | ClaidUnreadableTaskException e) {
            throw new CorruptTaskException(e.getMessage(), e);
        }
    }

    private static JsonNode object(String column, String text) throws CorruptTaskException {
        if (text == null) {
            throw new CorruptTaskException(column + " is missing");
        }
        try {
            JsonNode json = MAPPER.readTree(text);
            if (!json.isObject()) {
                throw new CorruptTaskException(column + " is no JSON object");
            }
            return json;
        } catch (JsonProcessingException e) {
            // its message quotes the text, where addresses are that nobody else should know
            throw new CorruptTaskException(column + " is not readable as JSON");
        }
    }

    private TrackedTask read(TaskRow row, JsonNode json, JsonNode progress)
            throws CorruptTaskException, ClaidUnreadableTaskException {
        JsonNode exact = json.path("exact");
        Lane lane = new Lane(
                exact(exact, "account", row.account()),
                exact(exact, "name", row.name()),
                constant("MODE", Mode.class, row.mode()));
        return new TrackedTask(
                exact(exact, "key", row.key()),
                row.stamp(),
                lane,
                exact(exact, "fingerprint", row.fingerprint()),
                exact(exact, "about", row.about()),
                constant("STATE", TaskState.class, row.state()),
                row.owner(),
                row.charges(),
                headers.read(json.path("carried")),
                json.has("staging") ? staging(json.get("staging")) : null,
                json.has("acceptance") ? acceptance(json.get("acceptance")) : null,
                polling(progress.path("polling")),
                json.has("outcome") ? outcome(json.get("outcome")) : null,
                delivery(progress.path("delivery")),
                json.has("batch") ? batch(json.get("batch")) : null,
                json.has("item") ? item(json.get("item")) : null);
    }

    /** Who reads a task relies on what its state says. */
    private static TrackedTask checked(TrackedTask task) throws CorruptTaskException {
        boolean isPossible =
                switch (task.state()) {
                    case INTENT, STAGING, SENDING -> true;
                    case STAGED -> task.staging() != null;
                    case ACCEPTED -> task.acceptance() != null;
                    case FINISHED ->
                        task.acceptance() != null
                                && task.outcome() != null
                                && task.outcome().task() != null;
                    case UNKNOWN, EXPIRED -> task.outcome() != null;
                };
        if (!isPossible) {
            throw new CorruptTaskException("DOCUMENT has not what a task in the state " + task.state() + " has");
        }
        return task;
    }

    /** The texts that their columns cannot hold as they are; null if there are none. */
    private static ObjectNode exact(TrackedTask task) {
        ObjectNode exact = NODES.objectNode();
        keep(exact, "key", task.key(), TaskRow.key(task.key()));
        keep(
                exact,
                "account",
                task.lane().account(),
                TaskRow.account(task.lane().account()));
        keep(exact, "name", task.lane().name(), TaskRow.name(task.lane().name()));
        keep(exact, "fingerprint", task.fingerprint(), TaskRow.fingerprint(task.fingerprint()));
        keep(exact, "about", task.about(), TaskRow.about(task.about()));
        return exact.isEmpty() ? null : exact;
    }

    private static void keep(ObjectNode exact, String member, String text, String inColumn) {
        if (text != null && !text.equals(inColumn)) {
            exact.put(member, text);
        }
    }

    private static String exact(JsonNode exact, String member, String inColumn) {
        return exact.has(member) ? exact.get(member).asText() : inColumn;
    }

    private static ObjectNode write(Staging staging) {
        ObjectNode json = NODES.objectNode();
        set(json, "url", staging.url());
        set(json, "at", staging.at());
        return json;
    }

    private static Staging staging(JsonNode json) throws CorruptTaskException {
        return new Staging(text(json, "url"), requiredTime(json, "at"));
    }

    private static ObjectNode write(Acceptance acceptance) {
        ObjectNode json = NODES.objectNode();
        set(json, "family", acceptance.family().name());
        json.put("taskId", acceptance.taskId());
        set(json, "version", acceptance.version().name());
        set(json, "at", acceptance.at());
        set(json, "answer", acceptance.answer() == null ? null : write(acceptance.answer()));
        return json;
    }

    private static Acceptance acceptance(JsonNode json) throws CorruptTaskException, ClaidUnreadableTaskException {
        if (!json.path("taskId").canConvertToLong() || !json.path("taskId").isIntegralNumber()) {
            throw new CorruptTaskException("DOCUMENT has no acceptance.taskId");
        }
        return new Acceptance(
                constant("acceptance.family", TaskFamily.class, text(json, "family")),
                json.get("taskId").longValue(),
                constant("acceptance.version", ApiVersion.class, text(json, "version")),
                requiredTime(json, "at"),
                json.has("answer") ? task(json.get("answer")) : null);
    }

    private static ObjectNode write(Polling polling) {
        ObjectNode json = NODES.objectNode();
        json.put("count", polling.count());
        set(json, "next", polling.next());
        set(json, "asked", polling.asked());
        set(json, "missingSince", polling.missingSince());
        set(json, "status", polling.status() == null ? null : polling.status().name());
        return json;
    }

    private static Polling polling(JsonNode json) {
        return new Polling(
                json.path("count").asInt(),
                time(json, "next"),
                time(json, "asked"),
                time(json, "missingSince"),
                json.has("status") ? TaskStatus.of(text(json, "status")) : null);
    }

    private static ObjectNode write(Outcome outcome) {
        ObjectNode json = NODES.objectNode();
        set(json, "task", outcome.task() == null ? null : write(outcome.task()));
        set(json, "reason", outcome.reason());
        set(json, "at", outcome.at());
        set(json, "during", outcome.during() == null ? null : outcome.during().name());
        return json;
    }

    private static Outcome outcome(JsonNode json) throws CorruptTaskException, ClaidUnreadableTaskException {
        return new Outcome(
                json.has("task") ? task(json.get("task")) : null,
                text(json, "reason"),
                requiredTime(json, "at"),
                json.has("during") ? constant("outcome.during", TaskState.class, text(json, "during")) : null);
    }

    private static ObjectNode write(Delivery delivery) {
        ObjectNode json = NODES.objectNode();
        ObjectNode owed = NODES.objectNode();
        delivery.owed().counts().forEach(owed::put);
        set(json, "owed", owed.isEmpty() ? null : owed);
        json.put("attempts", delivery.attempts());
        set(json, "next", delivery.next());
        set(json, "acknowledgedAt", delivery.acknowledgedAt());
        if (delivery.mayReturn()) {
            json.put("mayReturn", true);
        }
        return json;
    }

    private static Delivery delivery(JsonNode json) {
        Map<String, Integer> owed = new TreeMap<>();
        json.path("owed")
                .properties()
                .forEach(member -> owed.put(member.getKey(), member.getValue().asInt()));
        return new Delivery(
                new Owed(owed),
                json.path("attempts").asInt(),
                time(json, "next"),
                time(json, "acknowledgedAt"),
                json.path("mayReturn").asBoolean());
    }

    private static ObjectNode write(Batch batch) {
        ObjectNode json = NODES.objectNode();
        set(json, "images", batch.images().toJson());
        set(json, "destination", batch.destination());
        json.put("items", batch.items());
        return json;
    }

    private static Batch batch(JsonNode json) throws CorruptTaskException {
        if (!json.has("images")) {
            throw new CorruptTaskException("DOCUMENT has no batch.images");
        }
        return new Batch(
                Input.fromJson(json.get("images")),
                text(json, "destination"),
                json.path("items").asInt());
    }

    private static ObjectNode write(Item item) {
        ObjectNode json = NODES.objectNode();
        set(json, "batch", item.batch());
        json.put("index", item.index());
        json.put("size", item.size());
        set(json, "input", item.input());
        set(json, "fileName", item.fileName());
        return json;
    }

    private static Item item(JsonNode json) throws CorruptTaskException {
        String batch = text(json, "batch");
        if (batch == null) {
            throw new CorruptTaskException("DOCUMENT has no item.batch");
        }
        return new Item(
                batch,
                json.path("index").asInt(),
                json.path("size").asInt(),
                text(json, "input"),
                text(json, "fileName"));
    }

    private static ObjectNode write(ClaidTask task) {
        ObjectNode json = NODES.objectNode();
        set(json, "family", task.family().name());
        set(json, "requestId", task.requestId());
        set(json, "data", task.toJson());
        return json;
    }

    private static ClaidTask task(JsonNode json) throws CorruptTaskException, ClaidUnreadableTaskException {
        TaskFamily family = constant("task.family", TaskFamily.class, text(json, "family"));
        return ClaidTask.fromJson(family, json.get("data"), text(json, "requestId"));
    }

    private static void set(ObjectNode json, String member, JsonNode value) {
        if (value != null) {
            json.set(member, value);
        }
    }

    private static void set(ObjectNode json, String member, String value) {
        set(json, member, value == null ? null : NODES.textNode(value));
    }

    private static void set(ObjectNode json, String member, Instant value) {
        set(json, member, value == null ? null : value.toString());
    }

    private static String text(JsonNode json, String member) {
        return json.hasNonNull(member) ? json.get(member).asText() : null;
    }

    private static Instant time(JsonNode json, String member) {
        String text = text(json, member);
        return text == null ? null : Instant.parse(text);
    }

    private static Instant requiredTime(JsonNode json, String member) throws CorruptTaskException {
        Instant time = time(json, member);
        if (time == null) {
            throw new CorruptTaskException("DOCUMENT has a part without \"" + member + "\"");
        }
        return time;
    }

    private static <E extends Enum<E>> E constant(String what, Class<E> type, String name) throws CorruptTaskException {
        try {
            return Enum.valueOf(type, String.valueOf(name));
        } catch (IllegalArgumentException e) {
            throw new CorruptTaskException(
                    what + " is " + name + ", allowed: " + Arrays.toString(type.getEnumConstants()));
        }
    }
}
