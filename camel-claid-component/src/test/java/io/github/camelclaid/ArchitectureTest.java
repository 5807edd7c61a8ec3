package io.github.camelclaid;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.github.camelclaid.client.ClaidApiException;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.spi.HttpResponseAware;
import org.junit.jupiter.api.Test;

/** The floors of the house: arrows point down, and only the top one knows Camel. */
@AnalyzeClasses(packages = "io.github.camelclaid", importOptions = ArchitectureTest.OfThisModule.class)
class ArchitectureTest {

    private static final Path SOURCES = Path.of("src/main/java/io/github/camelclaid");

    static final class OfThisModule implements ImportOption {
        @Override
        public boolean includes(com.tngtech.archunit.core.importer.Location location) {
            return new DoNotIncludeTests().includes(location) && !location.contains("/simulator/");
        }
    }

    @ArchTest
    static final ArchRule ARROWS_POINT_DOWN = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("Camel")
            .definedBy("io.github.camelclaid")
            .layer("task")
            .definedBy("io.github.camelclaid.task..")
            .layer("transfer")
            .definedBy("io.github.camelclaid.transfer..")
            .layer("client")
            .definedBy("io.github.camelclaid.client..")
            .layer("quota")
            .definedBy("io.github.camelclaid.quota..")
            .whereLayer("Camel")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("task")
            .mayOnlyBeAccessedByLayers("Camel")
            .whereLayer("transfer")
            .mayOnlyBeAccessedByLayers("Camel", "task")
            .whereLayer("client")
            .mayOnlyBeAccessedByLayers("Camel", "task", "transfer");

    @ArchTest
    static final ArchRule ONLY_THE_TOP_FLOOR_KNOWS_CAMEL = noClasses()
            .that()
            .resideOutsideOfPackage("io.github.camelclaid")
            .and(not(equivalentTo(ClaidApiException.class)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule THE_EXCEPTION_OF_THE_API_KNOWS_ONE_INTERFACE = noClasses()
            .that(equivalentTo(ClaidApiException.class))
            .should()
            .dependOnClassesThat(
                    com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage("org.apache.camel..")
                            .and(not(equivalentTo(HttpResponseAware.class))));

    @ArchTest
    static final ArchRule ONLY_ONE_CLASS_KNOWS_MICROMETER = noClasses()
            .that(not(com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf(ClaidMeters.class)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..");

    @Test
    void headersAreNamedInTheirConstantsOnly() throws IOException {
        Pattern literal = Pattern.compile("Headers?\\(\\s*\"|\"CamelClaid\\w*\"");
        for (Path source : topFloor()) {
            String code = Files.readString(source);
            if (!source.endsWith("ClaidConstants.java")) {
                assertThat(literal.matcher(code)
                                .results()
                                .map(found -> code.substring(found.start(), Math.min(code.length(), found.end() + 30))))
                        .as(source.toString())
                        .isEmpty();
            }
        }
    }

    @Test
    void everyConstantIsUsed() throws IOException {
        StringBuilder code = new StringBuilder();
        for (Path source : topFloor()) {
            code.append(Files.readString(source));
        }
        assertThat(Arrays.stream(ClaidConstants.class.getFields()).map(Field::getName))
                .allMatch(name -> code.toString().contains("ClaidConstants." + name));
    }

    private static List<Path> topFloor() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
