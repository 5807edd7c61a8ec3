package io.github.camelclaid.simulator.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelclaid.simulator.edit.Edited;
import io.github.camelclaid.simulator.edit.Edited.Place;
import io.github.camelclaid.simulator.edit.ImageFacts;
import io.github.camelclaid.simulator.storage.StoredObject;
import io.github.camelclaid.simulator.task.Ending;
import io.github.camelclaid.simulator.task.Task;
import io.github.camelclaid.simulator.task.TaskError;
import io.github.camelclaid.simulator.task.TaskFamily;
import io.github.camelclaid.simulator.time.Timestamp;
import java.time.Instant;
import java.util.List;
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
        data.put("result_url", resultUrl(task));
        return data;
    }

    /** The answer to a poll. */
    ObjectNode polled(Task task, Instant now) {
        ObjectNode data = head(task, task.status(now));
        ArrayNode errors = data.putArray("errors");
        List<Edited> results = task.ending().map(Ending::results).orElse(List.of());
        switch (task.family()) {
            case EDIT -> {
                data.put("result_url", resultUrl(task));
                ObjectNode result = data.putObject("result");
                results.forEach(edited -> add(edited, result));
            }
            case BATCH -> {
                data.put("result_url", resultUrl(task));
                ArrayNode all = data.putArray("results");
                results.forEach(edited -> add(edited, all.addObject()));
            }
            case AI_EDIT -> addOutputs(results, data);
        }
        boolean withInput = task.family() != TaskFamily.AI_EDIT;
        task.ending().ifPresent(ending -> ending.errors().forEach(error -> add(error, withInput, errors.addObject())));
        return data;
    }

    /** The answer to an edit that was made at once. */
    ObjectNode edited(Edited edited) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.set("input", image(edited.input()));
        data.set("output", output(edited));
        return data;
    }

    /** Where the result is: its temporary URL, or its address in the storage. */
    String address(Edited edited) {
        return edited.place() instanceof Place.Stored stored
                ? stored.object().address().toString()
                : baseUrl.get() + ((Place.Temporary) edited.place()).path();
    }

    private ObjectNode head(Task task, String status) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("id", task.id());
        data.put("status", status);
        data.put("created_at", Timestamp.text(task.acceptedAt()));
        data.set("request", task.request());
        return data;
    }

    private String resultUrl(Task task) {
        return baseUrl.get() + "/" + task.prefix() + task.family().path() + "/" + task.id();
    }

    /** Of an ai-edit: one input and what was made of it. No result at all until there is one. */
    private void addOutputs(List<Edited> results, ObjectNode data) {
        if (results.isEmpty()) {
            return;
        }
        ObjectNode result = data.putObject("result");
        result.set("input_object", image(results.get(0).input()));
        ArrayNode outputs = result.putArray("output_objects");
        results.forEach(edited -> outputs.add(output(edited)));
    }

    private void add(Edited edited, ObjectNode pair) {
        pair.set("input_object", image(edited.input()));
        pair.set("output_object", output(edited));
    }

    private static void add(TaskError error, boolean withInput, ObjectNode item) {
        item.put("error", error.error());
        item.put("created_at", Timestamp.text(error.createdAt()));
        if (withInput && error.input() != null) {
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
