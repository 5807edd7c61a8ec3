package io.github.camelclaid.examples.folderdrop;

import io.github.camelclaid.ClaidComponent;
import io.github.camelclaid.task.TaskState;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how far the work is. For one thread. */
final class Progress {

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

    private final CamelContext camel;
    private final Folders folders;
    private final Tally tally;
    private int submitted;

    Progress(CamelContext camel, Folders folders, Tally tally) {
        this.camel = camel;
        this.folders = folders;
        this.tally = tally;
    }

    boolean isIdle() {
        // in this order: a picture under way lies in the inbox until it is counted as ended
        return folders.left() == 0 && tally.underWay() == 0;
    }

    void tell() {
        LOG.info("{}", line(folders.left()));
    }

    private String line(int left) {
        // never less than before: between Claid's DONE and the end a picture is in neither number
        submitted = Math.max(submitted, tally.endedAtClaid() + atClaid());
        return submitted + " submitted, " + tally.done() + " done, " + tally.failed() + " failed, " + left + " left"
                + timeLeft(left);
    }

    private String timeLeft(int left) {
        if (left == 0) {
            return "";
        }
        Optional<String> trouble = trouble();
        if (trouble.isPresent()) {
            return ", on hold: " + trouble.get();
        }
        return tally.timeFor(left)
                .map(time -> ", about " + inWords(time) + " to go")
                .orElse("");
    }

    static String inWords(Duration time) {
        long seconds = Math.max(1, time.toSeconds());
        if (seconds < 90) {
            return seconds + " s";
        }
        return seconds < 5400 ? Math.round(seconds / 60.0) + " min" : Math.round(seconds / 360.0) / 10.0 + " h";
    }

    private int atClaid() {
        ClaidComponent claid = camel.getComponent("claid", ClaidComponent.class);
        String account = claid.getConfiguration().getAccount();
        return account == null ? 0 : claid.getTaskStore().outstanding(account).getOrDefault(TaskState.ACCEPTED, 0);
    }

    /** What the health check of the component says, which sends nothing to find out. */
    private Optional<String> trouble() {
        HealthCheckRegistry registry = HealthCheckRegistry.get(camel);
        Collection<HealthCheck> checks =
                registry == null ? java.util.List.of() : registry.stream().toList();
        return checks.stream()
                .filter(check -> check.getId().startsWith("claid-"))
                .map(HealthCheck::call)
                .filter(result -> result.getState() == HealthCheck.State.DOWN)
                .map(result -> result.getMessage().orElse("Claid cannot be asked"))
                .findFirst();
    }
}
