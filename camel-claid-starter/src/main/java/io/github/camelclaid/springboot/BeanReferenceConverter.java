package io.github.camelclaid.springboot;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;

/** Finds the bean that a property such as {@code camel.component.claid.task-store=#bean:ledger} names. */
@AutoConfiguration
@ConfigurationPropertiesBinding
public class BeanReferenceConverter implements GenericConverter {

    private final BeanFactory beans;

    BeanReferenceConverter(BeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public Set<ConvertiblePair> getConvertibleTypes() {
        return Arrays.stream(BeanUtils.getPropertyDescriptors(ClaidComponentConfiguration.class))
                .filter(property -> property.getWriteMethod() != null)
                .map(property -> property.getPropertyType())
                .filter(type -> !BeanUtils.isSimpleProperty(type) && type != Map.class)
                .map(type -> new ConvertiblePair(String.class, type))
                .collect(Collectors.toSet());
    }

    @Override
    public Object convert(Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
        String reference = String.valueOf(source);
        if (!reference.startsWith("#")) {
            throw new IllegalArgumentException("\"" + reference + "\" names no bean, allowed: #bean:name");
        }
        return beans.getBean(reference.replaceFirst("#(bean:)?", ""), targetType.getType());
    }
}
