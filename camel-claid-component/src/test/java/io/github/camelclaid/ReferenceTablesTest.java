package io.github.camelclaid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The tables of the reference are those of the component's description. */
class ReferenceTablesTest {

    private static final Path REFERENCE = Path.of("../docs/reference.md");
    private static final Path DESCRIPTION = Path.of("src/generated/resources/META-INF/io/github/camelclaid/claid.json");

    @Test
    void theTablesOfTheReferenceAreUpToDate() throws IOException {
        new GeneratedTables(REFERENCE, ReferenceTablesTest.class).areUpToDate(tables());
    }

    private static Map<String, String> tables() throws IOException {
        JsonNode claid = new ObjectMapper().readTree(DESCRIPTION.toFile());
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("component options", options(claid.path("componentProperties"), option -> true));
        tables.put(
                "common options", options(ownOf(claid), option -> group(option).equals("common")));
        tables.put("producer options", options(ownOf(claid), option -> group(option)
                .startsWith("producer")));
        tables.put("consumer options", options(ownOf(claid), option -> group(option)
                .startsWith("consumer")));
        tables.put("scheduler options", options(ownOf(claid), option -> group(option)
                .equals("scheduler")));
        tables.put(
                "other options",
                options(
                        ownOf(claid),
                        option -> group(option).equals("advanced")
                                || group(option).equals("security")));
        tables.put("headers", headers(claid.path("headers")));
        return tables;
    }

    private static JsonNode ownOf(JsonNode claid) {
        return claid.path("properties");
    }

    private static String group(JsonNode option) {
        return option.path("group").textValue();
    }

    private static String options(JsonNode options, Predicate<JsonNode> wanted) {
        StringJoiner rows = new StringJoiner("\n", "| Option | Default | Type | |\n|---|---|---|---|\n", "\n");
        options.properties().forEach(member -> {
            JsonNode option = member.getValue();
            if (wanted.test(option)) {
                rows.add("| `" + member.getKey() + "` | " + defaultOf(option) + " | " + typeOf(option) + " | "
                        + description(option) + " |");
            }
        });
        return rows.toString();
    }

    private static String headers(JsonNode headers) {
        StringJoiner rows = new StringJoiner("\n", "| Header | Constant | Type | |\n|---|---|---|---|\n", "\n");
        headers.properties().forEach(member -> {
            JsonNode header = member.getValue();
            String constant = header.path("constantName").textValue().replaceFirst(".*#", "");
            rows.add("| `" + member.getKey() + "` | `" + constant + "` | `" + simple(header.path("javaType"))
                    + "` | " + (header.path("label").asText().equals("producer") ? "*Request.* " : "")
                    + description(header) + " |");
        });
        return rows.toString();
    }

    private static String defaultOf(JsonNode option) {
        String value = option.path("defaultValue").asText();
        if (value.isEmpty()) {
            return option.path("required").asBoolean() ? "*required*" : "";
        }
        if (option.path("type").asText().equals("duration")) {
            return "`"
                    + Duration.ofMillis(Long.parseLong(value))
                            .toString()
                            .substring(2)
                            .toLowerCase(java.util.Locale.ROOT)
                    + "`";
        }
        return "`" + value.replace(",", ", ") + "`";
    }

    private static String typeOf(JsonNode option) {
        if (option.has("enum")) {
            StringJoiner values = new StringJoiner(", ");
            option.path("enum").forEach(value -> values.add("`" + value.asText() + "`"));
            return values.toString();
        }
        String type = option.path("type").asText();
        return type.equals("object") ? "`" + simple(option.path("javaType")) + "`" : type;
    }

    private static String simple(JsonNode type) {
        return type.asText().replaceAll("\\b[a-z]\\w*\\.", "");
    }

    private static String description(JsonNode option) {
        return option.path("description").asText().replace("|", "\\|").replace("\n", " ")
                + (option.path("secret").asBoolean() ? " *Secret.*" : "");
    }
}
