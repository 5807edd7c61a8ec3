package io.github.camelclaid.client;

import com.fasterxml.jackson.databind.JsonNode;
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

/**
 * A task as Claid described it at one moment: the member {@code data} of the answers to a submit and to a question for
 * its status ("Read a response" in the Async API Reference; {@code AsyncAcceptedResponse} and
 * {@code AsyncResultResponse} of the OpenAPI document, which are one schema).
 *
 * <p>Only {@code id} must be there. Everything else is read leniently: missing, null, empty and unexpected members
 * make an accessor return null (or an empty list), never fail.
 *
 * <p>Immutable. Thousands of tasks may be outstanding, so one is held as compact bytes beside its id and status; the
 * other accessors read those bytes each time, which takes microseconds.
 */
public final class ClaidTask implements Serializable {

    private static final long serialVersionUID = 1L;

    private final long id;
    private final TaskStatus status;
    private final String requestId;
    private final byte[] json;

    private ClaidTask(long id, TaskStatus status, String requestId, byte[] json) {
        this.id = id;
        this.status = status;
        this.requestId = requestId;
        this.json = json;
    }

    /**
     * Reads a task.
     *
     * @param data the task, or an object whose member {@code data} is the task
     * @param requestId {@code x-request-id} of the answer; may be null
     * @throws ClaidUnreadableTaskException if there is no {@code id} that is an integer of 64 bits, or the digits of
     *     one
     */
    public static ClaidTask fromJson(JsonNode data, String requestId) throws ClaidUnreadableTaskException {
        JsonNode task = data;
        if (task != null && !task.has("id") && task.path("data").isObject()) {
            task = task.get("data");
        }
        if (task == null || !task.isObject()) {
            throw new ClaidUnreadableTaskException("not a task: a JSON object was expected");
        }
        long id = id(task.path("id"));
        TaskStatus status = TaskStatus.of(ClaidJson.text(task.get("status")));
        return new ClaidTask(id, status, requestId, ClaidJson.write(task));
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

    /** The task's number, unique within Claid's asynchronous edits. */
    public long id() {
        return id;
    }

    public TaskStatus status() {
        return status;
    }

    /** The status as received, of use where {@link #status()} is {@link TaskStatus#UNKNOWN}; null if missing. */
    public String statusText() {
        return text("status");
    }

    /** When the edit was requested, by Claid's clock; null if missing or unreadable. */
    public Instant createdAt() {
        return LenientInstant.parse(createdAtText());
    }

    /** The member {@code created_at} as received; null if missing. */
    public String createdAtText() {
        return text("created_at");
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
        return text("result_url");
    }

    /** What Claid says about the picture it read; null before the end and after failures. */
    public ImageObject input() {
        return ImageObject.fromJson(toJson().path("result").get("input_object"));
    }

    /** What Claid says about the picture it made; null before the end and after failures. */
    public ImageObject output() {
        return ImageObject.fromJson(toJson().path("result").get("output_object"));
    }

    /** Why the task failed; empty if nothing was said. */
    public List<TaskError> errors() {
        List<TaskError> errors = new ArrayList<>();
        for (JsonNode error : toJson().path("errors")) {
            if (!error.isNull()) {
                errors.add(TaskError.fromJson(error));
            }
        }
        return List.copyOf(errors);
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

    private String text(String member) {
        return ClaidJson.text(toJson().get(member));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClaidTask task
                && id == task.id
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
        return "ClaidTask[id=" + id + ", status=" + status + "]";
    }
}
