package io.github.camelclaid.simulator;

import io.github.camelclaid.simulator.http.Controls;
import io.github.camelclaid.simulator.quota.Window;
import io.github.camelclaid.simulator.script.Profile;
import io.github.camelclaid.simulator.script.Timing;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A simulator as it is changed over HTTP: in words. */
final class RemoteControl implements Controls {

    /** Enough for the answer to be on its way before its connection is cut. */
    private static final Duration ANSWER = Duration.ofMillis(100);

    private final ClaidSimulator simulator;

    RemoteControl(ClaidSimulator simulator) {
        this.simulator = simulator;
    }

    @Override
    public void set(Map<String, String> settings) {
        // all are understood before the first is changed
        List<Runnable> changes = settings.entrySet().stream()
                .map(setting -> change(setting.getKey(), setting.getValue()))
                .toList();
        changes.forEach(Runnable::run);
    }

    private Runnable change(String setting, String value) {
        return switch (setting) {
            case "profile" -> {
                Profile profile = Profile.named(value);
                yield () -> simulator.profile(profile);
            }
            case "quota" -> {
                List<Window> windows = Window.parseAll(value);
                yield () -> simulator.quota(windows);
            }
            case "duration" -> {
                Timing timing = Timing.parse(value);
                yield () -> simulator.conduct().duration(timing);
            }
            case "latency" -> {
                Timing timing = Timing.parse(value);
                yield () -> simulator.conduct().latency(timing);
            }
            case "polls-count" -> {
                boolean count = bool(setting, value);
                yield () -> simulator.conduct().pollsCount(count);
            }
            case "refusals-count" -> {
                boolean count = bool(setting, value);
                yield () -> simulator.conduct().refusalsCount(count);
            }
            case "quota-headers" -> {
                boolean shown = bool(setting, value);
                yield () -> simulator.conduct().quotaHeaders(shown);
            }
            default ->
                throw new IllegalArgumentException("no setting '" + setting
                        + "', only profile, quota, duration, latency, polls-count, refusals-count and quota-headers");
        };
    }

    private static boolean bool(String setting, String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException(setting + " must be true or false, not '" + value + "'");
        }
        return value.equals("true");
    }

    @Override
    public List<String> rules() {
        return simulator.rules();
    }

    @Override
    public void addRules(List<String> sentences) {
        simulator.rules(sentences);
    }

    @Override
    public void clearRules() {
        simulator.clearRules();
    }

    @Override
    public void reset() {
        simulator.reset();
    }

    @Override
    public void restart(Duration down, boolean forgetTasks) {
        simulator.later(ANSWER, () -> {
            simulator.goDown();
            if (forgetTasks) {
                simulator.forgetTasks();
            }
            simulator.later(down, this::comeBack);
        });
    }

    /** As long as somebody else has the port, it is tried again. */
    private void comeBack() {
        try {
            simulator.comeBack();
        } catch (RuntimeException e) {
            simulator.later(ANSWER, this::comeBack);
        }
    }

    @Override
    public void forgetTask(long id) {
        simulator.forgetTask(id);
    }

    @Override
    public void forgetTasks() {
        simulator.forgetTasks();
    }

    @Override
    public void expireResults() {
        simulator.expireResults();
    }
}
