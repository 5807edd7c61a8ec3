package io.github.camelclaid.simulator.http;

import io.github.camelclaid.simulator.edit.Thumbnails;
import io.github.camelclaid.simulator.task.Tasks;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.PathTemplateMatch;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Shows what a picture of a task looked like, as long as it is remembered. */
final class ThumbnailHandler implements HttpHandler {

    private final Tasks tasks;
    private final Function<Thumbnails, byte[]> side;

    /** @param side the input or the output */
    ThumbnailHandler(Tasks tasks, Function<Thumbnails, byte[]> side) {
        this.tasks = tasks;
        this.side = side;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        List<Thumbnails> all = tasks.thumbnails(Router.id(exchange));
        int index = index(exchange);
        if (index < 0 || index >= all.size()) {
            OwnPages.send(exchange, Answer.error(404));
            return;
        }
        OwnPages.send(exchange, new Answer(200, "image/jpeg", side.apply(all.get(index)), null));
    }

    /** Which of the pictures of a batch, counted from 0; the first one if the path does not say. */
    private static int index(HttpServerExchange exchange) {
        Map<String, String> parts =
                exchange.getAttachment(PathTemplateMatch.ATTACHMENT_KEY).getParameters();
        try {
            return Integer.parseInt(parts.getOrDefault("n", "0"));
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
