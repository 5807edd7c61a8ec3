package io.github.camelclaid.docs;

import static java.util.stream.Collectors.joining;

import io.github.camelclaid.GeneratedTables;
import io.github.camelclaid.simulator.script.Effects;
import io.github.camelclaid.simulator.script.Effects.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page about the simulator's rules knows every effect that a rule can name. */
class RulesPageTest {

    @Test
    void theTablesOfTheRulesAreUpToDate() throws IOException {
        Map<String, String> tables = Map.of(
                "faults", table(Kind.FAULT),
                "outcomes", table(Kind.OUTCOME),
                "deviations", table(Kind.DEVIATION),
                "notices", table(Kind.NOTICE));

        new GeneratedTables(Path.of("../docs/simulator-deviations.md"), RulesPageTest.class).areUpToDate(tables);
    }

    private static String table(Kind kind) {
        return Effects.all().stream()
                .filter(effect -> effect.kind() == kind)
                .map(effect -> "| `"
                        + (effect.name() + " " + effect.arguments()).trim().replace("|", "\\|") + "` | "
                        + effect.meaning() + " |\n")
                .collect(joining("", "| | |\n|---|---|\n", ""));
    }
}
