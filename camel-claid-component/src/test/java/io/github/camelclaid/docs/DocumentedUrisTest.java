package io.github.camelclaid.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelclaid.ClaidComponent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents and the examples say about endpoints and properties is true. */
class DocumentedUrisTest {

    private static Stream<Written> written() {
        return Snippet.ofAllDocuments().stream().flatMap(snippet -> snippet.written().stream());
    }

    private static List<String> problems(Stream<Written> written) {
        return written.flatMap(each -> each.problem().map(problem -> at(each) + problem).stream())
                .toList();
    }

    private static String at(Written written) {
        return written.file() + ":" + written.line() + ": ";
    }

    @Test
    void everyEndpointAndEveryPropertyIsKnownToTheCatalog() {
        assertThat(problems(written())).isEmpty();
    }

    /** The catalog takes any operation; the endpoint knows which there are. */
    @Test
    void theRequestOfEveryClaidEndpointIsValid() throws IOException {
        List<String> problems = new ArrayList<>();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getComponent("claid", ClaidComponent.class).getConfiguration().setApiKey("a-key");
            camel.start();
            written()
                    .filter(Written.Uri.class::isInstance)
                    .map(Written.Uri.class::cast)
                    .filter(each -> each.uri().startsWith("claid:"))
                    .forEach(each -> refusal(camel, withoutUnknown(each.uri()))
                            .ifPresent(problem ->
                                    problems.add(at(each) + Catalog.withoutOptions(each.uri()) + ": " + problem)));
        }
        assertThat(problems).isEmpty();
    }

    /** Without options whose values are known elsewhere. */
    private static String withoutUnknown(String uri) {
        String[] parts = uri.split("[?&]");
        StringJoiner options = new StringJoiner("&", "claid:name?", "");
        Stream.of(parts)
                .skip(1)
                .filter(option -> !option.matches("(?s).*(\\{\\{|%7B%7B|RAW\\().*|\\w+=(#|classpath:|file:).*"))
                .forEach(options::add);
        return options.toString();
    }

    private static Optional<String> refusal(DefaultCamelContext camel, String uri) {
        try {
            camel.getEndpoint(uri);
            return Optional.empty();
        } catch (ResolveEndpointFailedException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return Optional.of(String.valueOf(cause.getMessage()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n\n`from(\"claid:shop?dely=5\")`",
                "\n\n`claid:shop?dely=5`",
                "\n```java\nfrom(\"direct:in\").to(\"claid:shop\" // which one\n + \"?dely=5\");\n```",
                "\n```yaml\n- from: {uri: 'claid:shop', parameters: {dely: 5}}\n```",
                "\n```yaml\n- from: 'claid:shop?dely=5'\n```",
                "\n```xml\n<from uri='claid:shop?dely=5'/>\n```",
                "\n```properties\nthe.uri=claid:shop?dely=5\n```",
            })
    void aWrongOptionIsToldWithFileLineAndName(String text) {
        assertThat(problems(
                        Snippet.in(Path.of("docs/a.md"), text).stream().flatMap(snippet -> snippet.written().stream())))
                .singleElement()
                .asString()
                .startsWith("docs/a.md:3: claid:shop: dely Unknown option");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "`file:inbox?readLck=changed`", // another component
                "`claid:shop?operation=edt`", // no such value
                "`claid:shop?download=perhaps`", // no such value
                "`timer:once?period=often`", // no duration
                "`to(\"claid:shop?delay=5\")`", // for consumers only
                "`from(\"claid:shop?operation=edit\")`", // for producers only
                "`from(\"claid:?download=true\")`", // without a name
                "`camel.component.claid.api-kee=secret`",
                "set `camel.component.claid.api-kee`.",
                "```sh\njava -jar a.jar --camel.component.claid.api-kee=secret\n```",
                "```yaml\ncamel:\n  component:\n    claid:\n      api-kee: secret\n```",
                "```properties\ncamel.main.sutdown-timeout = 10\n```",
                "```java\nfrom(\"direct:in\")\n```", // no semicolon
                "```yaml\n- from: {uri: 'claid:shop'\n```", // no end
                "```xml\n<from uri='claid:shop'>\n```", // no end
            })
    void whatIsWrongIsNoticed(String text) {
        assertThat(problems(
                        Snippet.in(Path.of("docs/a.md"), text).stream().flatMap(snippet -> snippet.written().stream())))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "`claid:shop?delay={{how.often}}&op.resizing.width=${header.width}&download={{?picture}}`",
                "`claid:{{name}}?operation={{which}}`, `{{a.whole.uri}}` and `claid:…`",
                "```java\nfrom(\"file:\" + inbox + \"?move=\" + done).to(\"claid:shop?\" + options);\n```",
                "```yaml\n- from: {uri: file, parameters: {directoryName: inbox, recursive: '{{deep}}'}}\n```",
                "all of `camel.component.claid` and `camel.component.claid.*`",
                "```properties\ncamel.component.claid.op[background.color]=#ffffff\n```",
                "```yaml\ncamel.component.claid:\n  op: {background.color: '#ffffff'}\n```",
                "`camel.component.claid.rate-limit={{limit}}` or `camel.component.claid.rateLimit=unlimited`",
            })
    void placeholdersAndNamesOfAnySpellingAreNoMistakes(String text) {
        assertThat(problems(
                        Snippet.in(Path.of("docs/a.md"), text).stream().flatMap(snippet -> snippet.written().stream())))
                .isEmpty();
    }
}
