package io.github.camelclaid.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/**
 * The published JSON schema of the API. It is no part of this project: the system property {@code claid.contract} names a
 * file with it, relative to the root of the build, and tests that need it are skipped without. Thread-safe.
 */
public final class Contract {

    private static final String PROPERTY = "claid.contract";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaValidatorsConfig FORMATS_COUNT =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final ObjectNode document;
    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

    private Contract(ObjectNode document) {
        this.document = document;
    }

    /**
     * The schema that is given, or else the end of the test, as skipped.
     *
     * @throws IllegalStateException if what is given is no such schema
     */
    public static Contract published() {
        String file = System.getProperty(PROPERTY, "");
        Assumptions.assumeFalse(
                file.isBlank(), "skipped without the published schema; give it with -D" + PROPERTY + "=FILE");
        Path path =
                Path.of(System.getProperty("claid.root", ""), "").resolve(file).toAbsolutePath();
        if (!Files.isRegularFile(path)) {
            throw new IllegalStateException("-D" + PROPERTY + "=" + file + " names no file: there is no " + path);
        }
        try {
            return of(JSON.readTree(path.toFile()), path);
        } catch (IOException e) {
            throw new UncheckedIOException("-D" + PROPERTY + "=" + file + " cannot be read as JSON", e);
        }
    }

    private static Contract of(JsonNode document, Path path) {
        if (document instanceof ObjectNode object && object.path("$defs").isObject()) {
            return new Contract(object);
        }
        throw new IllegalStateException(path + " is no schema with $defs");
    }

    /** What the schema of that name has against the value; empty if it allows it. Formats count. */
    public List<String> complaints(String name, JsonNode value) {
        return schemas.computeIfAbsent(name, this::compiled).validate(value).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    /** Whether the schema of that name allows the value. */
    public boolean allows(String name, JsonNode value) {
        return complaints(name, value).isEmpty();
    }

    /** The schema of that name, as it is written. */
    JsonNode definition(String name) {
        JsonNode definition = document.path("$defs").path(name);
        if (definition.isMissingNode()) {
            throw new IllegalArgumentException("The schema has no definition " + name);
        }
        return definition;
    }

    private JsonSchema compiled(String name) {
        definition(name);
        ObjectNode root = document.deepCopy().put("$ref", "#/$defs/" + name);
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root, FORMATS_COUNT);
    }
}
