package io.github.camelclaid;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.TypeConversionException;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.util.TimeUtils;

/**
 * Sets options from texts as the generated configurer does, and refuses a text that is none of an option's names, or no
 * number or time, with what is allowed. Camel itself takes {@code abc} for zero.
 */
final class CheckedOptions implements PropertyConfigurer, PropertyConfigurerGetter {

    private static final String A_NUMBER = "a whole number, or a time such as 500ms, 30s, 5m or 1h30m";

    private final PropertyConfigurer configurer;
    private final PropertyConfigurerGetter options;

    private CheckedOptions(PropertyConfigurer configurer, PropertyConfigurerGetter options) {
        this.configurer = configurer;
        this.options = options;
    }

    static PropertyConfigurer of(PropertyConfigurer generated) {
        return generated instanceof PropertyConfigurerGetter options
                ? new CheckedOptions(generated, options)
                : generated;
    }

    @Override
    public boolean configure(CamelContext camel, Object target, String name, Object value, boolean ignoreCase) {
        Class<?> type = getOptionType(name, ignoreCase);
        if (value instanceof String text && isNumber(type) && !isReference(text) && !isReadable(text)) {
            throw refusal(name, text, A_NUMBER);
        }
        try {
            return configurer.configure(camel, target, name, value, ignoreCase);
        } catch (TypeConversionException e) {
            if (type != null && type.isEnum()) {
                // without the cause, which is what a person would look at and says less
                throw refusal(name, value, names(type));
            }
            throw e;
        }
    }

    private static boolean isNumber(Class<?> type) {
        return type == int.class || type == long.class;
    }

    private static boolean isReference(String text) {
        return text.startsWith("#");
    }

    private static boolean isReadable(String text) {
        try {
            return TimeUtils.toMilliSeconds(text) != 0 || text.matches("[-+]?0+[a-z]*");
        } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
            return false;
        }
    }

    private static IllegalArgumentException refusal(String name, Object value, String allowed) {
        return new IllegalArgumentException(name + " is \"" + value + "\", allowed: " + allowed);
    }

    /** In the spelling of the documents; Camel reads them in either case. */
    private static String names(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(name -> name.toString().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    @Override
    public Class<?> getOptionType(String name, boolean ignoreCase) {
        return options.getOptionType(name, ignoreCase);
    }

    @Override
    public String[] getAutowiredNames() {
        return options.getAutowiredNames();
    }

    @Override
    public Object getCollectionValueType(Object target, String name, boolean ignoreCase) {
        return options.getCollectionValueType(target, name, ignoreCase);
    }

    @Override
    public Object getOptionValue(Object target, String name, boolean ignoreCase) {
        return options.getOptionValue(target, name, ignoreCase);
    }
}
