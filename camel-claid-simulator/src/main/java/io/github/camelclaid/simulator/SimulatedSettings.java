package io.github.camelclaid.simulator;

import io.github.camelclaid.simulator.script.Profile;
import io.github.camelclaid.simulator.script.Timing;

/** A simulator as the annotation describes it. */
final class SimulatedSettings {

    private SimulatedSettings() {}

    static ClaidSimulatorBuilder of(ClaidSimulated simulated) {
        ClaidSimulatorBuilder settings = ClaidSimulator.builder()
                .profile(Profile.named(simulated.profile()))
                .quota(simulated.quota())
                .speed(simulated.speed());
        if (!simulated.duration().isEmpty()) {
            settings.duration(Timing.parse(simulated.duration()));
        }
        if (!simulated.latency().isEmpty()) {
            settings.latency(Timing.parse(simulated.latency()));
        }
        for (String rule : simulated.rules()) {
            settings.rule(rule);
        }
        return settings;
    }
}
