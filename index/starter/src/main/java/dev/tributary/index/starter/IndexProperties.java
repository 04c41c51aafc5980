package dev.tributary.index.starter;

import dev.tributary.platform.start.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where chunks and vectors are.
 *
 * @param type {@code qdrant} for several processes, {@code lucene} for one machine
 * @param access whether this process writes; matters to Lucene only, whose index one process may write and others read
 */
@ConfigurationProperties(prefix = "tributary.index", ignoreUnknownFields = false)
record IndexProperties(
        @DefaultValue("qdrant") Type type,
        @DefaultValue("write") Access access,
        @DefaultValue Lucene lucene,
        @DefaultValue Qdrant qdrant) {

    enum Type {
        LUCENE,
        QDRANT
    }

    enum Access {
        READ,
        WRITE
    }

    /** @param directory holds a directory for each generation; made if it is missing */
    record Lucene(@DefaultValue("data/index") Path directory) {}

    /**
     * @param port of Qdrant's gRPC interface
     * @param apiKey null if the server asks for none
     * @param tls whether to speak TLS; needed wherever an API key leaves the machine
     * @param timeout of each single call; more than nothing
     * @param collectionPrefix of the collections' names, which end in the generation's fingerprint; letters, digits,
     *     dots, hyphens and underscores
     */
    record Qdrant(
            @DefaultValue("localhost") String host,
            @DefaultValue("6334") int port,
            @Nullable String apiKey,
            @DefaultValue("false") boolean tls,
            @DefaultValue("10s") Duration timeout,
            @DefaultValue("tributary") String collectionPrefix) {

        private static final String PREFIX = "tributary.index.qdrant.";
        private static final int LAST_PORT = 65_535;
        private static final Pattern COLLECTION_PREFIX = Pattern.compile("[A-Za-z0-9._-]{1,200}");

        Qdrant {
            if (host.isBlank() || host.contains("/")) {
                throw new ConfigurationException(
                        PREFIX + "host", host, "a host name or address, without port and path");
            }
            if (port < 1 || port > LAST_PORT) {
                throw new ConfigurationException(PREFIX + "port", port, "1 to 65535; Qdrant's gRPC port is 6334");
            }
            if (!timeout.isPositive()) {
                throw new ConfigurationException(PREFIX + "timeout", timeout, "a duration above zero, such as 10s");
            }
            if (!COLLECTION_PREFIX.matcher(collectionPrefix).matches()) {
                throw new ConfigurationException(
                        PREFIX + "collection-prefix",
                        collectionPrefix,
                        "up to 200 letters, digits, dots, hyphens and underscores");
            }
            apiKey = apiKey == null || apiKey.isBlank() ? null : apiKey;
        }

        /** Without the API key. */
        @Override
        public String toString() {
            return "Qdrant[host=" + host + ", port=" + port + ", tls=" + tls + "]";
        }
    }
}
