package dev.tributary.platform.security;

import dev.tributary.events.Access;
import dev.tributary.events.Event;
import dev.tributary.events.KeyEvent;
import dev.tributary.events.KeyEvent.KeyCreated;
import dev.tributary.events.KeyEvent.KeyRevoked;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;

/** Keys that were made at run time, as this process has heard of them. What is revoked once stays so. */
final class IssuedKeys implements AuthenticationManager {

    /** What such secrets begin with: no other secret waits for Kafka, and a leaked one is found by its looks. */
    static final String PREFIX = "trb_";

    private static final Logger LOG = LoggerFactory.getLogger(IssuedKeys.class);

    private final Clock clock;
    private final BooleanSupplier complete;
    // A hash of 256 random bits may be looked up: nobody can come closer to one step by step.
    private final Map<String, Issued> byHash = new ConcurrentHashMap<>();
    private final Set<UUID> revoked = ConcurrentHashMap.newKeySet();

    /** @param complete whether all is known that was decided before this process started */
    IssuedKeys(Clock clock, BooleanSupplier complete) {
        this.clock = clock;
        this.complete = complete;
    }

    private record Issued(KeyCreated created, Caller caller) {}

    static boolean isIssued(String secret) {
        return secret.startsWith(PREFIX);
    }

    static String hash(String secret) {
        return HexFormat.of().formatHex(ApiKeys.hash(secret));
    }

    /** Whom limits and logs know the key as; no other kind of caller can have this name. */
    static String callerName(KeyCreated created) {
        return "key:" + created.tenant() + "/" + created.name();
    }

    /** @param presented its credentials are the secret as the caller sent it */
    @Override
    public Authentication authenticate(Authentication presented) {
        if (!complete.getAsBoolean()) {
            throw new AuthenticationServiceException(
                    "The API key cannot be checked: Kafka has not told this process yet which keys there are");
        }
        Issued key = byHash.get(hash(String.valueOf(presented.getCredentials())));
        if (key == null || expired(key.created())) {
            throw new BadCredentialsException("The API key is not known");
        }
        return key.caller();
    }

    private boolean expired(KeyCreated key) {
        Instant end = key.expiresAt();
        return end != null && !clock.instant().isBefore(end);
    }

    /** All that were not revoked, the expired ones too. */
    Collection<KeyCreated> all() {
        return byHash.values().stream().map(Issued::created).toList();
    }

    /** Takes note of what the topic says. */
    synchronized void hear(Event event) {
        if (!(event instanceof KeyEvent change)) {
            return;
        }
        switch (change) {
            case KeyCreated created -> add(created);
            case KeyRevoked gone -> {
                revoked.add(gone.id());
                byHash.values().removeIf(key -> key.created().id().equals(gone.id()));
            }
        }
    }

    private void add(KeyCreated created) {
        Role role = Role.named(created.role()).orElse(null);
        if (role == null) {
            LOG.warn("Key {} opens nothing here: this version knows no role {}", created.id(), created.role());
        } else if (!revoked.contains(created.id())) {
            Access access = new Access(created.tenant(), Set.copyOf(created.principals()), role == Role.ADMIN);
            Caller caller = new Caller(callerName(created), role, Set.copyOf(created.sources()), access);
            byHash.put(created.secretSha256(), new Issued(created, caller));
        }
    }
}
