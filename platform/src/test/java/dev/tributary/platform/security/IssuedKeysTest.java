package dev.tributary.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.events.KeyEvent.KeyCreated;
import dev.tributary.events.KeyEvent.KeyRevoked;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

final class IssuedKeysTest {

    private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");
    private static final UUID ID = UUID.fromString("01958a3e-0000-7000-8000-0000000000c1");
    private static final KeyRevoked REVOKED = new KeyRevoked(ID, "acme", "app", "ops", NOON);

    private boolean complete = true;
    private final IssuedKeys keys = new IssuedKeys(Clock.fixed(NOON, ZoneOffset.UTC), () -> complete);

    @Test
    void aCallerHasANameThatNoOtherKindOfCallerHas() {
        keys.hear(created("reader", null));
        assertThat(authenticate("secret").getName()).isEqualTo("key:acme/app");
    }

    @Test
    void revokedIsRevokedInWhateverOrderEventsCome() {
        keys.hear(created("reader", null));
        keys.hear(REVOKED);
        assertRefused();
        keys.hear(created("reader", null));
        assertRefused();
        assertThat(keys.all()).isEmpty();
    }

    @Test
    void aKeyEndsAtItsTime() {
        keys.hear(created("reader", NOON.plusMillis(1)));
        assertThat(authenticate("secret").isAuthenticated()).isTrue();
        keys.hear(created("reader", NOON));
        assertRefused();
    }

    @Test
    void aRoleThatThisVersionDoesNotKnowOpensNothing() {
        keys.hear(created("auditor", null));
        assertRefused();
    }

    @Test
    void beforeAllIsKnownNobodyIsLetInOrTurnedAway() {
        keys.hear(created("reader", null));
        complete = false;
        assertThatThrownBy(() -> authenticate("secret")).isInstanceOf(AuthenticationServiceException.class);
    }

    private static KeyCreated created(String role, @Nullable Instant end) {
        return new KeyCreated(
                ID, "acme", "app", IssuedKeys.hash("secret"), role, List.of(), List.of(), "ops", NOON, end);
    }

    private Authentication authenticate(String secret) {
        return keys.authenticate(UsernamePasswordAuthenticationToken.unauthenticated("bearer", secret));
    }

    private void assertRefused() {
        assertThatThrownBy(() -> authenticate("secret")).isInstanceOf(BadCredentialsException.class);
    }
}
