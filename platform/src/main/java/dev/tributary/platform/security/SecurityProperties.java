package dev.tributary.platform.security;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call. Without keys everyone who reaches the service is an admin, and it must listen on loopback only.
 *
 * @param keys by a name of one's own, which appears in messages
 * @param openMetrics whether Prometheus may scrape without a key; metrics hold aggregates only, no ids
 */
@ConfigurationProperties("tributary.security")
record SecurityProperties(
        @DefaultValue Map<String, Key> keys,
        @DefaultValue("true") boolean openMetrics) {

    SecurityProperties {
        keys = Map.copyOf(keys);
    }

    /**
     * @param secret the bearer token, at least 16 characters; either this or {@code secretFile}
     * @param secretFile a file that holds the token; white space around it does not count
     * @param tenant whose documents the key opens; {@code tributary.tenant} if null
     * @param principals as whom the key reads, each {@code user:…} or {@code group:…}
     */
    record Key(
            @Nullable String secret,
            @Nullable Path secretFile,
            @Nullable String tenant,
            @DefaultValue List<String> principals,
            @DefaultValue("reader") Role role) {

        Key {
            principals = List.copyOf(principals);
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "Key[tenant=" + tenant + ", principals=" + principals + ", role=" + role + "]";
        }
    }
}
