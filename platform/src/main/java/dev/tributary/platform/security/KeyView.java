package dev.tributary.platform.security;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.events.Acl;
import dev.tributary.events.KeyEvent.KeyCreated;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator may know of a key.
 *
 * @param configured whether it stands in the configuration of the process that answers, and is changed there alone
 * @param sources the only ones that it may write to; empty if the role alone decides
 * @param createdAt left out for keys of the configuration, as createdBy
 * @param expiresAt left out if never
 * @param secret in the answer to its creation, and never again
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record KeyView(
        String name,
        String role,
        List<String> principals,
        List<String> sources,
        boolean configured,
        @Nullable Instant createdAt,
        @Nullable String createdBy,
        @Nullable Instant expiresAt,
        @Nullable String secret) {

    static KeyView of(KeyCreated key, @Nullable String secret) {
        return new KeyView(
                key.name(),
                key.role(),
                key.principals(),
                key.sources(),
                false,
                key.at(),
                key.by(),
                key.expiresAt(),
                secret);
    }

    static KeyView of(Caller configured) {
        return new KeyView(
                configured.getName(),
                configured.role(),
                sorted(configured.access().principals()),
                sorted(configured.sources()),
                true,
                null,
                null,
                null,
                null);
    }

    private static List<String> sorted(Set<String> values) {
        return values.stream()
                .filter(value -> !value.equals(Acl.EVERYONE))
                .sorted()
                .toList();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "KeyView[" + name + "]";
    }
}
