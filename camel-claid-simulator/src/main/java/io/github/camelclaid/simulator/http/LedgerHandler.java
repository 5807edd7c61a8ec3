package io.github.camelclaid.simulator.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelclaid.simulator.ledger.Ledger;
import io.github.camelclaid.simulator.ledger.TaskEntry;
import io.github.camelclaid.simulator.ledger.WebhookEntry;
import io.github.camelclaid.simulator.script.Call;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.Locale;

/** Shows the ledger, without asking for a key. */
final class LedgerHandler implements HttpHandler {

    private final Ledger ledger;
    private final Delivery delivery;

    LedgerHandler(Ledger ledger, Delivery delivery) {
        this.ledger = ledger;
        this.delivery = delivery;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        delivery.send(exchange, Answer.json(200, page()));
    }

    private ObjectNode page() {
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
        ArrayNode violations = page.putArray("violations");
        ledger.violations().forEach(violation -> violations
                .addObject()
                .put("at", violation.at().toString())
                .put("what", violation.what()));
        ArrayNode webhooks = page.putArray("webhooks");
        ledger.webhooks().forEach(entry -> add(webhooks.addObject(), entry));
        ArrayNode tasks = page.putArray("tasks");
        ledger.tasks().forEach(entry -> add(tasks.addObject(), entry));
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

    private static void add(ObjectNode task, TaskEntry entry) {
        task.put("id", entry.id());
        task.put("input", entry.input());
        task.put("pictures", entry.pictures());
        task.put("accepted_at", entry.acceptedAt().toString());
        task.put("outcome", entry.outcome());
        task.put("polls", entry.polls());
        task.put("downloads", entry.downloads());
        task.put("result_bytes", entry.resultBytes());
    }
}
