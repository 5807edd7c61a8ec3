package io.github.camelclaid.simulator.cli;

import io.github.camelclaid.simulator.ClaidSimulatorBuilder;
import io.github.camelclaid.simulator.script.Profile;
import io.github.camelclaid.simulator.script.Timing;
import java.util.List;
import picocli.CommandLine.Option;

/** How the simulator treats requests and tasks. */
final class Behaviour {

    @Option(
            names = "--profile",
            paramLabel = "<name>",
            defaultValue = "perfect",
            converter = Values.ProfileName.class,
            description = {
                "perfect, realistic, flaky or hostile: durations, latency and faults under one name.",
                "Default: ${DEFAULT-VALUE}"
            })
    private Profile profile;

    @Option(
            names = "--rule",
            paramLabel = "<sentence>",
            converter = Values.Rule.class,
            description = {
                "What goes wrong, for instance 'submit input=bad times=1: status 503'.",
                "May be repeated; comes before the rules of the profile. See --help-rules"
            })
    private List<String> rules = List.of();

    @Option(
            names = "--duration",
            paramLabel = "<time>",
            converter = Values.Time.class,
            description = {
                "How long tasks take: 2s, 1s..5s for anything between, ~2s for mostly about 2 s and now",
                "and then much more. Default: that of the profile, 500ms for perfect"
            })
    private Timing duration;

    @Option(
            names = "--latency",
            paramLabel = "<time>",
            converter = Values.Time.class,
            description = "How long each request is on its way. Default: that of the profile, none for perfect")
    private Timing latency;

    @Option(
            names = "--speed",
            paramLabel = "<factor>",
            defaultValue = "1",
            converter = Values.SpeedFactor.class,
            description = {
                "How many times faster everything takes its course: durations, windows of the quota,",
                "expiry of results. Default: ${DEFAULT-VALUE}"
            })
    private double speed;

    @Option(
            names = "--quota",
            paramLabel = "<windows>",
            defaultValue = "120/60s,4/1s",
            converter = Values.Quota.class,
            description = "So many requests in such a time, or none for no quota. Default: ${DEFAULT-VALUE}")
    private String quota;

    @Option(names = "--free-polls", description = "Status requests do not count for the quota")
    private boolean freePolls;

    @Option(names = "--count-refusals", description = "Requests that the quota refuses take room in it, too")
    private boolean refusalsCount;

    @Option(names = "--no-quota-headers", description = "Answers have no RateLimit-* headers")
    private boolean noQuotaHeaders;

    @Option(
            names = "--seed",
            paramLabel = "<n>",
            defaultValue = "42",
            converter = Values.Seed.class,
            description = "Of everything that is drawn at random. Default: ${DEFAULT-VALUE}")
    private long seed;

    void apply(ClaidSimulatorBuilder settings) {
        settings.profile(profile).speed(speed).quota(quota).seed(seed);
        settings.pollsCount(!freePolls).refusalsCount(refusalsCount).quotaHeaders(!noQuotaHeaders);
        rules.forEach(settings::rule);
        if (duration != null) {
            settings.duration(duration);
        }
        if (latency != null) {
            settings.latency(latency);
        }
    }
}
