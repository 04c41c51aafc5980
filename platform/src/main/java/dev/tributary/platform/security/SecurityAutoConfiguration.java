package dev.tributary.platform.security;

import dev.tributary.platform.start.TenantProperties;
import dev.tributary.platform.web.ProblemWriter;
import dev.tributary.platform.web.WebAutoConfiguration;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** API keys and tokens for every servlet application, or the open mode on loopback if neither is configured. */
@AutoConfiguration(
        after = WebAutoConfiguration.class,
        before = {
            UserDetailsServiceAutoConfiguration.class,
            ServletWebSecurityAutoConfiguration.class,
            ManagementWebSecurityAutoConfiguration.class
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(SecurityProperties.class)
public final class SecurityAutoConfiguration {

    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none';"
            + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /** As the authentication manager it also keeps Spring Boot from inventing a user and logging its password. */
    @Bean
    ApiKeys apiKeys(SecurityProperties security, TenantProperties tenant, Environment environment) {
        ApiKeys keys = new ApiKeyReader(tenant.tenant()).read(security.keys());
        if (isOpen(keys, security)) {
            LoopbackOnly.require(environment);
        }
        return keys;
    }

    /**
     * No session, and so no CSRF token: browsers never add a bearer token by themselves, and in open mode
     * {@link OpenModeFilter} refuses what comes from other origins.
     */
    @Bean
    SecurityFilterChain securityFilterChain(
            HttpSecurity http,
            ApiKeys keys,
            SecurityProperties security,
            TenantProperties tenant,
            ObjectProvider<IssuedKeysFollower> issued,
            ObjectProvider<EndpointRule> rules,
            ProblemWriter problems) {
        Refusals refusals = new Refusals(problems);
        IssuedKeysFollower follower = issued.getIfAvailable();
        KnownKeys known = new KnownKeys(keys, follower == null ? null : follower.keys());
        OncePerRequestFilter authentication = isOpen(keys, security)
                ? new OpenModeFilter(tenant.tenant(), problems)
                : new BearerFilter(known, tokens(known, security, tenant), refusals);
        EndpointRules endpoints =
                new EndpointRules(rules.orderedStream().toList(), tenant.tenant(), security.openMetrics());
        return http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .headers(SecurityAutoConfiguration::headers)
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .addFilterBefore(authentication, AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(endpoints::apply)
                .build();
    }

    /** Spans and timers around every filter would cost every request, and tell nobody anything. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    static boolean isOpen(ApiKeys keys, SecurityProperties security) {
        return keys.open() && security.jwt() == null;
    }

    private static AuthenticationManager tokens(KnownKeys keys, SecurityProperties security, TenantProperties tenant) {
        SecurityProperties.Jwt jwt = security.jwt();
        return jwt == null ? keys : new JwtCallers(jwt, tenant.tenant());
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                .crossOriginResourcePolicy(resources -> resources.policy(CrossOriginResourcePolicy.SAME_ORIGIN));
    }

    @Bean
    WebMvcConfigurer accessParameters() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new AccessArgumentResolver());
            }
        };
    }

    /** Holds also where an operator lets actuator pages show values. */
    @Bean
    SanitizingFunction secretsOnActuatorPages() {
        return SanitizingFunction.sanitizeValue().ifLikelySensitive();
    }

    /** The hash of a short secret would help whoever guesses. */
    @Bean
    SanitizingFunction hashesOnActuatorPages() {
        return SanitizingFunction.sanitizeValue().ifKeyEndsWith("sha256");
    }
}
