package dev.tributary.query.document;

import dev.tributary.platform.security.EndpointRule;
import dev.tributary.platform.security.Role;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QueryProperties.class)
class DocumentConfiguration {

    @Bean
    PublicAddress publicAddress(QueryProperties properties) {
        return new PublicAddress(properties.publicUrl());
    }

    @Bean
    EndpointRule readersReadDocuments() {
        return new EndpointRule(Role.READER, HttpMethod.GET, "/v1/documents/*/text");
    }
}
