package io.github.camelclaid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.junit.jupiter.api.Test;

/** Tools know the component by its generated description; what is written about it must agree. */
class CatalogTest {

    private static final Path ROOT = Path.of("..");
    // up to what ends it in prose, Java, YAML and XML; a URI in quotes may hold JSON
    private static final Pattern QUOTED =
            Pattern.compile("\"(claid:[^\"\\s]*)\"|'(claid:[^'\\s]*)'|`(claid:[^`\\s]*)`");
    private static final Pattern BARE = Pattern.compile("uri: +(claid:[^\\s\"']+)");

    private final CamelCatalog catalog = catalog();

    private static CamelCatalog catalog() {
        try (InputStream json = ClaidComponent.class.getResourceAsStream("/META-INF/io/github/camelclaid/claid.json")) {
            CamelCatalog catalog = new DefaultCamelCatalog();
            catalog.addComponent(
                    "claid", ClaidComponent.class.getName(), new String(json.readAllBytes(), StandardCharsets.UTF_8));
            return catalog;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyUriThatIsWrittenDownIsValid() throws IOException {
        int found = 0;
        for (Path file : written()) {
            for (String uri : uris(Files.readString(file))) {
                EndpointValidationResult result = catalog.validateEndpointProperties(uri);
                assertThat(result.isSuccess())
                        .as("%s in %s: %s", uri, file, result.summaryErrorMessage(false))
                        .isTrue();
                found++;
            }
        }
        assertThat(found).as("URIs that were looked at").isPositive();
    }

    @Test
    void aUriWithAWrongOptionIsNotValid() {
        assertThat(catalog.validateEndpointProperties("claid:shop?dely=5").getUnknown())
                .containsExactly("dely");
        assertThat(catalog.validateEndpointProperties("claid:shop?validate=perhaps")
                        .getInvalidEnum())
                .containsKey("validate");
        assertThat(catalog.validateEndpointProperties("claid:shop?validate=lenient&op.resizing.width=5")
                        .isSuccess())
                .isTrue();
    }

    private static List<String> uris(String text) {
        List<String> uris = new ArrayList<>();
        for (Pattern pattern : List.of(QUOTED, BARE)) {
            Matcher matcher = pattern.matcher(text.replace("\\\"", "'"));
            while (matcher.find()) {
                for (int group = 1; group <= matcher.groupCount(); group++) {
                    // what is left out in prose, and placeholders, are no options
                    String uri = matcher.group(group);
                    if (uri != null && !uri.contains("…") && !uri.contains("...") && !uri.contains("[")) {
                        uris.add(uri.replace("&amp;", "&").replaceAll("[.,;]$", ""));
                    }
                }
            }
        }
        uris.removeIf("claid:"::equals);
        return uris;
    }

    private static List<Path> written() throws IOException {
        List<Path> files = new ArrayList<>();
        Path readme = ROOT.resolve("README.md");
        if (Files.exists(readme)) {
            files.add(readme);
        }
        for (String folder : List.of("docs", "examples")) {
            if (Files.isDirectory(ROOT.resolve(folder))) {
                try (Stream<Path> all = Files.walk(ROOT.resolve(folder))) {
                    all.filter(file -> !file.toString().contains("/target/"))
                            .filter(file -> file.toString().matches(".*\\.(md|yaml|xml)"))
                            .forEach(files::add);
                }
            }
        }
        return files;
    }
}
