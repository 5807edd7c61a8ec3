package io.github.camelclaid.examples.folderdrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.ClaidComponent;
import io.github.camelclaid.QuickClaid;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.EditRequest;
import io.github.camelclaid.client.Fit;
import io.github.camelclaid.client.Format;
import io.github.camelclaid.simulator.ClaidSimulatorExtension;
import io.github.camelclaid.simulator.script.TaskDuration;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The routes in the documents work as they stand there. */
class DocsTest {

    private static final Path REPOSITORY = Path.of("../..");

    @RegisterExtension
    static final ClaidSimulatorExtension claid = ClaidSimulatorExtension.with(simulator -> simulator
            .noQuota()
            .duration(TaskDuration.fixed(Duration.ofMillis(100)))
            .storage("samples", Path.of("src/main/resources/samples")));

    @TempDir
    Path folder;

    private DefaultCamelContext camel;

    @BeforeEach
    void aContext() {
        camel = new DefaultCamelContext();
        ClaidComponent component = QuickClaid.component(20);
        component.setRateLimit("off");
        component.getConfiguration().setApiKey(claid.simulator().apiKey());
        component.getConfiguration().setBaseUrl(claid.baseUrl());
        camel.addComponent("claid", component);
        camel.getRegistry().bind("intake", new IntakeLimit());
        camel.start();
    }

    @AfterEach
    void endOfContext() throws IOException {
        camel.close();
    }

    @Test
    void theYamlRouteOfTheReadmeEditsAPicture() throws Exception {
        loadYaml(blocks("README.md", "yaml").get(0));

        editsAPicture();
    }

    @Test
    void theJavaRouteOfTheReadmeEditsAPicture() throws Exception {
        camel.addRoutes(compiled(here(blocks("README.md", "java").get(0))));

        editsAPicture();
    }

    @Test
    void theRoutesOfGettingStartedStart() throws Exception {
        List<String> routes = blocks("docs/getting-started.md", "yaml");
        for (String route : routes) {
            loadYaml(route);
        }

        assertThat(camel.getRoutes()).hasSize(routes.size() + 1);
    }

    @Test
    void theFolderOfYamlOnlyEditsAPicture() throws Exception {
        load(blocks("docs/yaml.md", "yaml").get(0), "folder.yaml");

        editsAPicture();
    }

    @Test
    void theFolderOfYamlOnlyInXmlEditsAPicture() throws Exception {
        load(blocks("docs/yaml.md", "xml").get(0), "folder.xml");

        editsAPicture();
    }

    @Test
    void theListOfYamlOnlyEditsEachPictureAtItsUrl() throws Exception {
        load(blocks("docs/yaml.md", "yaml").get(1), "urls.yaml");

        Path away = Files.writeString(
                folder.resolve("away"),
                "storage://samples/mug.jpg\r\n\nstorage://samples/none.jpg\nstorage://samples/lamp.webp");
        Files.move(away, Files.createDirectories(folder.resolve("lists")).resolve("today.txt"));

        await().atMost(Duration.ofSeconds(15)).until(() -> Files.exists(folder.resolve("outbox/3-lamp.jpg")));
        await().atMost(Duration.ofSeconds(15)).until(() -> Files.exists(folder.resolve("done/today.txt")));
        assertThat(folder.resolve("outbox/0-mug.jpg")).isNotEmptyFile();
        assertThat(folder.resolve("outbox/2-none.jpg")).doesNotExist();
    }

    @Test
    void theRoutesOfYamlOnlyAreThoseOfItsExample() throws Exception {
        List<String> yaml = blocks("docs/yaml.md", "yaml");

        assertThat(yaml.get(0)).isEqualTo(read("examples/yaml-only/camel/folder.camel.yaml"));
        assertThat(yaml.get(1)).isEqualTo(read("examples/yaml-only/camel/urls.camel.yaml"));
        assertThat(blocks("docs/yaml.md", "xml").get(0)).isEqualTo(read("examples/yaml-only/xml/folder.camel.xml"));
    }

    @Test
    void theTypedRequestOfGettingStartedIsSent() throws Exception {
        EditRequest request = EditRequest.builder()
                .input("https://example.com/shoe.jpg")
                .operations(edit -> edit.resizing(
                                size -> size.width(800).height(800).fit(Fit.BOUNDS))
                        .background(ground -> ground.remove().color("#ffffff")))
                .output(result -> result.format(Format.webp()))
                .build();

        ClaidTask task = camel.createProducerTemplate().requestBody("claid:first", request, ClaidTask.class);

        assertThat(task.id()).isPositive();
        String words = read("docs/getting-started.md").replaceAll("\\s+", "");
        assertThat(words).contains(".resizing(size->size.width(800).height(800).fit(Fit.BOUNDS))");
    }

    private void editsAPicture() throws IOException {
        Path away = Files.write(folder.resolve("away"), Drop.png(1));
        Files.move(away, Files.createDirectories(folder.resolve("inbox")).resolve("mug.png"));

        await().atMost(Duration.ofSeconds(15)).until(() -> Files.exists(folder.resolve("done/mug.png")));
        assertThat(folder.resolve("outbox/mug.webp")).isNotEmptyFile();
    }

    private void loadYaml(String route) throws Exception {
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.fromString("route-" + route.hashCode() + ".yaml", here(route)));
    }

    private void load(String route, String file) throws Exception {
        camel.getPropertiesComponent().addInitialProperty("folder", folder.toString());
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(file, route));
    }

    /** Folders of the routes lie in the test's own. */
    private String here(String route) {
        return route.replaceAll("file:(?=(inbox|outbox|out)\\b)", "file:" + folder + "/");
    }

    private RoutesBuilder compiled(String body) throws Exception {
        Path source = Files.writeString(
                folder.resolve("Shop.java"),
                "public class Shop extends org.apache.camel.builder.RouteBuilder { public void configure() {\n" + body
                        + "\n}}");
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", System.getProperty("java.class.path"), source.toString());
        assertThat(result).isZero();
        URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
        return (RoutesBuilder) loader.loadClass("Shop").getDeclaredConstructor().newInstance();
    }

    private static List<String> blocks(String document, String language) throws IOException {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(read(document))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    private static String read(String document) throws IOException {
        return Files.readString(REPOSITORY.resolve(document));
    }
}
