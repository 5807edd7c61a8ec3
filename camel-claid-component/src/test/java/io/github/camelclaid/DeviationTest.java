package io.github.camelclaid;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelclaid.simulator.script.Effects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What becomes of a picture when Claid, or the network before it, does not do as the documents say. The ledger of the
 * simulator tells what was charged.
 */
@Tag("long")
class DeviationTest {

    /** Most of a story is waiting. */
    private static final int AT_A_TIME = 6;

    /** Webhooks, which the component does not take part in. */
    private static final Set<String> ELSEWHERE = Set.of();

    @TempDir
    static Path catalogue;

    private static final Map<DeviationTable.Cell, CompletableFuture<DeviationStory.End>> STORIES =
            new ConcurrentHashMap<>();
    private static ExecutorService tellers;

    @BeforeAll
    static void tellAll() throws Exception {
        Files.write(catalogue.resolve("shoe.jpg"), Shop.picture(1, "jpg"));
        Files.write(catalogue.resolve("hat.jpg"), Shop.picture(2, "jpg"));
        tellers = Executors.newFixedThreadPool(AT_A_TIME);
        cells().forEach(cell -> STORIES.put(cell, CompletableFuture.supplyAsync(() -> told(cell), tellers)));
    }

    private static DeviationStory.End told(DeviationTable.Cell cell) {
        try {
            return DeviationStory.of(cell, catalogue);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    static void close() {
        tellers.shutdownNow();
    }

    static Stream<DeviationTable.Cell> cells() {
        return DeviationTable.ALL.stream().flatMap(DeviationTable::cells);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void aPictureGetsItsFate(DeviationTable.Cell cell) {
        DeviationStory.End end = STORIES.get(cell).join();

        assertThat(end.fate() + " " + end.charges()).isEqualTo(cell.fate() + " " + cell.charges());
        assertThat(end.violations()).isEmpty();
    }

    @Test
    void theTablesOfThePageAreUpToDate() throws IOException {
        Map<String, String> tables = new LinkedHashMap<>();
        DeviationTable.ALL.forEach(table -> tables.put(table.name(), table.markdown()));

        new GeneratedTables(Path.of("../docs/deviations.md"), DeviationTest.class).areUpToDate(tables);
    }

    static Stream<String> everyEffect() {
        return Effects.all().stream()
                // the component polls, and hears of no webhook
                .filter(effect -> effect.kind() != Effects.Kind.NOTICE)
                .map(Effects.Named::name)
                .filter(name -> !ELSEWHERE.contains(name));
    }

    @ParameterizedTest
    @MethodSource("everyEffect")
    void everyEffectThatTheSimulatorKnowsIsInTheTables(String name) {
        assertThat(DeviationTable.ALL.stream().flatMap(DeviationTable::effects))
                .anySatisfy(effect -> assertThat(effect + " ").startsWith(name + " "));
    }
}
