package dev.tributary.platform.security;

import dev.tributary.events.Access;
import dev.tributary.events.KeyEvent;
import dev.tributary.events.KeyEvent.KeyCreated;
import dev.tributary.events.KeyEvent.KeyRevoked;
import dev.tributary.events.OutageException;
import dev.tributary.events.Topic;
import dev.tributary.platform.kafka.EventPublisher;
import dev.tributary.platform.web.Problems;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Makes and revokes keys for all processes. A change is with Kafka, and in effect in this process, when it returns. */
final class ManagingKeys {

    private static final Logger LOG = LoggerFactory.getLogger(ManagingKeys.class);
    private static final int SECRET_BYTES = 32;
    private static final int MOST_KEYS = 1000;

    private final ApiKeys configured;
    private final IssuedKeysFollower follower;
    private final EventPublisher publisher;
    private final boolean open;
    private final Clock clock = Clock.systemUTC();
    private final SecureRandom random = new SecureRandom();

    /** @param open whether callers are not asked who they are */
    ManagingKeys(ApiKeys configured, IssuedKeysFollower follower, EventPublisher publisher, boolean open) {
        this.configured = configured;
        this.follower = follower;
        this.publisher = publisher;
        this.open = open;
    }

    /** All keys of the tenant, by name. */
    List<KeyView> list(Access access) {
        if (!open) {
            checkConnected();
        }
        return Stream.concat(
                        configured.of(access.tenant()).stream().map(KeyView::of),
                        issued(access).map(key -> KeyView.of(key, null)))
                .sorted(Comparator.comparing(KeyView::name))
                .toList();
    }

    /** @throws OutageException while Kafka is not there */
    synchronized KeyView create(Access access, String by, KeyBody body) {
        if (open) {
            throw conflict("This service asks nobody for a key. Configure a first one for admins"
                    + " (tributary.security.keys.<name>) or an issuer of tokens (tributary.security.jwt), and restart all"
                    + " services with it; then make further keys here.");
        }
        checkConnected();
        String name = body.checkedName();
        if (isConfigured(access, name)
                || issued(access).anyMatch(key -> key.name().equals(name))) {
            throw conflict("There is a key '" + name + "' already. Take another name, or revoke that one first.");
        }
        if (issued(access).count() >= MOST_KEYS) {
            throw conflict("There are " + MOST_KEYS + " keys already, which is the limit. Revoke those of no use.");
        }
        String secret = IssuedKeys.PREFIX + secret();
        KeyCreated created = body.toEvent(access.tenant(), secret, by, clock.instant());
        publish(created);
        LOG.info("Key {} ({}) with the role {} was made by {}", created.name(), created.id(), created.role(), by);
        return KeyView.of(created, secret);
    }

    /** @throws OutageException while Kafka is not there: a revocation that cannot be told to all is none */
    synchronized void revoke(Access access, String by, String name) {
        if (isConfigured(access, name)) {
            throw conflict("The key '" + name + "' stands in the configuration: remove tributary.security.keys." + name
                    + " from that of each service, and restart it.");
        }
        if (!open) {
            checkConnected();
        }
        // Two processes may have made one of this name at the same moment.
        List<KeyCreated> keys =
                issued(access).filter(key -> key.name().equals(name)).toList();
        if (keys.isEmpty()) {
            throw problem(HttpStatus.NOT_FOUND, "There is no key '" + name + "'; GET /v1/keys lists them.");
        }
        for (KeyCreated key : keys) {
            publish(new KeyRevoked(key.id(), key.tenant(), key.name(), by, clock.instant()));
            LOG.info("Key {} ({}) was revoked by {}", key.name(), key.id(), by);
        }
    }

    private Stream<KeyCreated> issued(Access access) {
        return follower.keys().all().stream().filter(key -> key.tenant().equals(access.tenant()));
    }

    private boolean isConfigured(Access access, String name) {
        return configured.of(access.tenant()).stream()
                .anyMatch(key -> key.getName().equals(name));
    }

    private void checkConnected() {
        if (!follower.connected()) {
            throw new OutageException("Keys cannot be changed or listed while Kafka does not answer", null);
        }
    }

    private void publish(KeyEvent change) {
        publisher.publishAndWait(Topic.KEYS, change);
        follower.keys().hear(change);
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static ErrorResponseException conflict(String detail) {
        return problem(HttpStatus.CONFLICT, detail);
    }

    private static ErrorResponseException problem(HttpStatus status, String detail) {
        return new ErrorResponseException(status, Problems.of(status, detail), null);
    }
}
