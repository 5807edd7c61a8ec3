package io.github.camelclaid.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelclaid.InShop;
import io.github.camelclaid.IntakeLimit;
import io.github.camelclaid.Shop;
import io.github.camelclaid.client.ClaidTask;
import io.github.camelclaid.client.EditRequest;
import io.github.camelclaid.client.Fit;
import io.github.camelclaid.client.Format;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RoutesDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The routes in the documents work as they stand there. */
class DocumentedRoutesTest extends InShop {

    private static final Path README = Path.of("README.md");
    private static final Path YAML_ONLY = Path.of("docs/yaml.md");
    private static final Path GETTING_STARTED = Path.of("docs/getting-started.md");

    @BeforeEach
    void thePolicyOfGettingStarted() {
        shop.camel.getRegistry().bind("intake", new IntakeLimit());
    }

    private static List<String> blocks(Path document, String language) {
        return Snippet.inDocument(document).stream()
                .filter(snippet -> snippet.language().equals(language))
                .map(Snippet::text)
                .toList();
    }

    /** Folders of the routes lie in the test's own. */
    private String here(String route) {
        return route.replaceAll("file:(?=(inbox|outbox|out)\\b)", "file:" + dir + "/");
    }

    private void editsAPicture() throws IOException {
        shop.start();
        Path away = Files.write(dir.resolve("away"), Shop.picture(1, "png"));
        Files.move(away, Files.createDirectories(dir.resolve("inbox")).resolve("mug.png"));

        await().atMost(Duration.ofSeconds(15)).until(() -> Files.exists(dir.resolve("done/mug.png")));
        assertThat(dir.resolve("outbox/mug.webp")).isNotEmptyFile();
    }

    @Test
    void theYamlRouteOfTheReadmeEditsAPicture() throws Exception {
        PluginHelper.getRoutesLoader(shop.camel)
                .loadRoutes(yaml(here(blocks(README, "yaml").get(0))));

        editsAPicture();
    }

    @Test
    void theJavaRouteOfTheReadmeEditsAPicture() throws Exception {
        shop.camel.addRoutes(compiled(here(blocks(README, "java").get(0))));

        editsAPicture();
    }

    @Test
    void theRoutesOfGettingStartedStart() throws Exception {
        List<String> blocks = blocks(GETTING_STARTED, "yaml");
        List<String> routes =
                blocks.stream().filter(block -> block.contains("route:")).toList();
        for (String route : blocks) {
            PluginHelper.getRoutesLoader(shop.camel).loadRoutes(yaml(here(route)));
        }
        shop.start();

        assertThat(shop.camel.getRoutes()).hasSize(routes.size() + 1);
    }

    @Test
    void theFolderOfYamlOnlyEditsAPicture() throws Exception {
        inFolder(blocks(YAML_ONLY, "yaml").get(0), "folder.yaml");

        editsAPicture();
    }

    @Test
    void theFolderOfYamlOnlyInXmlEditsAPicture() throws Exception {
        inFolder(blocks(YAML_ONLY, "xml").get(0), "folder.xml");

        editsAPicture();
    }

    @Test
    void theListOfYamlOnlyEditsEachPictureAtItsUrl() throws Exception {
        inFolder(blocks(YAML_ONLY, "yaml").get(1), "urls.yaml");
        shop.start();

        Path away = Files.writeString(dir.resolve("away"), FIRST + "\r\n\nstorage://shop/none.jpg\n" + SECOND);
        Files.move(away, Files.createDirectories(dir.resolve("lists")).resolve("today.txt"));

        await().atMost(Duration.ofSeconds(15)).until(() -> Files.exists(dir.resolve("outbox/3-picture-1.jpg")));
        await().atMost(Duration.ofSeconds(15)).until(() -> Files.exists(dir.resolve("done/today.txt")));
        assertThat(dir.resolve("outbox/0-picture-0.jpg")).isNotEmptyFile();
        assertThat(dir.resolve("outbox/2-none.jpg")).doesNotExist();
    }

