package io.github.camelclaid.simulator.http;

import io.github.camelclaid.simulator.ledger.TaskEntry;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** Shows the ledger, without asking for a key: with all tasks, oldest first, or with the {@code newest=n}, newest first. */
final class LedgerHandler implements HttpHandler {

    private final LedgerJson json;

    LedgerHandler(LedgerJson json) {
        this.json = json;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        Deque<String> newest = exchange.getQueryParameters().get("newest");
        if (newest == null) {
            OwnPages.send(exchange, Answer.json(200, json.of(json.tasks().toList())));
        } else if (newest.getFirst().matches("\\d{1,6}")) {
            int count = Integer.parseInt(newest.getFirst());
            OwnPages.send(exchange, Answer.json(200, json.of(newest(count))));
        } else {
            OwnPages.send(exchange, Answer.error(422, "newest must be a number of tasks."));
        }
    }

    private List<TaskEntry> newest(int count) {
        Comparator<TaskEntry> age = Comparator.comparing(TaskEntry::acceptedAt).thenComparing(TaskEntry::id);
        Stream<TaskEntry> all = json.tasks().sorted(age.reversed());
        return all.limit(count).toList();
    }
}
