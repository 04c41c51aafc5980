package dev.tributary.platform.security;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;

/** The keys of the configuration, which need nothing else to run, and those that were made at run time. */
final class KnownKeys implements AuthenticationManager {

    private final ApiKeys configured;
    private final @Nullable IssuedKeys issued;

    /** @param issued null in a process without Kafka */
    KnownKeys(ApiKeys configured, @Nullable IssuedKeys issued) {
        this.configured = configured;
        this.issued = issued;
    }

    @Override
    public Authentication authenticate(Authentication presented) {
        String secret = String.valueOf(presented.getCredentials());
        return issued != null && IssuedKeys.isIssued(secret) && !configured.knows(secret)
                ? issued.authenticate(presented)
                : configured.authenticate(presented);
    }
}
