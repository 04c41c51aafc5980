package dev.tributary.platform.kafka;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.stream.binder.kafka.support.ConsumerConfigCustomizer;
import org.springframework.context.annotation.Bean;

/** Topics, and how the binder reaches them. */
@AutoConfiguration
@EnableConfigurationProperties(KafkaConnectionProperties.class)
class KafkaAutoConfiguration {

    @Bean
    TopicProvisioner topicProvisioner(KafkaConnectionProperties properties) {
        return new TopicProvisioner(properties);
    }

    /** The binder makes the consumers; it knows the address alone. */
    @Bean
    ConsumerConfigCustomizer clientSettings(KafkaConnectionProperties properties) {
        return (settings, binding, destination) -> settings.putAll(properties.clientSettings());
    }
}
