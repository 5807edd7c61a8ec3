package io.github.camelclaid.simulator.http;

import io.github.camelclaid.simulator.edit.ResultFile;
import io.github.camelclaid.simulator.edit.ResultFiles;
import io.github.camelclaid.simulator.ledger.Ledger;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.ErrorBody;
import io.github.camelclaid.simulator.script.Facts;
import io.github.camelclaid.simulator.task.Task;
import io.github.camelclaid.simulator.task.TaskFamily;
import io.github.camelclaid.simulator.task.Tasks;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.util.Optional;

/** Serves temporary URLs, to anybody who does not show the key. */
final class ResultHandler implements HttpHandler {

    private static final int TELLING_LENGTH = 8;

    private final Surroundings around;
    private final Tasks tasks;
    private final ResultFiles results;
    private final String apiKey;

    ResultHandler(Surroundings around, Tasks tasks, ResultFiles results, String apiKey) {
        this.around = around;
        this.tasks = tasks;
        this.results = results;
        this.apiKey = apiKey;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        Ledger ledger = around.ledger();
        long nth = ledger.arrived(Call.RESULT);
        if (showsKey(exchange)) {
            ledger.violated("the API key was sent to a temporary URL: " + exchange.getRequestPath());
            around.delivery().send(exchange, Answer.error(400, "Never send the API key to a temporary URL."));
            return;
        }
        Optional<ResultFile> file = results.find(exchange.getRequestPath());
        long task = file.map(ResultFile::taskId).orElse(0L);
        String name = file.map(ResultFile::name).orElse("");
        // of the many of a batch its own name tells more
        String input = tasks.find(task)
                .filter(found -> found.family() != TaskFamily.BATCH)
                .map(Task::input)
                .orElse(name);
        Scripted scripted =
                new Scripted(exchange, around.delivery(), around.script(), new Facts(Call.RESULT, input, task, nth));
        if (scripted.struckBefore()) {
            return;
        }
        if (file.isEmpty()) {
            scripted.answer(gone());
            return;
        }
        if (exchange.getRequestMethod().equals(Methods.GET)) {
            ledger.downloaded(task);
        }
        scripted.answer(Answer.file(file.get().mime(), file.get().path()));
    }

    /** What a bucket says; not JSON. */
    private static Answer gone() {
        byte[] body = ErrorBody.ofBucket("NoSuchKey", "The specified key does not exist.");
        return new Answer(404, ErrorBody.XML, body, null);
    }

    private boolean showsKey(HttpServerExchange exchange) {
        String authorization = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
        if (authorization != null && authorization.contains(apiKey)) {
            return true;
        }
        // a short key may occur anywhere by chance
        if (apiKey.length() < TELLING_LENGTH) {
            return false;
        }
        if (exchange.getQueryString().contains(apiKey)) {
            return true;
        }
        for (HeaderValues values : exchange.getRequestHeaders()) {
            if (values.stream().anyMatch(value -> value.contains(apiKey))) {
                return true;
            }
        }
        return false;
    }
}
