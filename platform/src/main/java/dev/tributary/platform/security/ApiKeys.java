package dev.tributary.platform.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;

/** Knows the SHA-256 of each key's secret; compares against all of them, each in constant time. */
final class ApiKeys implements AuthenticationManager {

    // Arrays are compared by content with MessageDigest.isEqual only.
    record ApiKey(byte[] secretHash, Caller caller) {}

    private final List<ApiKey> keys;

    ApiKeys(List<ApiKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** No keys are configured: every caller is an admin. */
    boolean open() {
        return keys.isEmpty();
    }

    /** @param presented its credentials are the secret as the caller sent it */
    @Override
    public Authentication authenticate(Authentication presented) {
        Caller found = find(String.valueOf(presented.getCredentials()));
        if (found == null) {
            throw new BadCredentialsException("The API key is not known");
        }
        return found;
    }

    boolean knows(String secret) {
        return find(secret) != null;
    }

    /** Those of the tenant. */
    List<Caller> of(String tenant) {
        return keys.stream()
                .map(ApiKey::caller)
                .filter(caller -> caller.access().tenant().equals(tenant))
                .toList();
    }

    private @Nullable Caller find(String secret) {
        byte[] hash = hash(secret);
        Caller found = null;
        for (ApiKey key : keys) {
            if (MessageDigest.isEqual(key.secretHash(), hash)) {
                found = key.caller();
            }
        }
        return found;
    }

    static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
