package io.github.camelclaid;

import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A component whose minutes pass faster. Users cannot have that, for them time is what it is, so the way in is open to
 * this package only. All of the component's waits and windows shrink alike, as they do for its rivals; nothing else is
 * changed about it.
 */
public final class TimedComponent {

    /** @param timer stays open when the component stops */
    public static ClaidComponent in(Clock clock, ScheduledExecutorService timer) {
        ClaidComponent component = new ClaidComponent();
        component.setTime(clock, timer);
        return component;
    }

    private TimedComponent() {}
}
