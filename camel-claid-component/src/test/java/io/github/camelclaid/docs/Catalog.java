package io.github.camelclaid.docs;

import io.github.camelclaid.ClaidComponent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.ConfigurationPropertiesValidationResult;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;

/** Looks up in Camel's catalog, which knows {@code claid} here, whether what is written is right. */
final class Catalog {

    private static final CamelCatalog CATALOG = catalog();
    private static final Set<String> SCHEMES = Set.copyOf(CATALOG.findComponentNames());

    private Catalog() {}

    private static CamelCatalog catalog() {
        try (InputStream json = ClaidComponent.class.getResourceAsStream("/META-INF/io/github/camelclaid/claid.json")) {
            CamelCatalog catalog = new DefaultCamelCatalog(true);
            catalog.addComponent(
                    "claid", ClaidComponent.class.getName(), new String(json.readAllBytes(), StandardCharsets.UTF_8));
            return catalog;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a text is meant as the URI of an endpoint, and not cut short for prose. */
    static boolean isUri(String text) {
        int colon = text.indexOf(':');
        return colon > 0
                && text.substring(colon).matches("(?s).*\\w.*")
                && SCHEMES.contains(text.substring(0, colon))
                && !text.replaceFirst("[?](?s).*", "").matches(".*\\s.*")
                && !text.contains("…")
                && !text.contains("...")
                && !text.contains("[");
    }

    /** The URI with parameters that are written beside it. */
    static String uri(String uri, Map<String, String> parameters) {
        if (SCHEMES.contains(uri)) {
            try {
                return CATALOG.asEndpointUri(uri, parameters, false);
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException(uri + " with " + parameters, e);
            }
        }
        if (parameters.isEmpty()) {
            return uri;
        }
        return uri
                + (uri.contains("?") ? "&" : "?")
                + parameters.entrySet().stream()
                        .map(option ->
                                option.getKey() + "=" + URLEncoder.encode(option.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    static Optional<String> problemOfUri(String uri, Written.Side side) {
        // a URI that is a placeholder as a whole tells nothing
        if (uri.startsWith("{{")) {
            return Optional.empty();
        }
        if (!uri.contains(":")) {
            return Optional.of(uri + " is no URI of an endpoint");
        }
        EndpointValidationResult result = CATALOG.validateEndpointProperties(
                // text that joins the options at run time is none of them
                uri.replaceAll("(?<=[?&])\\{\\{unknown}}(&|$)", ""),
                false,
                side == Written.Side.CONSUMER,
                side == Written.Side.PRODUCER);
        if (result.isSuccess()) {
            return Optional.empty();
        }
        // durations are missing in the summary
        String problem = result.getInvalidDuration() == null
                ? result.summaryErrorMessage(false)
                : "Invalid duration: " + result.getInvalidDuration();
        String scheme = uri.substring(0, uri.indexOf(':'));
        return Optional.of(withoutOptions(uri) + ": " + oneLine(problem).replaceFirst("^" + scheme + " ", ""));
    }

    /** The options of a URI may be many, and as readable as a URI is. */
    static String withoutOptions(String uri) {
        return uri.replaceFirst("(?s)\\?.*", "");
    }

    static Optional<String> problemOfProperty(String name, String value) {
        // Spring Boot's starters have two properties more for each component
        if (!name.startsWith("camel.") || name.matches("camel\\.component\\.[\\w-]+\\.(customizer\\.)?enabled")) {
            return Optional.empty();
        }
        // a value that the name's type would not refuse, where there is none to be checked
        ConfigurationPropertiesValidationResult result =
                CATALOG.validateConfigurationProperty(name + "=" + (value == null ? "{{unknown}}" : value));
        return result.isSuccess()
                ? Optional.empty()
                : Optional.of(name + ": " + oneLine(result.summaryErrorMessage(false)));
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s+", " ");
    }
}
