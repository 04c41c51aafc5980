package dev.tributary.platform.security;

import dev.tributary.platform.kafka.KafkaConnectionProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** Keys that were made at run time, in every process that knows where Kafka is. */
@AutoConfiguration(
        after = SecurityAutoConfiguration.class,
        afterName = "dev.tributary.platform.kafka.PublishingAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(KafkaConnectionProperties.class)
final class IssuedKeysAutoConfiguration {

    @Bean
    IssuedKeysFollower issuedKeysFollower(KafkaConnectionProperties kafka, ApiKeys keys, SecurityProperties security) {
        return new IssuedKeysFollower(kafka, !SecurityAutoConfiguration.isOpen(keys, security));
    }
}
