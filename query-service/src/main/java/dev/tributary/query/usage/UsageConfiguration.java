package dev.tributary.query.usage;

import dev.tributary.platform.security.EndpointRule;
import dev.tributary.platform.security.Role;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

@Configuration(proxyBeanMethods = false)
class UsageConfiguration {

    @Bean
    EndpointRule readersSeeTheirUsage() {
        return new EndpointRule(Role.READER, HttpMethod.GET, "/v1/usage");
    }
}
