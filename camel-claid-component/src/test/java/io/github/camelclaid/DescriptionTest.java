package io.github.camelclaid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tools know the component by its generated description: everything that a user may write is in it, and is true. */
class DescriptionTest {

    private static final Path DESCRIPTION = Path.of("src/generated/resources/META-INF/io/github/camelclaid/claid.json");
    private static final Path REFERENCE = Path.of("../docs/reference.md");
    private static final List<String> OPERATIONS =
            Arrays.stream(ClaidOperation.values()).map(Enum::name).toList();

    private static JsonNode claid;

    @BeforeAll
    static void read() throws IOException {
        claid = new ObjectMapper().readTree(DESCRIPTION.toFile());
    }

    /** What a class has setters for by itself, with its getter. */
    private static Map<String, Method> optionsOf(Class<?> type) {
        Map<String, Method> options = new LinkedHashMap<>();
        try {
            for (PropertyDescriptor each : Introspector.getBeanInfo(type).getPropertyDescriptors()) {
                if (each.getWriteMethod() != null && each.getWriteMethod().getDeclaringClass() == type) {
                    options.put(each.getName(), each.getReadMethod());
                }
            }
        } catch (IntrospectionException e) {
            throw new IllegalStateException(e);
        }
        return options;
    }

    private static Stream<Field> headers() {
        return Arrays.stream(ClaidConstants.class.getFields())
                .filter(constant -> !constant.getName().endsWith("_PROPERTY"));
    }

    private static List<String> values(JsonNode list) {
        List<String> values = new ArrayList<>();
        list.forEach(value -> values.add(value.textValue()));
        return values;
    }

    @Test
    void everyHeaderIsDescribed() throws Exception {
        assertThat(claid.path("headers").size()).isEqualTo((int) headers().count());
        for (Field constant : headers().toList()) {
            JsonNode header = claid.path("headers").path(String.valueOf(constant.get(null)));
            assertThat(header.path("constantName").asText())
                    .isEqualTo(ClaidConstants.class.getName() + "#" + constant.getName());
            assertThat(header.path("description").asText())
                    .as(constant.getName())
                    .matches("(?s)[A-Z].{10,}\\.");
            assertThat(header.path("javaType").asText()).as(constant.getName()).isNotBlank();
            // without a label a header is for producers and consumers alike
            assertThat(header.path("label").asText()).as(constant.getName()).isIn("", "producer", "consumer");
        }
    }

    @Test
    void everyOptionIsDescribed() {
        Stream.of(ClaidConfiguration.class, ClaidComponent.class)
                .flatMap(type -> optionsOf(type).keySet().stream())
                .forEach(name -> assertDescribed(name, claid.path("componentProperties")));
        Stream.of(ClaidConfiguration.class, ClaidEndpoint.class)
                .flatMap(type -> optionsOf(type).keySet().stream())
                .filter(name -> !name.equals("configuration"))
                .forEach(name -> assertDescribed(name, claid.path("properties")));
    }

    private static void assertDescribed(String name, JsonNode options) {
        JsonNode option = options.path(name);
        assertThat(option.path("description").asText()).as(name).matches("(?s)[A-Z].{10,}\\.");
        switch (option.path("type").asText()) {
            case "duration" ->
                assertThat(option.path("description").asText())
                        .as("description of the duration %s", name)
                        .startsWith("How long ");
            case "integer" ->
                assertThat(option.path("description").asText())
                        .as("what %s counts", name)
                        .matches("(?s)How (many|often) .*|.* in bytes\\b.*");
            case "enum" ->
                assertThat(option.path("enum")).as("values of %s", name).isNotEmpty();
            default -> {
                return;
            }
        }
        assertThat(option.has("defaultValue")).as("default of %s", name).isTrue();
    }

    @Test
    void everyDefaultIsTheOneThatIsDescribed() throws Exception {
        assertDefaults(new ClaidConfiguration(), claid.path("properties"));
        assertDefaults(new ClaidConfiguration(), claid.path("componentProperties"));
        assertDefaults(new ClaidComponent(), claid.path("componentProperties"));
    }

    private static void assertDefaults(Object bean, JsonNode options) throws Exception {
        for (Map.Entry<String, Method> option : optionsOf(bean.getClass()).entrySet()) {
            JsonNode described = options.path(option.getKey()).path("defaultValue");
            Object value = option.getValue().invoke(bean);
            if (described.isMissingNode()) {
                if (!option.getKey().equals("configuration")) {
                    assertThat(value)
                            .as("%s, whose default is not described", option.getKey())
                            .isNull();
                }
            } else {
                assertThat(String.valueOf(value)).as(option.getKey()).isEqualToIgnoringCase(described.asText());
            }
        }
    }

    @Test
    void everyOperationIsListed() throws IOException {
        assertThat(values(claid.at("/properties/operation/enum"))).containsExactlyElementsOf(OPERATIONS);
        assertThat(values(claid.at("/headers/CamelClaidOperation/enum"))).containsExactlyElementsOf(OPERATIONS);
        String reference = Files.readString(REFERENCE);
        assertThat(OPERATIONS).allSatisfy(operation -> assertThat(reference).contains("| `" + operation + "`"));
    }
}
