package dev.tributary.platform.security;

import dev.tributary.events.KeyEvent.KeyCreated;
import dev.tributary.platform.web.InvalidRequestException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The key that an administrator wants, always for the administrator's own tenant.
 *
 * @param name up to 100 letters, digits, dots, dashes and underscores
 * @param role reader (if left out), writer or admin
 * @param principals as whom it reads, each user:… or group:…; without any it reads what everyone may read
 * @param sources the only ones that a writer may push to; a writer without any may write to all
 * @param expiresAt from when on it is refused; never if left out
 */
record KeyBody(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String name,

        @Schema(allowableValues = {"reader", "writer", "admin"}) @Nullable String role,

        @Nullable List<@Nullable String> principals,
        @Nullable List<@Nullable String> sources,
        @Nullable Instant expiresAt) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern SOURCE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final int MAX_VALUES = 100;
    private static final int MAX_CHARACTERS = 200;

    String checkedName() {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new InvalidRequestException(
                    "name", name, "1 to 100 letters, digits, '.', '-' and '_', a letter or digit first");
        }
        return name;
    }

    /** @throws InvalidRequestException if anything in it can never work */
    KeyCreated toEvent(String tenant, String secret, String by, Instant now) {
        Role checkedRole = checkedRole();
        if (sources != null && !sources.isEmpty() && checkedRole != Role.WRITER) {
            throw new InvalidRequestException("sources", sources, "sources for the role writer only");
        }
        if (expiresAt != null && !expiresAt.isAfter(now.plus(Duration.ofSeconds(1)))) {
            throw new InvalidRequestException("expiresAt", expiresAt, "a time to come, such as 2030-01-31T12:00:00Z");
        }
        return new KeyCreated(
                UUID.randomUUID(),
                tenant,
                checkedName(),
                IssuedKeys.hash(secret),
                checkedRole.wireName(),
                checked("principals", principals, ApiKeyReader.PRINCIPAL.asMatchPredicate(), "user:… or group:…"),
                checked("sources", sources, SOURCE.asMatchPredicate(), "the name of a source"),
                by,
                now,
                expiresAt);
    }

    private Role checkedRole() {
        return role == null
                ? Role.READER
                : Role.named(role)
                        .orElseThrow(() -> new InvalidRequestException("role", role, "reader, writer or admin"));
    }

    private static List<String> checked(
            String field, @Nullable List<@Nullable String> values, Predicate<String> valid, String allowed) {
        if (values == null) {
            return List.of();
        }
        if (values.size() > MAX_VALUES) {
            throw new InvalidRequestException(field, values.size() + " values", "at most " + MAX_VALUES + " values");
        }
        return values.stream()
                .map(value -> {
                    if (value == null || value.length() > MAX_CHARACTERS || !valid.test(value)) {
                        throw new InvalidRequestException(field, value, allowed);
                    }
                    return value;
                })
                .distinct()
                .sorted()
                .toList();
    }
}
