package dev.tributary.platform.security;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import jakarta.servlet.DispatcherType;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;

/** Which role each endpoint asks for. */
final class EndpointRules {

    private static final String[] STATIC_PAGE = {
        "/", "/*.html", "/*.js", "/*.css", "/*.svg", "/*.png", "/*.ico", "/*.woff2", "/*.webmanifest"
    };
    private static final String[] HEALTH = {
        "/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"
    };
    private static final List<EndpointRule> PLATFORM = List.of(
            new EndpointRule(Role.READER, GET, "/v1/search/**"),
            new EndpointRule(Role.READER, POST, "/v1/search/**"),
            new EndpointRule(Role.READER, GET, "/v1/ask/**"),
            new EndpointRule(Role.READER, POST, "/v1/ask/**"),
            new EndpointRule(Role.WRITER, GET, "/v1/sources/**"),
            new EndpointRule(Role.WRITER, PUT, "/v1/sources/**"),
            new EndpointRule(Role.WRITER, DELETE, "/v1/sources/**"),
            new EndpointRule(Role.WRITER, GET, "/v1/status"),
            new EndpointRule(Role.WRITER, GET, "/v1/documents/**"));

    private final List<EndpointRule> services;
    private final boolean openMetrics;

    EndpointRules(List<EndpointRule> services, boolean openMetrics) {
        this.services = services;
        this.openMetrics = openMetrics;
    }

    void apply(AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        // These go on with a request that was authorized when it arrived.
        requests.dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ASYNC, DispatcherType.ERROR)
                .permitAll();
        requests.requestMatchers(GET, STATIC_PAGE).permitAll();
        requests.requestMatchers(HttpMethod.HEAD, STATIC_PAGE).permitAll();
        requests.requestMatchers(GET, HEALTH).permitAll();
        if (openMetrics) {
            requests.requestMatchers(GET, "/actuator/prometheus").permitAll();
        }
        Stream.concat(services.stream(), PLATFORM.stream())
                .forEach(rule -> (rule.method() == null
                                ? requests.requestMatchers(rule.pattern())
                                : requests.requestMatchers(rule.method(), rule.pattern()))
                        .hasRole(rule.role().name()));
        requests.anyRequest().hasRole(Role.ADMIN.name());
    }
}
