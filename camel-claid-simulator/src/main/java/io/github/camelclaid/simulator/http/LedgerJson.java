package io.github.camelclaid.simulator.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelclaid.simulator.ledger.Ledger;
import io.github.camelclaid.simulator.ledger.TaskEntry;
import io.github.camelclaid.simulator.ledger.WebhookEntry;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.task.Ending;
import io.github.camelclaid.simulator.task.Task;
import io.github.camelclaid.simulator.task.Tasks;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The ledger as JSON, with what else is known about its tasks. */
final class LedgerJson {

    private final Ledger ledger;
    private final Tasks tasks;
    private final TaskJson json;
    private final Clock clock;

    LedgerJson(Ledger ledger, Tasks tasks, TaskJson json, Clock clock) {
        this.ledger = ledger;
        this.tasks = tasks;
        this.json = json;
        this.clock = clock;
    }

    /** The tasks that are in the ledger, oldest first. */
    Stream<TaskEntry> tasks() {
        return ledger.tasks().stream();
    }

    /** The ledger with these of its tasks. */
    ObjectNode of(List<TaskEntry> shown) {
        ObjectNode page = figures();
        ArrayNode violations = page.putArray("violations");
        ledger.violations().forEach(violation -> violations
                .addObject()
                .put("at", violation.at().toString())
                .put("what", violation.what()));
        ArrayNode webhooks = page.putArray("webhooks");
        ledger.webhooks().forEach(entry -> add(webhooks.addObject(), entry));
        Instant now = clock.instant();
        ArrayNode list = page.putArray("tasks");
        shown.forEach(entry -> add(list.addObject(), entry, now));
        return page;
    }

    private ObjectNode figures() {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ObjectNode requests = page.putObject("requests");
        for (Call call : Call.values()) {
            requests.put(call.name().toLowerCase(Locale.ROOT), ledger.requests(call));
        }
        page.put("submits", ledger.submits());
        page.put("batches", ledger.batches());
        page.put("ai_edits", ledger.aiEdits());
        page.put("edits", ledger.edits());
        page.put("uploads", ledger.uploads());
        page.put("charges", ledger.charges());
        page.put("polls", ledger.polls());
        page.put("downloads", ledger.downloads());
        page.put("too_many_requests", ledger.tooManyRequests());
        page.put("unauthorized", ledger.unauthorized());
        page.put("bytes_in", ledger.bytesIn());
        page.put("bytes_out", ledger.bytesOut());
        ObjectNode peaks = page.putObject("peaks");
        ledger.peaks().forEach((length, peak) -> peaks.put(length.toString(), peak));
        return page;
    }

    private static void add(ObjectNode webhook, WebhookEntry entry) {
        webhook.put("task", entry.taskId());
        webhook.put("attempt", entry.attempt());
        webhook.put("at", entry.at().toString());
        if (entry.failure() == null) {
            webhook.put("status", entry.status());
        } else {
            webhook.put("failure", entry.failure());
        }
    }

    private void add(ObjectNode item, TaskEntry entry, Instant now) {
        item.put("id", entry.id());
        item.put("input", entry.input());
        item.put("pictures", entry.pictures());
        item.put("accepted_at", entry.acceptedAt().toString());
        item.put("outcome", entry.outcome());
        item.put("polls", entry.polls());
        item.put("downloads", entry.downloads());
        item.put("result_bytes", entry.resultBytes());
        tasks.find(entry.id()).ifPresent(task -> {
            item.put("family", task.family().name().toLowerCase(Locale.ROOT));
            item.put("status", task.status(now));
            task.ending().ifPresent(ending -> add(item, task, ending));
        });
    }

    private void add(ObjectNode item, Task task, Ending ending) {
        item.put("ended_at", ending.at().toString());
        ArrayNode results = item.putArray("results");
        ending.results().forEach(edited -> results.addObject()
                .put("address", json.address(edited))
                .put("format", edited.output().format())
                .put("width", edited.output().width())
                .put("height", edited.output().height()));
        ArrayNode errors = item.putArray("errors");
        ending.errors().forEach(error -> errors.add(error.error()));
        item.put("thumbnails", tasks.thumbnails(task.id()).size());
    }
}
