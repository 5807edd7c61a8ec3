package io.github.camelclaid.examples.folderdrop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.camel.util.TimeUtils;

/**
 * What application.properties says.
 *
 * @param apiKey blank without an account
 * @param exitWhenIdle zero goes on for ever
 */
record Settings(Folders folders, String apiKey, SampleUse samples, Duration progressEvery, Duration exitWhenIdle) {

    /** When samples are put into empty folders. */
    enum SampleUse {
        SIMULATOR,
        ALWAYS,
        NEVER
    }

    /**
     * @param home what relative folders are relative to
     * @param value of a property by its name; blank if it has none
     */
    static Settings read(Path home, UnaryOperator<String> value) {
        Folders folders = new Folders(
                folder(home, value, "drop.inbox"),
                folder(home, value, "drop.outbox"),
                folder(home, value, "drop.done"),
                folder(home, value, "drop.failed"),
                endings(value.apply("drop.ignore")));
        return new Settings(
                folders,
                value.apply("camel.component.claid.api-key").strip(),
                SampleUse.valueOf(value.apply("drop.samples").strip().toUpperCase(Locale.ROOT)),
                duration(value.apply("drop.progress-every")),
                duration(value.apply("drop.exit-when-idle")));
    }

    boolean hasApiKey() {
        return !apiKey.isBlank();
    }

    boolean wantsSamples() {
        return samples == SampleUse.ALWAYS || samples == SampleUse.SIMULATOR && !hasApiKey();
    }

    private static Path folder(Path home, UnaryOperator<String> value, String name) {
        String folder = value.apply(name).strip();
        if (folder.isEmpty()) {
            throw new IllegalArgumentException(name + " is missing: the path of a folder");
        }
        return home.resolve(folder).normalize();
    }

    private static Set<String> endings(String list) {
        return Arrays.stream(list.split(","))
                .map(ending -> ending.strip().toLowerCase(Locale.ROOT))
                .filter(ending -> !ending.isEmpty())
                .collect(Collectors.toSet());
    }

    private static Duration duration(String text) {
        return Duration.ofMillis(TimeUtils.toMilliSeconds(text.strip()));
    }
}
