package dev.tributary.platform.start;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/** The settings that every process has, and the check for settings that none has. */
@AutoConfiguration
@EnableConfigurationProperties(TenantProperties.class)
public final class StartAutoConfiguration {

    @Bean
    static UnknownPropertyCheck unknownPropertyCheck(ApplicationContext context) {
        return new UnknownPropertyCheck(context);
    }
}
