package io.github.camelclaid.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The project that docs/spring-boot.md makes works as it stands there. */
class DocsTest {

    private static final Path REPOSITORY = Path.of("../..");

    @TempDir
    Path project;

    @Test
    void theTestOfThePagePassesWithTheRouteAndTheSettingsOfThePage() throws Exception {
        List<Path> sources = blocks("java").stream().map(this::written).toList();
        compile(sources);
        Path settings = Files.writeString(
                project.resolve("application.yml"), blocks("yaml").get(0));

        TestExecutionSummary summary = run("com.example.shop.ShopTest", settings);

        StringWriter failures = new StringWriter();
        summary.printFailuresTo(new PrintWriter(failures));
        assertThat(failures.toString()).isEmpty();
        assertThat(summary.getTestsSucceededCount()).isEqualTo(1);
    }

    @Test
    void theVersionsOfThePageAreThoseOfThisBuild() throws IOException {
        String build = Files.readString(REPOSITORY.resolve("pom.xml"));
        String pom = blocks("xml").get(0);

        assertThat(pom)
                .contains("<artifactId>spring-boot-starter-parent</artifactId>\n    <version>"
                        + element("spring-boot.version", build))
                .contains("<artifactId>camel-spring-boot-bom</artifactId>\n        <version>"
                        + element("camel.version", build))
                .contains("<artifactId>camel-claid-starter</artifactId>\n      <version>" + element("version", build));
    }

    private static String element(String name, String xml) {
        Matcher element = Pattern.compile("<" + name + ">(.*?)</" + name + ">").matcher(xml);
        assertThat(element.find()).as(name).isTrue();
        return element.group(1);
    }

    private Path written(String source) {
        String name = Pattern.compile("class (\\w+)")
                .matcher(source)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        try {
            return Files.writeString(project.resolve(name + ".java"), source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compile(List<Path> sources) {
        List<String> arguments = new ArrayList<>(
                List.of("-parameters", "-d", project.toString(), "-cp", System.getProperty("java.class.path")));
        sources.forEach(source -> arguments.add(source.toString()));
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(result).isZero();
    }

    private TestExecutionSummary run(String test, Path settings) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {project.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(loader);
            // this example has an application.yml, too
            System.setProperty("spring.config.location", settings.toUri().toString());
            SummaryGeneratingListener listener = new SummaryGeneratingListener();
            LauncherFactory.create()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectClass(loader.loadClass(test)))
                                    .build(),
                            listener);
            return listener.getSummary();
        } finally {
            System.clearProperty("spring.config.location");
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(REPOSITORY.resolve("docs/spring-boot.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
    }
}
