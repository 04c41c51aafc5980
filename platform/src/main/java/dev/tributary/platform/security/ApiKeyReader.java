package dev.tributary.platform.security;

import dev.tributary.events.Access;
import dev.tributary.platform.security.ApiKeys.ApiKey;
import dev.tributary.platform.start.ConfigurationException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the keys from the settings, and refuses what would be unsafe or ambiguous. */
final class ApiKeyReader {

    private static final int SHORTEST_SECRET = 16;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9\\-._~+/]+=*");
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-fA-F]{64}");

    /** Whoever can be named as a reader. */
    static final Pattern PRINCIPAL = Pattern.compile("(user|group):\\S.*");

    private final String defaultTenant;

    ApiKeyReader(String defaultTenant) {
        this.defaultTenant = defaultTenant;
    }

    ApiKeys read(Map<String, SecurityProperties.Key> settings) {
        List<ApiKey> keys = new ArrayList<>();
        Map<ByteBuffer, String> names = new HashMap<>();
        new TreeMap<>(settings).forEach((name, key) -> {
            String property = "tributary.security.keys." + name;
            checkName(property, name);
            byte[] hash = hash(property, key);
            String other = names.putIfAbsent(ByteBuffer.wrap(hash), name);
            if (other != null) {
                throw new ConfigurationException(
                        property + ".secret", "******", "another secret than that of the key '" + other + "'");
            }
            keys.add(new ApiKey(hash, new Caller(name, key.role(), sources(property, key), access(property, key))));
        });
        return new ApiKeys(keys);
    }

    private Access access(String property, SecurityProperties.Key key) {
        for (String principal : key.principals()) {
            if (!PRINCIPAL.matcher(principal).matches()) {
                throw new ConfigurationException(property + ".principals", principal, "user:… or group:…");
            }
        }
        String tenant = key.tenant() == null ? defaultTenant : key.tenant();
        if (tenant.isBlank()) {
            throw new ConfigurationException(property + ".tenant", tenant, "a name; leave it out for the default");
        }
        return new Access(tenant, Set.copyOf(key.principals()), key.role() == Role.ADMIN);
    }

    /** Colons and slashes stand in the names of other kinds of callers. */
    private static void checkName(String property, String name) {
        if (name.contains(":") || name.contains("/")) {
            throw new ConfigurationException(property, "a key of this name", "names without ':' and '/'");
        }
    }

    private static Set<String> sources(String property, SecurityProperties.Key key) {
        if (!key.sources().isEmpty() && key.role() != Role.WRITER) {
            throw new ConfigurationException(
                    property + ".sources", key.sources(), "sources for the role writer only; leave them out otherwise");
        }
        return Set.copyOf(key.sources());
    }

    private static byte[] hash(String property, SecurityProperties.Key key) {
        long given = Stream.of(key.secret(), key.secretFile(), key.sha256())
                .filter(Objects::nonNull)
                .count();
        if (given > 1) {
            throw new ConfigurationException(
                    property + ".secret", "******", "one of .secret, .secret-file and .sha256, not several");
        }
        return key.sha256() == null ? ApiKeys.hash(secret(property, key)) : fingerprint(property, key.sha256());
    }

    private static byte[] fingerprint(String property, String sha256) {
        if (!FINGERPRINT.matcher(sha256).matches()) {
            throw new ConfigurationException(
                    property + ".sha256",
                    "a text of " + sha256.length() + " characters",
                    "the 64 hexadecimal digits of the secret's SHA-256 (echo -n \"$SECRET\" | sha256sum)");
        }
        return HexFormat.of().parseHex(sha256);
    }

    private static String secret(String property, SecurityProperties.Key key) {
        String secret = key.secretFile() == null ? key.secret() : read(property, key.secretFile());
        if (secret == null
                || secret.length() < SHORTEST_SECRET
                || !TOKEN.matcher(secret).matches()) {
            throw new ConfigurationException(
                    property + ".secret",
                    secret,
                    "at least " + SHORTEST_SECRET
                            + " letters, digits or -._~+/ (one good way to make it: openssl rand -hex 24)");
        }
        return secret;
    }

    private static String read(String property, Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new ConfigurationException(
                    property + ".secret-file", file, "a text file that this process can read", e);
        }
    }
}
