package io.github.camelclaid.simulator.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelclaid.simulator.edit.Edited;
import io.github.camelclaid.simulator.edit.Edited.Place;
import io.github.camelclaid.simulator.edit.ImageFacts;
import io.github.camelclaid.simulator.storage.StoredObject;
import io.github.camelclaid.simulator.task.Task;
import io.github.camelclaid.simulator.task.TaskError;
import io.github.camelclaid.simulator.task.TaskFamily;
import io.github.camelclaid.simulator.time.Timestamp;
import java.time.Instant;
import java.util.function.Supplier;

/** Tasks and pictures as the API writes them. */
final class TaskJson {

    private final Supplier<String> baseUrl;

    TaskJson(Supplier<String> baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** The answer to an accepted submit. */
    ObjectNode accepted(Task task) {
        ObjectNode data = head(task, "ACCEPTED");
        data.put("id", task.answeredId());
        return data;
    }

    /** The answer to a poll. */
    ObjectNode polled(Task task, Instant now) {
        ObjectNode data = head(task, task.status(now));
        ArrayNode errors = data.putArray("errors");
        if (task.family() == TaskFamily.BATCH) {
            ArrayNode results = data.putArray("results");
            task.ending().ifPresent(ending -> ending.results().forEach(edited -> add(edited, results.addObject())));
        } else {
            ObjectNode result = data.putObject("result");
            task.ending().ifPresent(ending -> ending.results().forEach(edited -> add(edited, result)));
        }
        task.ending().ifPresent(ending -> ending.errors().forEach(error -> add(error, errors.addObject())));
        return data;
    }

    /** The answer to an upload. */
    ObjectNode uploaded(Edited edited) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.set("input", image(edited.input()));
        data.set("output", output(edited));
        return data;
    }

    private ObjectNode head(Task task, String status) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("id", task.id());
        data.put("status", status);
        data.put(
                "result_url",
                baseUrl.get() + "/" + task.prefix() + task.family().path() + "/" + task.id());
        data.put("created_at", Timestamp.text(task.acceptedAt()));
        data.set("request", task.request());
        return data;
    }

    private void add(Edited edited, ObjectNode pair) {
        pair.set("input_object", image(edited.input()));
        pair.set("output_object", output(edited));
    }

    private static void add(TaskError error, ObjectNode item) {
        item.put("error", error.error());
        item.put("created_at", Timestamp.text(error.createdAt()));
        if (error.input() != null) {
            item.set("input_object", image(error.input()));
        }
    }

    private ObjectNode output(Edited edited) {
        ObjectNode output = image(edited.output());
        if (edited.place() instanceof Place.Temporary temporary) {
            output.put("tmp_url", baseUrl.get() + temporary.path());
        } else if (edited.place() instanceof Place.Stored stored) {
            StoredObject object = stored.object();
            output.put("object_key", object.key());
            output.put("object_bucket", object.bucket());
            output.put("object_uri", object.uri());
            output.put("claid_storage_uri", object.address().toString());
        }
        return output;
    }

    private static ObjectNode image(ImageFacts facts) {
        ObjectNode image = JsonNodeFactory.instance.objectNode();
        image.put("ext", facts.ext());
        image.put("mps", facts.megapixels());
        image.put("mime", facts.mime());
        image.put("format", facts.format());
        image.put("width", facts.width());
        image.put("height", facts.height());
        return image;
    }
}
