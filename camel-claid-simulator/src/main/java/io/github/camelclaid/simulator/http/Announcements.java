package io.github.camelclaid.simulator.http;

import io.github.camelclaid.simulator.script.Notice;
import io.github.camelclaid.simulator.task.Ending;
import io.github.camelclaid.simulator.task.Task;
import io.github.camelclaid.simulator.task.Tasks;
import io.github.camelclaid.simulator.webhook.Webhooks;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Has webhooks sent about accepted tasks once they have ended. Blocks no thread. */
final class Announcements {

    /** How long (real time) a submit waits for a webhook that is to come first. */
    private static final long PATIENCE_SECONDS = 5;

    private final Webhooks webhooks;
    private final Tasks tasks;
    private final TaskJson json;

    Announcements(Webhooks webhooks, Tasks tasks, TaskJson json) {
        this.webhooks = webhooks;
        this.tasks = tasks;
        this.json = json;
    }

    /** Completes when the submit may be answered. */
    CompletableFuture<?> announce(Task task, Notice notice) {
        if (!webhooks.areWanted()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> sent = task.ended().thenCompose(end -> webhooks.send(about(task, end), notice));
        if (!notice.early()) {
            return CompletableFuture.completedFuture(null);
        }
        tasks.endNow(task);
        return sent.completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private Webhooks.Event about(Task task, Ending end) {
        return new Webhooks.Event(task.id(), end.at(), json.polled(task, end.at()));
    }
}
