package io.github.camelclaid;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** The page lists what is registered. With {@code -Dclaid.docs.update=true} its table is written anew. */
class MetersPageTest {

    private static final Path PAGE = Path.of("../docs/meters.md");
    private static final String START = "<!-- meters: START, generated -->\n";
    private static final String END = "<!-- meters: END -->";

    @Test
    void theTableOfMetersIsUpToDate() throws Exception {
        String written = Files.readString(PAGE);
        int from = written.indexOf(START) + START.length();
        String current = written.substring(0, from) + "\n" + table() + "\n" + written.substring(written.indexOf(END));
        if (Boolean.getBoolean("claid.docs.update")) {
            Files.writeString(PAGE, current);
            return;
        }
        assertThat(written)
                .as("docs/meters.md is behind the meters; write its table anew with:"
                        + " ./mvnw -pl camel-claid-component -am test -Dtest=MetersPageTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dclaid.docs.update=true")
                .isEqualTo(current);
    }

    @Test
    void whatAlertsAskForExists() throws Exception {
        Set<String> known = new TreeSet<>();
        for (Meter.Id id : registered()) {
            String name = id.getName().replace('.', '_');
            known.addAll(List.of(name, name + "_total", name + "_seconds", name + "_seconds_sum"));
        }
        assertThat(Pattern.compile("camel_claid_\\w+")
                        .matcher(Files.readString(PAGE))
                        .results()
                        .map(found -> found.group()))
                .hasSizeGreaterThan(5)
                .allSatisfy(name -> assertThat(known).contains(name));
    }

    private static String table() throws Exception {
        Map<String, Meter.Id> meters = new LinkedHashMap<>();
        Map<String, Map<String, Set<String>>> tags = new LinkedHashMap<>();
        for (Meter.Id id : registered()) {
            meters.putIfAbsent(id.getName(), id);
            for (Tag tag : id.getTags()) {
                tags.computeIfAbsent(id.getName(), name -> new LinkedHashMap<>())
                        .computeIfAbsent(tag.getKey(), key -> new LinkedHashSet<>())
                        .add(tag.getValue());
            }
        }
        StringJoiner rows = new StringJoiner("\n", "| Meter | Kind | Tags | Meaning |\n|---|---|---|---|\n", "\n");
        meters.keySet().stream()
                .sorted()
                .forEach(name -> rows.add("| `" + name + "` | " + kind(meters.get(name)) + " | " + tags(tags.get(name))
                        + " | " + meters.get(name).getDescription() + " |"));
        return rows.toString();
    }

    private static String kind(Meter.Id id) {
        return switch (id.getType()) {
            case COUNTER -> "counter";
            case TIMER -> "timer, seconds";
            default -> id.getBaseUnit() == null ? "gauge" : "gauge, " + id.getBaseUnit();
        };
    }

    private static String tags(Map<String, Set<String>> tags) {
        StringJoiner all = new StringJoiner("; ");
        tags.forEach((key, values) -> all.add(
                key.equals("account") || key.equals("name")
                        ? "`" + key + "`"
                        : "`" + key + "`: " + String.join(", ", new TreeSet<>(values))));
        return all.toString();
    }

    private static List<Meter.Id> registered() throws Exception {
        MeterRegistry registry = new SimpleMeterRegistry();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("meters", registry);
            camel.getComponent("claid", ClaidComponent.class).getConfiguration().setApiKey(Shop.KEY);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").to("claid:shop?op.resizing.width=40");
                }
            });
            camel.start();
            return registry.getMeters().stream().map(Meter::getId).toList();
        }
    }
}
