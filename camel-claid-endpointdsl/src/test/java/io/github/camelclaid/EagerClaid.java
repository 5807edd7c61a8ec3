package io.github.camelclaid;

/** A component that asks for its tasks as soon as they may be finished, for a simulator without a quota. */
public final class EagerClaid {

    private EagerClaid() {}

    public static ClaidComponent component() {
        ClaidComponent component = new ClaidComponent();
        component.setRateLimit("unlimited");
        component.setPollSchedule((task, now, price) -> now.plusMillis(20));
        return component;
    }
}
