package dev.tributary.platform.security;

import dev.tributary.events.Access;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;

/** Knows callers by the tokens of one issuer: signature, issuer, audience and time are checked, then the claims read. */
final class JwtCallers implements AuthenticationManager {

    private final SecurityProperties.Jwt settings;
    private final String defaultTenant;
    private final JwtDecoder decoder;

    JwtCallers(SecurityProperties.Jwt settings, String defaultTenant) {
        this.settings = settings;
        this.defaultTenant = defaultTenant;
        // The issuer is asked with the first token: a start does not wait for it.
        this.decoder = new SupplierJwtDecoder(() -> decoder(settings));
    }

    private static JwtDecoder decoder(SecurityProperties.Jwt settings) {
        String issuer = settings.issuer().toString();
        NimbusJwtDecoder decoder = (settings.jwkSetUri() == null
                        ? NimbusJwtDecoder.withIssuerLocation(issuer)
                        : NimbusJwtDecoder.withJwkSetUri(settings.jwkSetUri().toString()))
                .jwsAlgorithms(algorithms -> algorithms.addAll(List.of(SignatureAlgorithm.values())))
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefaultWithIssuer(issuer), new JwtAudienceValidator(settings.audience())));
        return decoder;
    }

    /** Whether it has the form of such a token; API keys have not. */
    static boolean isToken(String bearer) {
        return bearer.startsWith("eyJ") && bearer.chars().filter(c -> c == '.').count() == 2;
    }

    /** @param presented its credentials are the token as the caller sent it */
    @Override
    public Authentication authenticate(Authentication presented) {
        Jwt token;
        try {
            token = decoder.decode(String.valueOf(presented.getCredentials()));
        } catch (BadJwtException refused) {
            throw new BadCredentialsException("The token is not accepted: " + refused.getMessage(), refused);
        } catch (JwtException | JwtDecoderInitializationException | IllegalStateException unreachable) {
            throw new AuthenticationServiceException(
                    "The token cannot be checked: its issuer does not answer", unreachable);
        }
        return caller(token);
    }

    private Caller caller(Jwt token) {
        String user = token.getClaimAsString(settings.userClaim());
        if (user == null || user.isBlank()) {
            throw new BadCredentialsException("The token has no claim '" + settings.userClaim() + "'");
        }
        Set<String> groups = groups(token);
        Role role = role(groups);
        Set<String> principals = Stream.concat(
                        Stream.of("user:" + user), groups.stream().map("group:"::concat))
                .collect(Collectors.toUnmodifiableSet());
        return new Caller("user:" + user, role, new Access(tenant(token), principals, role == Role.ADMIN));
    }

    private Set<String> groups(Jwt token) {
        return token.getClaim(settings.groupsClaim()) instanceof Collection<?> groups
                ? groups.stream().map(Objects::toString).collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    private String tenant(Jwt token) {
        if (settings.tenantClaim() == null) {
            return defaultTenant;
        }
        String tenant = token.getClaimAsString(settings.tenantClaim());
        if (tenant == null || tenant.isBlank()) {
            throw new BadCredentialsException("The token has no claim '" + settings.tenantClaim() + "'");
        }
        return tenant;
    }

    private Role role(Set<String> groups) {
        if (settings.admins().stream().anyMatch(groups::contains)) {
            return Role.ADMIN;
        }
        return settings.writers().stream().anyMatch(groups::contains) ? Role.WRITER : Role.READER;
    }
}
