package dev.tributary.query.ui;

import dev.tributary.platform.security.EndpointRule;
import dev.tributary.platform.security.Role;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PageProperties.class)
class PageConfiguration {

    @Bean
    EndpointRule readersSeeWhatCanBeAsked() {
        return new EndpointRule(Role.READER, HttpMethod.GET, "/v1/index");
    }
}
