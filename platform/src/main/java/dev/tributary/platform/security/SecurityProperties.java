package dev.tributary.platform.security;

import dev.tributary.platform.start.ConfigurationException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call. Without keys and without an issuer of tokens everyone who reaches the service is an admin, and it must
 * listen on loopback only.
 *
 * @param keys by a name of one's own, which appears in messages
 * @param jwt whose tokens are accepted beside the keys; null for nobody's
 * @param openMetrics whether Prometheus may scrape without a key; metrics hold aggregates only, no ids
 */
@ConfigurationProperties("tributary.security")
record SecurityProperties(
        @DefaultValue Map<String, Key> keys,
        @Nullable Jwt jwt,
        @DefaultValue("true") boolean openMetrics) {

    SecurityProperties {
        keys = Map.copyOf(keys);
    }

    /**
     * An issuer of JSON Web Tokens, such as the organisation's identity provider.
     *
     * @param issuer as in the tokens' {@code iss}; an https address
     * @param jwkSetUri where its keys are; null to find it in the issuer's {@code /.well-known/openid-configuration}
     * @param audience what {@code aud} must contain, so that a token made for another application opens nothing here
     * @param userClaim becomes {@code user:…}
     * @param groupsClaim a list, whose entries become {@code group:…}
     * @param tenantClaim names the tenant; null if all tokens are for {@code tributary.tenant}
     * @param writers groups whose members have the role writer
     * @param admins groups whose members have the role admin
     */
    record Jwt(
            URI issuer,
            @Nullable URI jwkSetUri,
            String audience,
            @DefaultValue("sub") String userClaim,
            @DefaultValue("groups") String groupsClaim,
            @Nullable String tenantClaim,
            @DefaultValue List<String> writers,
            @DefaultValue List<String> admins) {

        private static final String PREFIX = "tributary.security.jwt.";

        Jwt {
            requireAddress("issuer", issuer);
            if (jwkSetUri != null) {
                requireAddress("jwk-set-uri", jwkSetUri);
            }
            if (audience == null || audience.isBlank()) {
                throw new ConfigurationException(
                        PREFIX + "audience", audience, "the name that tokens for this installation have in aud");
            }
            writers = List.copyOf(writers);
            admins = List.copyOf(admins);
        }

        private static void requireAddress(String name, @Nullable URI address) {
            boolean web = address != null
                    && address.getHost() != null
                    && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()));
            if (!web) {
                throw new ConfigurationException(
                        PREFIX + name, address, "a URL such as https://login.example.com/realms/staff");
            }
        }
    }

    /**
     * @param secret the bearer token, at least 16 characters; this, {@code secretFile} or {@code sha256}
     * @param secretFile a file that holds the token; white space around it does not count
     * @param sha256 SHA-256 of the token in hexadecimal, where the token itself is nobody's business
     * @param tenant whose documents the key opens; {@code tributary.tenant} if null
     * @param principals as whom the key reads, each {@code user:…} or {@code group:…}
     * @param sources the only ones that a writer may write to; empty for all
     */
    record Key(
            @Nullable String secret,
            @Nullable Path secretFile,
            @Nullable String sha256,
            @Nullable String tenant,
            @DefaultValue List<String> principals,
            @DefaultValue("reader") Role role,
            @DefaultValue List<String> sources) {

        Key {
            principals = List.copyOf(principals);
            sources = List.copyOf(sources);
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "Key[tenant=" + tenant + ", principals=" + principals + ", role=" + role + ", sources=" + sources
                    + "]";
        }
    }
}
