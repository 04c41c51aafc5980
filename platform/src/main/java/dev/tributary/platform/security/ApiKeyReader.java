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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the keys from the settings, and refuses what would be unsafe or ambiguous. */
final class ApiKeyReader {

    private static final int SHORTEST_SECRET = 16;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9\\-._~+/]+=*");
    private static final Pattern PRINCIPAL = Pattern.compile("(user|group):\\S.*");

    private final String defaultTenant;

    ApiKeyReader(String defaultTenant) {
        this.defaultTenant = defaultTenant;
    }

    ApiKeys read(Map<String, SecurityProperties.Key> settings) {
        List<ApiKey> keys = new ArrayList<>();
        Map<ByteBuffer, String> names = new HashMap<>();
        new TreeMap<>(settings).forEach((name, key) -> {
            String property = "tributary.security.keys." + name;
            byte[] hash = ApiKeys.hash(secret(property, key));
            String other = names.putIfAbsent(ByteBuffer.wrap(hash), name);
            if (other != null) {
                throw new ConfigurationException(
                        property + ".secret", "******", "another secret than that of the key '" + other + "'");
            }
            keys.add(new ApiKey(hash, new Caller(name, key.role(), access(property, key))));
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

    private static String secret(String property, SecurityProperties.Key key) {
        if (key.secret() != null && key.secretFile() != null) {
            throw new ConfigurationException(
                    property + ".secret-file", key.secretFile(), "either this or " + property + ".secret, not both");
        }
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
