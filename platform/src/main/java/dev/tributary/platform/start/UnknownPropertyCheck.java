package dev.tributary.platform.start;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.ConfigurationPropertiesBean;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Stops the start at a name under {@code tributary.} that nothing reads, before anything consumes or listens.
 * Environment variables are left out: Kubernetes makes its own, named after services such as {@code tributary-query}.
 */
final class UnknownPropertyCheck implements SmartInitializingSingleton {

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("tributary");

    private final ApplicationContext context;

    UnknownPropertyCheck(ApplicationContext context) {
        this.context = context;
    }

    @Override
    public void afterSingletonsInstantiated() {
        Set<String> known =
                Stream.concat(boundPatterns(), contributedPatterns()).collect(Collectors.toSet());
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(context.getEnvironment())) {
            if (source instanceof IterableConfigurationPropertySource names && !isSystemEnvironment(source)) {
                names.stream().filter(ROOT::isAncestorOf).forEach(name -> check(name, known));
            }
        }
    }

    private static void check(ConfigurationPropertyName name, Set<String> known) {
        if (known.stream().noneMatch(pattern -> PropertyPatterns.matches(pattern, name))) {
            throw new UnknownPropertyException(name.toString(), EditDistance.nearest(name.toString(), known));
        }
    }

    private Stream<String> boundPatterns() {
        return ConfigurationPropertiesBean.getAll(context).values().stream()
                .filter(bean -> bean.getAnnotation().prefix().startsWith("tributary"))
                .flatMap(bean -> PropertyPatterns.of(
                        bean.getAnnotation().prefix(), bean.asBindTarget().getType()));
    }

    private Stream<String> contributedPatterns() {
        return context.getBeansOfType(KnownProperties.class).values().stream().flatMap(known -> known.names().stream());
    }

    private static boolean isSystemEnvironment(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource environment
                && environment.getName().endsWith(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
    }
}
