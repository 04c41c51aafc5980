package dev.tributary.events;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which API keys were made at run time; topic {@code access.keys.v1}, keyed by the key's id, which is used once: whoever
 * has heard that an id is revoked never takes it back, in whatever order events come.
 */
public sealed interface KeyEvent extends Event permits KeyEvent.KeyCreated, KeyEvent.KeyRevoked {

    UUID id();

    @Override
    default String key() {
        return id().toString();
    }

    /**
     * A key. What limits it may grow in later versions only by another type of event: a reader that does not know a limit
     * must not know the key.
     *
     * @param name what people call it, one of its kind within the tenant while it lives
     * @param secretSha256 in hexadecimal; the secret itself, 256 random bits, is nowhere
     * @param role reader, writer or admin
     * @param principals as whom it reads, each {@code user:…} or {@code group:…}
     * @param sources the only ones that it may write to; empty if the role alone decides
     * @param by the caller who made it
     * @param expiresAt from when on it is refused; null if never
     */
    record KeyCreated(
            UUID id,
            String tenant,
            String name,
            String secretSha256,
            String role,
            List<String> principals,
            List<String> sources,
            String by,
            Instant at,
            @Nullable Instant expiresAt)
            implements KeyEvent {

        public KeyCreated {
            requireNonNull(id, "id");
            requireNonNull(tenant, "tenant");
            requireNonNull(name, "name");
            requireNonNull(secretSha256, "secretSha256");
            requireNonNull(role, "role");
            requireNonNull(principals, "principals");
            requireNonNull(sources, "sources");
            requireNonNull(by, "by");
            requireNonNull(at, "at");
            principals = List.copyOf(principals);
            sources = List.copyOf(sources);
        }
    }

    /** The key opens nothing any more. */
    record KeyRevoked(UUID id, String tenant, String name, String by, Instant at) implements KeyEvent {

        public KeyRevoked {
            requireNonNull(id, "id");
            requireNonNull(tenant, "tenant");
            requireNonNull(name, "name");
            requireNonNull(by, "by");
            requireNonNull(at, "at");
        }
    }
}
