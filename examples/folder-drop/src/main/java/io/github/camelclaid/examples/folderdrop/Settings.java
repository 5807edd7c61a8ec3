package io.github.camelclaid.examples.folderdrop;

import io.github.camelclaid.ClaidConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.util.TimeUtils;

/**
 * What application.properties says.
 *
 * @param apiKey blank without an account
 * @param account names the account in the ledger; blank without a name
 * @param ledger where it is remembered what was sent and paid; null for nowhere
 * @param exitWhenIdle zero goes on for ever
 */
record Settings(
        Folders folders,
        String apiKey,
        String account,
        Path ledger,
        SampleUse samples,
        Duration progressEvery,
        Duration exitWhenIdle) {

    static final String ACCOUNT = "camel.component.claid.account";
    static final String LEDGER = "drop.ledger";

    private static final String BASE_URL = "camel.component.claid.base-url";

    /** When samples are put into empty folders. */
    enum SampleUse {
        SIMULATOR,
        ALWAYS,
        NEVER
    }

    /** For a program that is not run. */
    static Settings read(Home home, Map<String, String> overrides) throws IOException {
        Properties own = new Properties();
        own.putAll(overrides);
        PropertiesComponent properties = new DefaultCamelContext().getPropertiesComponent();
        properties.setInitialProperties(home.settings());
        properties.setOverrideProperties(own);
        return read(home.folder(), name -> properties.resolveProperty(name).orElse(""));
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
        String ledger = value.apply(LEDGER).strip();
        return new Settings(
                folders,
                value.apply("camel.component.claid.api-key").strip(),
                account(value.apply(ACCOUNT).strip(), value.apply(BASE_URL).strip()),
                ledger.isEmpty() ? null : home.resolve(ledger).normalize(),
                SampleUse.valueOf(value.apply("drop.samples").strip().toUpperCase(Locale.ROOT)),
                duration(value.apply("drop.progress-every")),
                duration(value.apply("drop.exit-when-idle")));
    }

    boolean hasApiKey() {
        return !apiKey.isBlank();
    }

    /** Whether what was sent is known beyond the end of the program. */
    boolean isRemembered() {
        return hasApiKey() && ledger != null;
    }

    boolean wantsSamples() {
        return samples == SampleUse.ALWAYS || samples == SampleUse.SIMULATOR && !hasApiKey();
    }

    /** What a simulator has accepted is none of Claid's tasks, and the other way round. */
    private static String account(String name, String baseUrl) {
        boolean isClaid = baseUrl.isEmpty() || baseUrl.equals(new ClaidConfiguration().getBaseUrl());
        return name.isEmpty() || isClaid ? name : name + " at " + baseUrl.replaceFirst("^https?://", "");
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
