package io.github.camelclaid.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelclaid.ClaidComponent;
import io.github.camelclaid.ClaidConfiguration;
import io.github.camelclaid.task.MemoryTaskStore;
import io.github.camelclaid.task.TaskStore;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;

/** What {@code camel.component.claid.*} makes of the component. */
class PropertiesTest {

    private static final URL DESCRIPTION =
            PropertiesTest.class.getResource("/META-INF/io/github/camelclaid/claid.json");

    private final ApplicationContextRunner boot = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    CamelAutoConfiguration.class, ClaidComponentAutoConfiguration.class, BeanReferenceConverter.class));

    private final TaskStore ledger = new MemoryTaskStore();

    private static ContextConsumer<AssertableApplicationContext> component(Consumer<ClaidComponent> check) {
        return context -> {
            assertThat(context).hasNotFailed();
            check.accept(context.getBean(CamelContext.class).getComponent("claid", ClaidComponent.class));
        };
    }

    @Test
    void everyOptionOfPlainTypeReachesTheComponent() throws IOException {
        Map<String, String> values = new TreeMap<>();
        new ObjectMapper()
                .readTree(DESCRIPTION)
                .path("componentProperties")
                .properties()
                .forEach(option -> other(option.getValue()).ifPresent(value -> values.put(option.getKey(), value)));
        // needs a database
        values.remove("taskFolder");
        List<String> properties = new ArrayList<>();
        values.forEach((name, value) -> properties.add("camel.component.claid." + name + "=" + value));

        boot.withPropertyValues(properties.toArray(String[]::new)).run(context -> {
            CamelContext camel = context.getBean(CamelContext.class);
            ClaidComponent component = camel.getComponent("claid", ClaidComponent.class);
            PropertyConfigurerGetter options = (PropertyConfigurerGetter) component.getComponentPropertyConfigurer();
            assertThat(values).hasSizeGreaterThan(30);
            values.forEach((name, value) -> assertThat(String.valueOf(options.getOptionValue(component, name, false))
                            .toLowerCase())
                    .as(name)
                    .isEqualTo(value.replace("7s", "7000")));
        });
    }

    /** A value that is allowed and is not the default. */
    private static Optional<String> other(JsonNode option) {
        String usual = option.path("defaultValue").asText();
        if (option.has("enum")) {
            return Optional.of(
                    option.path("enum").get(option.path("enum").size() - 1).textValue());
        }
        return Optional.ofNullable(
                switch (option.path("type").asText()) {
                    case "boolean" -> "" + !Boolean.parseBoolean(usual);
                    case "integer" -> "7";
                    case "duration" -> "7s";
                    case "string" -> option.path("javaType").asText().equals("java.lang.String") ? "7/1s" : null;
                    default -> null;
                });
    }

    @Test
    void singleOperationsKeepTheirPaths() {
        boot.withPropertyValues(
                        "camel.component.claid.op.resizing.width=800",
                        "camel.component.claid.op.background.color=#ffffff")
                .run(component(claid -> assertThat(claid.getConfiguration().getOp())
                        .containsEntry("resizing.width", "800")
                        .containsEntry("background.color", "#ffffff")
                        .hasSize(2)));
    }

    @Test
    void placeholdersOfSpringAndOfCamelAreResolved() {
        boot.withPropertyValues(
                        "the.key=k-1",
                        "camel.component.claid.api-key=${the.key}",
                        "camel.component.claid.account={{the.key}}")
                .run(component(claid -> {
                    assertThat(claid.getConfiguration().getApiKey()).isEqualTo("k-1");
                    assertThat(claid.getConfiguration().getAccount()).isEqualTo("k-1");
                }));
    }

    @Test
    void functionsOfCamelsSimpleLanguageAreLeftForTheMessages() {
        String output = "storage://shop/$simple{file:name.noext}.webp";
        boot.withPropertyValues("camel.component.claid.output=" + output)
                .run(component(claid ->
                        assertThat(claid.getConfiguration().getOutput()).isEqualTo(output)));
    }

    @Test
    void objectsAreNamedAsBeans() {
        ClaidConfiguration configuration = new ClaidConfiguration();
        configuration.setAccount("of the bean");
        SSLContextParameters tls = new SSLContextParameters();
        boot.withBean("ledger", TaskStore.class, () -> ledger)
                .withBean("archive", TaskStore.class, MemoryTaskStore::new)
                .withBean("mine", ClaidConfiguration.class, () -> configuration)
                .withBean("tls", SSLContextParameters.class, () -> tls)
                .withPropertyValues(
                        "camel.component.claid.task-store=#bean:ledger",
                        "camel.component.claid.configuration=#mine",
                        "camel.component.claid.ssl-context-parameters=#bean:tls",
                        "camel.component.claid.api-key=k-1")
                .run(component(claid -> {
                    assertThat(claid.getTaskStore()).isSameAs(ledger);
                    assertThat(claid.getSslContextParameters()).isSameAs(tls);
                    assertThat(claid.getConfiguration().getAccount()).isEqualTo("of the bean");
                    assertThat(claid.getConfiguration().getApiKey()).isEqualTo("k-1");
                    assertThat(claid.getConfiguration().isDownload()).isFalse();
                }));
    }

    @Test
    void aBeanThatDoesNotExistStopsTheStart() {
        boot.withPropertyValues("camel.component.claid.task-store=#bean:legder")
                .run(context ->
                        assertThat(context.getStartupFailure()).rootCause().hasMessageContaining("legder"));
    }

    @Test
    void aTextThatNamesNoBeanStopsTheStart() {
        boot.withPropertyValues("camel.component.claid.task-store=ledger")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("\"ledger\" names no bean, allowed: #bean:name"));
    }

    @Test
    void theOnlyTaskStoreIsUsed() {
        boot.withBean(TaskStore.class, () -> ledger)
                .run(component(claid -> assertThat(claid.getTaskStore()).isSameAs(ledger)));
    }

    @Test
    void ofTwoTaskStoresThePrimaryOneIsUsed() {
        boot.withBean("archive", TaskStore.class, MemoryTaskStore::new)
                .withBean("ledger", TaskStore.class, () -> ledger, definition -> definition.setPrimary(true))
                .run(component(claid -> assertThat(claid.getTaskStore()).isSameAs(ledger)));
    }

    @Test
    void ofTwoEqualTaskStoresNoneIsGuessed() {
        boot.withBean("archive", TaskStore.class, MemoryTaskStore::new)
                .withBean("ledger", TaskStore.class, () -> ledger)
                .run(context -> assertThat(failureOfTheComponent(context.getBean(CamelContext.class)))
                        .rootCause()
                        .hasMessageContaining(
                                "taskStore is not set and there are 2 beans it could be (archive, ledger)")
                        .hasMessageContaining("camel.component.claid.task-store=#bean:archive"));
    }

    private static Throwable failureOfTheComponent(CamelContext camel) {
        return catchThrowable(() -> camel.getComponent("claid"));
    }

    @Test
    void aTaskStoreIsNotLookedForWhereAutowiringIsOff() {
        boot.withBean(TaskStore.class, () -> ledger)
                .withPropertyValues("camel.component.claid.autowired-enabled=false")
                .run(component(claid -> assertThat(claid.getTaskStore()).isNotSameAs(ledger)));
    }

    @Test
    void switchedOffItLeavesTheComponentAlone() {
        boot.withPropertyValues("camel.component.claid.enabled=false", "camel.component.claid.account=shop")
                .run(component(claid ->
                        assertThat(claid.getConfiguration().getAccount()).isNull()));
    }

    @Test
    void withoutItsCustomizerTheComponentIsLeftAlone() {
        boot.withPropertyValues("camel.component.claid.customizer.enabled=false", "camel.component.claid.account=shop")
                .run(component(claid ->
                        assertThat(claid.getConfiguration().getAccount()).isNull()));
    }
}
