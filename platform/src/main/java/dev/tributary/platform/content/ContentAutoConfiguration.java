package dev.tributary.platform.content;

import dev.tributary.content.ContentStore;
import dev.tributary.content.FileContentStore;
import dev.tributary.platform.start.WritableDirectory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** The content store: a directory. */
@AutoConfiguration
@EnableConfigurationProperties(ContentProperties.class)
final class ContentAutoConfiguration {

    /** Made where documents pass through; those who only ask have no such directory. */
    @Bean
    @Lazy
    @ConditionalOnMissingBean
    static ContentStore contentStore(ContentProperties properties) {
        return new FileContentStore(WritableDirectory.require("tributary.content.directory", properties.directory()));
    }
}
