package io.github.camelclaid.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What docs/cluster.md shows is what the nodes run. */
class DocsTest {

    @ParameterizedTest
    @CsvSource({"yaml, cluster.camel.yaml", "properties, application.properties"})
    void thePageShowsTheFilesOfTheExample(String language, Path file) throws IOException {
        assertThat(Files.readString(Path.of("../../docs/cluster.md")))
                .contains("```" + language + "\n" + Files.readString(file) + "```\n");
    }
}
