package io.github.camelclaid;

import io.github.camelclaid.task.PollSchedule;
import java.time.Duration;

/** A component that asks for its tasks as soon as they may be finished, for a simulator without a quota. */
public final class EagerClaid {

    private EagerClaid() {}

    public static ClaidComponent component() {
        ClaidComponent component = new ClaidComponent();
        component.setRateLimit("off");
        component.setPollSchedule(
                new PollSchedule(Duration.ofMillis(20), Duration.ofMillis(20), 1, Duration.ofMillis(20), 0));
        return component;
    }
}
