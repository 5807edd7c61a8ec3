package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** The page on what the simulator does to pictures has a row for every option, and every row has a test. */
class PicturesPageTest {

    private static final Path PAGE = Path.of("../docs/simulator-pictures.md");

    /** Where tests say which rows they {@link Shows show}. */
    private static final List<Class<?>> TESTS =
            List.of(EditingTest.class, CutoutTest.class, FormatsTest.class, ColorSpaceTest.class, AvifTest.class);

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([^`]+)`((?: `[^`]+`)?) \\| (?:made|approximated|accepted) \\|.*\\|$");

    private static final Pattern ANY_ROW = Pattern.compile("(?m)^\\| `.*$");

    @Test
    void everyRowHasATestAndEveryTestItsRow() throws IOException {
        assertThat(shown())
                .as("rows of the page, and @Shows of tests")
                .isEqualTo(rows(row -> row.group(1) + row.group(2).replace("`", "")));
    }

    @Test
    void everyOptionOfTheValidationHasARow() throws IOException {
        assertThat(rows(row -> row.group(1))).isEqualTo(OptionPaths.all());
    }

    @Test
    void everyRowSaysWhetherItIsMadeApproximatedOrAccepted() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(ROW.matcher(page).results().count())
                .isEqualTo(ANY_ROW.matcher(page).results().count());
    }

    private static Set<String> rows(Function<MatchResult, String> key) throws IOException {
        return ROW.matcher(Files.readString(PAGE)).results().map(key).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> shown() {
        return TESTS.stream()
                .flatMap(test -> Stream.concat(Stream.of(test), Stream.of(test.getDeclaredClasses())))
                .flatMap(test -> Stream.of(test.getDeclaredMethods()))
                .filter(method -> AnnotationSupport.isAnnotated(method, Testable.class))
                .flatMap(PicturesPageTest::shown)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> shown(Method test) {
        Shows shows = test.getAnnotation(Shows.class);
        return shows == null ? Stream.empty() : Stream.of(shows.value());
    }
}
