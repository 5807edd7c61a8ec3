package io.github.camelclaid.springboot;

import io.github.camelclaid.client.Spelling;
import java.beans.PropertyDescriptor;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.util.StringHelper;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The names that exist below a prefix. Boot ignores all others in silence. */
final class PropertyNames {

    private final ConfigurationPropertyName prefix;
    /** By their names as in api-key. */
    private final Map<String, PropertyDescriptor> known = new TreeMap<>();

    PropertyNames(String prefix, Class<?> properties) {
        this.prefix = ConfigurationPropertyName.of(prefix);
        Arrays.stream(BeanUtils.getPropertyDescriptors(properties))
                .filter(property -> !property.getName().equals("class"))
                .forEach(property -> known.put(StringHelper.camelCaseToDash(property.getName()), property));
    }

    /** @throws UnknownPropertyException if any source names a property that does not exist */
    void check(ConfigurableEnvironment environment) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource names) {
                names.stream()
                        .filter(name -> prefix.isAncestorOf(name) && !exists(name, isProcessEnvironment(source)))
                        .findFirst()
                        .ifPresent(name -> refuse(name, source));
            }
        }
    }

    private static boolean isProcessEnvironment(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
    }

    private boolean exists(ConfigurationPropertyName name, boolean inProcessEnvironment) {
        int first = prefix.getNumberOfElements();
        String option = name.getElement(first, Form.UNIFORM);
        if (inProcessEnvironment && !takesMore(option)) {
            // API_KEY means api-key, and reads as api.key
            return known.keySet().stream().anyMatch(other -> uniform(other).equals(rest(name, Form.UNIFORM)));
        }
        return known.keySet().stream().anyMatch(other -> uniform(other).equals(option))
                && (name.getNumberOfElements() == first + 1 || takesMore(option));
    }

    /** Whether names go on below that option, as in op.resizing.width. */
    private boolean takesMore(String option) {
        PropertyDescriptor property = known.get(option);
        return property != null && (property.getPropertyType() == Map.class || property.getWriteMethod() == null);
    }

    private void refuse(ConfigurationPropertyName name, ConfigurationPropertySource source) {
        Set<String> names = known.keySet();
        String guess = Spelling.nearest(rest(name, Form.ORIGINAL), names)
                .or(() -> Spelling.nearest(name.getElement(prefix.getNumberOfElements(), Form.ORIGINAL), names))
                .map(near -> "Did you mean " + prefix + "." + near + "? ")
                .orElse("");
        throw new UnknownPropertyException(
                "The property " + name + " does not exist ("
                        + source.getConfigurationProperty(name).getOrigin() + ").",
                guess + "Allowed below " + prefix + ": " + String.join(", ", names));
    }

    /** What comes after the prefix, in one word. */
    private String rest(ConfigurationPropertyName name, Form form) {
        return IntStream.range(prefix.getNumberOfElements(), name.getNumberOfElements())
                .mapToObj(element -> name.getElement(element, form))
                .collect(Collectors.joining());
    }

    private static String uniform(String name) {
        return name.replace("-", "");
    }
}
