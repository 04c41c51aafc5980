package dev.tributary.platform.security;

import dev.tributary.platform.kafka.EventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoints of API keys, for the one service that imports this. All services follow what is decided there. */
@Configuration(proxyBeanMethods = false)
public class KeyManagement {

    @Bean
    KeyController keyController(
            ApiKeys keys, IssuedKeysFollower follower, EventPublisher publisher, SecurityProperties security) {
        return new KeyController(
                new ManagingKeys(keys, follower, publisher, SecurityAutoConfiguration.isOpen(keys, security)));
    }
}