    @Test
    void theRoutesOfYamlOnlyAreThoseOfItsExample() throws Exception {
        List<String> yaml = blocks(YAML_ONLY, "yaml");

        assertThat(yaml.get(0)).isEqualTo(example("camel/folder.camel.yaml"));
        assertThat(yaml.get(1)).isEqualTo(example("camel/urls.camel.yaml"));
        assertThat(blocks(YAML_ONLY, "xml").get(0)).isEqualTo(example("xml/folder.camel.xml"));
    }

    private void inFolder(String route, String file) throws Exception {
        shop.camel.getPropertiesComponent().addInitialProperty("folder", dir.toString());
        PluginHelper.getRoutesLoader(shop.camel).loadRoutes(ResourceHelper.fromString(file, route));
    }

    private static String example(String file) throws IOException {
        return Files.readString(Path.of("../examples/yaml-only").resolve(file));
    }

    @Test
    void theTypedRequestOfGettingStartedIsSent() {
        shop.start();
        EditRequest request = EditRequest.builder()
                .input("https://example.com/shoe.jpg")
                .operations(edit -> edit.resizing(
                                size -> size.width(800).height(800).fit(Fit.BOUNDS))
                        .background(ground -> ground.remove().color("#ffffff")))
                .output(result -> result.format(Format.webp()))
                .build();

        ClaidTask task = template.requestBody("claid:first", request, ClaidTask.class);

        assertThat(task.id()).isPositive();
        String words = String.join("", blocks(GETTING_STARTED, "java")).replaceAll("\\s+", "");
        assertThat(words).contains(".resizing(size->size.width(800).height(800).fit(Fit.BOUNDS))");
    }

    /** Of all documents and examples, whatever components they need. */
    @Test
    void everyRouteThatIsWrittenDownIsUnderstoodByItsLanguage() throws Exception {
        List<String> problems = new ArrayList<>();
        int routes = 0;
        for (Snippet snippet : Snippet.ofAllDocuments()) {
            boolean isRoute = snippet.language().equals("yaml")
                            && snippet.text().matches("(?s)(.*\n)?- (route|from|routeTemplate):.*")
                    || snippet.language().equals("xml") && snippet.text().matches("(?s).*<from .*");
            if (isRoute) {
                try {
                    routes += model(snippet).getRoutes().size();
                } catch (Exception e) {
                    problems.add(snippet.file() + ":" + snippet.line() + ": " + e.getMessage());
                }
            }
        }
        assertThat(problems).isEmpty();
        assertThat(routes).isGreaterThan(5);
    }

    /** What the route language makes of it, without building it. */
    private RoutesDefinition model(Snippet snippet) throws Exception {
        // beans of an example are of its own classes, which are not here
        String text = snippet.text().replaceAll("(?m)^- beans:\n(?:[ #].*\n|\n)*", "");
        Resource resource = snippet.language().equals("yaml")
                ? yaml(text)
                : ResourceHelper.fromString(
                        "route.xml", text.matches("(?s)<(\\?xml|camel\\b).*") ? text : "<camel>" + text + "</camel>");
        RoutesDefinition routes = new RoutesDefinition();
        for (RoutesBuilder builder : PluginHelper.getRoutesLoader(shop.camel).findRoutesBuilders(resource)) {
            RouteBuilder model = (RouteBuilder) builder;
            model.setCamelContext(shop.camel);
            model.configure();
            routes.getRoutes().addAll(model.getRouteCollection().getRoutes());
        }
        return routes;
    }

    private static Resource yaml(String text) {
        return ResourceHelper.fromString("route-" + text.hashCode() + ".yaml", text);
    }

    private RoutesBuilder compiled(String body) throws Exception {
        Path source = Files.writeString(
                dir.resolve("Shop.java"),
                "public class Shop extends org.apache.camel.builder.RouteBuilder { public void configure() {\n" + body
                        + "\n}}");
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", System.getProperty("java.class.path"), source.toString());
        assertThat(result).isZero();
        URLClassLoader loader =
                new URLClassLoader(new URL[] {dir.toUri().toURL()}, getClass().getClassLoader());
        return (RoutesBuilder) loader.loadClass("Shop").getDeclaredConstructor().newInstance();
    }
}
