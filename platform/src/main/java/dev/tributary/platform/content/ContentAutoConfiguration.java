package dev.tributary.platform.content;

import dev.tributary.content.ContentStore;
import dev.tributary.content.FileContentStore;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The content store: a directory. */
@AutoConfiguration
@EnableConfigurationProperties(ContentProperties.class)
final class ContentAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    static ContentStore contentStore(ContentProperties properties) {
        return new FileContentStore(properties.directory());
    }
}
