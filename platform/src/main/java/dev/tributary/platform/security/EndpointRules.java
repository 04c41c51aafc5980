package dev.tributary.platform.security;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import jakarta.servlet.DispatcherType;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Which role each endpoint asks for. */
final class EndpointRules {

    private static final String[] STATIC_PAGE = {
        "/", "/*.html", "/*.js", "/*.css", "/*.svg", "/*.png", "/*.ico", "/*.woff2", "/*.webmanifest"
    };
    /** The same in every installation, so no secret. */
    private static final String[] DESCRIPTION = {"/openapi.json", "/openapi.json/**", "/asyncapi.json", "/swagger-ui/**"
    };

    private static final String[] HEALTH = {
        "/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"
    };
    private static final String SOURCE = "/v1/sources/{source}/documents/**";
    private static final List<EndpointRule> PLATFORM = List.of(
            new EndpointRule(Role.READER, GET, "/v1/search/**"),
            new EndpointRule(Role.READER, POST, "/v1/search/**"),
            new EndpointRule(Role.READER, GET, "/v1/ask/**"),
            new EndpointRule(Role.READER, POST, "/v1/ask/**"),
            new EndpointRule(Role.WRITER, GET, "/v1/sources/**"),
            new EndpointRule(Role.WRITER, PUT, "/v1/sources/**"),
            new EndpointRule(Role.WRITER, DELETE, "/v1/sources/**"),
            new EndpointRule(Role.WRITER, GET, "/v1/status"),
            new EndpointRule(Role.WRITER, GET, "/v1/documents/**"),
            EndpointRule.forOperators(null, "/actuator/**"));

    private final List<EndpointRule> services;
    private final String ownTenant;
    private final boolean openMetrics;

    EndpointRules(List<EndpointRule> services, String ownTenant, boolean openMetrics) {
        this.ownTenant = ownTenant;
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
        requests.requestMatchers(GET, DESCRIPTION).permitAll();
        if (openMetrics) {
            requests.requestMatchers(GET, "/actuator/prometheus").permitAll();
        }
        // What a caller may do whose role counts for some sources only; it is a reader elsewhere.
        requests.requestMatchers(PUT, SOURCE).access(EndpointRules::mayWrite);
        requests.requestMatchers(DELETE, SOURCE).access(EndpointRules::mayWrite);
        requests.requestMatchers(GET, "/v1/documents/{id}").access(EndpointRules::mayWriteSomewhere);
        Stream.concat(services.stream(), PLATFORM.stream())
                .forEach(rule -> (rule.method() == null
                                ? requests.requestMatchers(rule.pattern())
                                : requests.requestMatchers(rule.method(), rule.pattern()))
                        .access((caller, request) -> new AuthorizationDecision(satisfies(caller.get(), rule))));
        requests.anyRequest().hasRole(Role.ADMIN.name());
    }

    private boolean satisfies(@Nullable Authentication caller, EndpointRule rule) {
        return has(rule.role(), caller)
                && (!rule.ownTenant()
                        || (caller instanceof Caller known
                                && known.access().tenant().equals(ownTenant)));
    }

    private static AuthorizationDecision mayWrite(
            Supplier<? extends @Nullable Authentication> caller, RequestAuthorizationContext request) {
        String source = request.getVariables().get("source");
        return new AuthorizationDecision(isWriter(caller.get())
                || (caller.get() instanceof Caller known
                        && source != null
                        && known.sources().contains(source)));
    }

    /** A push answers with the address of the document's status; readers' rights hold there as everywhere. */
    private static AuthorizationDecision mayWriteSomewhere(
            Supplier<? extends @Nullable Authentication> caller, RequestAuthorizationContext request) {
        return new AuthorizationDecision(isWriter(caller.get())
                || (caller.get() instanceof Caller known && !known.sources().isEmpty()));
    }

    private static boolean isWriter(@Nullable Authentication caller) {
        return has(Role.WRITER, caller);
    }

    private static boolean has(Role role, @Nullable Authentication caller) {
        return caller != null
                && caller.isAuthenticated()
                && caller.getAuthorities().containsAll(role.authorities());
    }
}
