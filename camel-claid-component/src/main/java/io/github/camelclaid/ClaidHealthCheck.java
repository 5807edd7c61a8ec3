package io.github.camelclaid;

import io.github.camelclaid.client.ClaidApiException;
import io.github.camelclaid.task.TaskTracker;
import io.github.camelclaid.task.Trouble;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Down while the key is refused, credits are used up, or the API is away. Sends nothing. */
final class ClaidHealthCheck extends AbstractHealthCheck {

    private final TaskTracker tracker;

    ClaidHealthCheck(ClaidAccount account, TaskTracker tracker) {
        super("components", "claid-" + account.name());
        this.tracker = tracker;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Optional<Trouble> trouble = tracker.trouble();
        if (trouble.isEmpty()) {
            builder.up();
            return;
        }
        builder.down();
        builder.message(trouble.get().cause().getMessage());
        builder.detail("since", trouble.get().since().toString());
        builder.detail("retryAt", trouble.get().retryAt().toString());
        if (trouble.get().cause() instanceof ClaidApiException refusal) {
            builder.detail("http.response.code", refusal.httpStatus());
        }
    }
}
