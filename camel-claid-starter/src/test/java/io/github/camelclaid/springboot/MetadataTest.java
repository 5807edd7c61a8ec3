package io.github.camelclaid.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.TimeUtils;
import org.junit.jupiter.api.Test;

/** What IDEs complete is what the component describes. */
class MetadataTest {

    /** Of every component of Camel in Spring Boot. */
    private static final String[] OF_CAMEL = {"enabled", "customizer.enabled"};

    private final Map<String, JsonNode> properties = new TreeMap<>();
    private final Map<String, JsonNode> options = new TreeMap<>();
    private final JsonNode metadata = read("/META-INF/spring-configuration-metadata.json");

    MetadataTest() throws IOException {
        metadata.path("properties")
                .forEach(property -> properties.put(
                        property.path("name").textValue().replace("camel.component.claid.", ""), property));
        read("/META-INF/io/github/camelclaid/claid.json")
                .path("componentProperties")
                .properties()
                .forEach(option -> options.put(StringHelper.camelCaseToDash(option.getKey()), option.getValue()));
    }

    @Test
    void everyOptionIsAPropertyAndEveryPropertyAnOption() {
        for (String name : OF_CAMEL) {
            assertThat(properties.remove(name)).as(name).isNotNull();
        }

        assertThat(properties.keySet()).isEqualTo(options.keySet());
    }

    @Test
    void descriptionsAreThoseOfTheComponent() {
        options.forEach((name, option) -> assertThat(
                        properties.get(name).path("description").textValue())
                .as(name)
                .isEqualTo(option.path("description").textValue()));
    }

    @Test
    void defaultsAreThoseOfTheComponent() {
        options.forEach((name, option) -> {
            String shown = properties.get(name).path("defaultValue").asText();
            String value = option.path("defaultValue").asText();
            boolean isDuration = option.path("type").asText().equals("duration");
            assertThat(isDuration ? "" + TimeUtils.toMilliSeconds(shown) : shown)
                    .as(name)
                    .isEqualTo(value);
        });
    }

    @Test
    void aTextThatAllowsSomeValuesOnlyHasAHint() {
        assertThat(metadata.path("hints"))
                .anySatisfy(hint -> assertThat(hint.toString()).contains("api-version", "auto", "v1-beta1"));
    }

    private static JsonNode read(String resource) throws IOException {
        try (InputStream in = MetadataTest.class.getResourceAsStream(resource)) {
            return new ObjectMapper().readTree(in);
        }
    }
}
