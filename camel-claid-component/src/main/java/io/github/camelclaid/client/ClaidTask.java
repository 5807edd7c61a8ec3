package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A task as Claid described it at one moment: the member {@code data} of the answers to a submit and to a question for
 * its status ("Read a response" in the Async API Reference; {@code AsyncAcceptedResponse} and
 * {@code AsyncResultResponse} of the OpenAPI document, which are one schema; {@code BatchAcceptedResponse} and
 * {@code BatchResultResponse} for a batch).
 *
 * <p>Only {@code id} must be there. Everything else is read leniently: missing, null, empty and unexpected members
 * make an accessor return null (or an empty list), never fail.
 *
 * <p>Immutable. Thousands of tasks may be outstanding, so one is held as compact bytes beside what is asked for with each
 * poll; accessors of pictures, and of what else is deeper in it, read those bytes each time, which takes microseconds.
 */
public final class ClaidTask implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String RESULT = "result";
    private static final String RESULTS = "results";
    private static final String ERRORS = "errors";

    private final TaskFamily family;
    private final long id;
    private final TaskStatus status;
    private final String statusText;
    private final String createdAtText;
    private final String resultUrl;
    private final String[] operations;
    private final boolean failed;
    private final boolean hasErrors;
    private final String requestId;
    private final byte[] json;

    private ClaidTask(TaskFamily family, JsonNode json, String requestId) throws ClaidUnreadableTaskException {
        this.family = family;
        this.id = id(json.path("id"));
        this.statusText = ClaidJson.text(json.get("status"));
        this.status = TaskStatus.of(statusText);
        this.createdAtText = ClaidJson.text(json.get("created_at"));
        this.resultUrl = ClaidJson.text(json.get("result_url"));
        this.operations = operations(json.path("request").path("operations"));
        // a batch is worth its results, whatever it ended with: no page says what a partial failure ends with
        this.failed = family == TaskFamily.EDIT
                ? status.isFailed() || status == TaskStatus.DONE && hasNoResult(json)
                : status.isFinished() && results(json).isEmpty();
        this.hasErrors = !errors(json).isEmpty();
        this.requestId = requestId;
        this.json = ClaidJson.write(json);
    }

    private static String[] operations(JsonNode json) {
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        return names.stream().sorted().toArray(String[]::new);
    }

    /** Reads a task that is one edit, as {@link #fromJson(TaskFamily, JsonNode, String)} does. */
    public static ClaidTask fromJson(JsonNode data, String requestId) throws ClaidUnreadableTaskException {
        return fromJson(TaskFamily.EDIT, data, requestId);
    }

    /**
     * Reads a task.
     *
     * @param family whose path the answer came from: nothing in it tells
     * @param data the task, or an object whose member {@code data} is the task
     * @param requestId {@code x-request-id} of the answer; may be null
     * @throws ClaidUnreadableTaskException if there is no {@code id} that is an integer of 64 bits, or the digits of
     *     one
     */
    public static ClaidTask fromJson(TaskFamily family, JsonNode data, String requestId)
            throws ClaidUnreadableTaskException {
        JsonNode task = data;
        if (task != null && !task.has("id") && task.path("data").isObject()) {
            task = task.get("data");
        }
        if (task == null || !task.isObject()) {
            throw new ClaidUnreadableTaskException("not a task: a JSON object was expected");
        }
        return new ClaidTask(family, task, requestId);
    }

    /** A task of which nothing is known but that Claid has taken it. */
    public static ClaidTask accepted(TaskFamily family, long id) {
        try {
            return fromJson(
                    family,
                    JsonNodeFactory.instance.objectNode().put("id", id).put("status", TaskStatus.ACCEPTED.name()),
                    null);
        } catch (ClaidUnreadableTaskException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long id(JsonNode node) throws ClaidUnreadableTaskException {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        if (node.isTextual() && node.textValue().matches("[0-9]{1,19}")) {
            BigInteger digits = new BigInteger(node.textValue());
            if (digits.bitLength() < Long.SIZE) {
                return digits.longValue();
            }
        }
        throw new ClaidUnreadableTaskException(
                node.isMissingNode() ? "a task without an id" : "a task whose id is not an integer of 64 bits");
    }

    /** The task's number, unique within its {@link #family()}. */
    public long id() {
        return id;
    }

    /** Whether this is one edit, or a batch or an item of one. */
    public TaskFamily family() {
        return family;
    }

    public TaskStatus status() {
        return status;
    }

    /** Whether it ended without any picture; a batch that ended with some results and some errors has not failed. */
    public boolean isFailed() {
        return failed;
    }

    /** The status as received, of use where {@link #status()} is {@link TaskStatus#UNKNOWN}; null if missing. */
    public String statusText() {
        return statusText;
    }

    /** When the edit was requested, by Claid's clock; null if missing or unreadable. */
    public Instant createdAt() {
        return LenientInstant.parse(createdAtText());
    }

    /** The member {@code created_at} as received; null if missing. */
    public String createdAtText() {
        return createdAtText;
    }

    /** What is done to the picture, by the echo of the request: the names of its operations in their order; none if missing. */
    public List<String> operations() {
        return List.of(operations);
    }

    /** The echo of the request, which may hold defaults and nulls that were never sent; null if missing. */
    public JsonNode request() {
        JsonNode request = toJson().get("request");
        return request == null || request.isNull() ? null : request;
    }

    /**
     * Where Claid says the task can be asked for; null if missing. For people only: it may be plain {@code http} and is
     * never followed.
     */
    public String resultUrl() {
        return resultUrl;
    }

    /** What Claid says about the picture it read; null before the end, after failures, and for a whole batch. */
    public ImageObject input() {
        return ImageObject.fromJson(toJson().path(RESULT).get("input_object"));
    }

    /** What Claid says about the picture it made; null before the end, after failures, and for a whole batch. */
    public ImageObject output() {
        return ImageObject.fromJson(toJson().path(RESULT).get("output_object"));
    }

    /**
     * The pictures of a finished task: of a batch all that it made, in Claid's order, which is not said to be that of the
     * inputs; of one edit, or of one item, at most one.
     */
    public List<TaskResult> results() {
        return results(toJson()).stream().map(TaskResult::fromJson).toList();
    }

    /** Why the task, or images of a batch, failed; empty if nothing was said. */
    public List<TaskError> errors() {
        return hasErrors ? errors(toJson()).stream().map(TaskError::fromJson).toList() : List.of();
    }

    /**
     * Each result and then each error of a batch by itself, as a task of the same id: with status {@code DONE} and one
     * result, or with status {@code ERROR} and one error. Their JSON leaves out the echo of the request.
     */
    public List<ClaidTask> items() {
        ObjectNode batch = toJson();
        ObjectNode head = batch.deepCopy().retain("id", "created_at", "result_url");
        List<ClaidTask> items = new ArrayList<>();
        results(batch).forEach(result -> items.add(item(head, TaskStatus.DONE, RESULT, result)));
        errors(batch)
                .forEach(error -> items.add(
                        item(head, TaskStatus.ERROR, ERRORS, head.arrayNode().add(error))));
        return items;
    }

    private ClaidTask item(ObjectNode head, TaskStatus end, String member, JsonNode value) {
        ObjectNode item = head.deepCopy();
        item.put("status", end.name()).set(member, value);
        try {
            return new ClaidTask(family, item, requestId);
        } catch (ClaidUnreadableTaskException e) {
            throw new IllegalStateException("the id was read before", e);
        }
    }

    /** Where it was to go to a storage, it may be there though the answer does not say so. */
    private static boolean hasNoResult(JsonNode task) {
        JsonNode output = task.path("request").path("output");
        boolean hasDestination =
                output.isTextual() || output.path("destination").isTextual();
        return !hasDestination && !task.path(RESULT).path("output_object").isObject();
    }

    private static List<JsonNode> results(JsonNode task) {
        JsonNode all = task.has(RESULTS)
                ? task.get(RESULTS)
                : JsonNodeFactory.instance.arrayNode().add(task.path(RESULT));
        return present(all)
                .filter(result -> result.isObject() && !result.isEmpty())
                .toList();
    }

    private static List<JsonNode> errors(JsonNode task) {
        return present(task.path(ERRORS)).toList();
    }

    private static Stream<JsonNode> present(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(element -> !element.isNull() && !element.isMissingNode());
    }

    /**
     * {@code x-request-id} of the answer this was read from, which Claid's support asks for; null if there was none.
     */
    public String requestId() {
        return requestId;
    }

    /** The whole task as received, with members this release does not know; a fresh tree. */
    public ObjectNode toJson() {
        try {
            return (ObjectNode) ClaidJson.read(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a task that was written cannot be read", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClaidTask task
                && id == task.id
                && family == task.family
                && Objects.equals(requestId, task.requestId)
                && Arrays.equals(json, task.json);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(id) * 31 + Arrays.hashCode(json);
    }

    /** Without addresses: whoever knows a temporary one can fetch the picture. */
    @Override
    public String toString() {
        return "ClaidTask[" + (family == TaskFamily.EDIT ? "" : "batch, ") + "id=" + id + ", status=" + status + "]";
    }
}
